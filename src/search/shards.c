#include "search/shards.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"

enum {
    SHARD_BYTES = 24000,
    COMMON_PAGES = 8192, /* a term on more has its whole list in a file of its own */
    BEST_PAGES = 2048,   /* and these in its shard */
    WORD_LETTERS = 3,    /* of words in the lists */
    MANY_WORDS = 60000,  /* more than this: only those on two pages */
    HIGHEST_COUNT = 15,
    IMPACT = 0x3f,
};

struct listed_key {
    struct str key;
    uint32_t term;
};

struct writer {
    const struct terms *terms;
    const struct postings *postings;
    struct search_files *files;
    struct shards *out;
    struct buf dict, posts, scratch;
    struct str first, before; /* keys */
    uint32_t n;               /* terms in the shard in hand */
};

static int by_key(const void *x, const void *y)
{
    const struct listed_key *a = x, *b = y;
    return str_cmp(a->key, b->key);
}

static size_t shared(struct str a, struct str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    return n;
}

static void put_front_coded(struct buf *b, struct str before, struct str s)
{
    size_t n = shared(before, s);
    varint_put(b, (uint32_t)n);
    varint_put_str(b, str_from(s, n));
}

static void add_shard(struct writer *w, struct shard_list *list, struct str first, struct sha256 hash)
{
    struct arena *a = w->files->arena;
    *ARENA_PUSH(a, list->items, list->n, list->cap, struct shard) = (struct shard){str_dup(a, first), hash};
}

/* ---- very common terms ---- */

struct ranked {
    uint32_t page, at, n; /* its bytes in the list, without the distance */
    uint32_t impact;
};

static int by_impact(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->impact != b->impact)
        return a->impact > b->impact ? -1 : 1;
    return a->page < b->page ? -1 : a->page > b->page;
}

static int by_page(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    return a->page < b->page ? -1 : a->page > b->page;
}

/* The pages of a list, each with the highest of its impacts. */
static struct ranked *rank_pages(struct str list, uint32_t df)
{
    struct ranked *pages = mem_alloc(df * sizeof *pages);
    struct varints v = {.rest = list};
    for (uint32_t i = 0, page = 0; i < df; i++) {
        page += varint_get(&v);
        pages[i] = (struct ranked){.page = page, .at = (uint32_t)(list.n - v.rest.n)};
        for (uint32_t more = 1; more & 1;) {
            more = varint_get(&v);
            uint32_t impact = (unsigned char)*varint_get_bytes(&v, 1).p & IMPACT;
            pages[i].impact = impact > pages[i].impact ? impact : pages[i].impact;
        }
        pages[i].n = (uint32_t)(list.n - v.rest.n) - pages[i].at;
    }
    return pages;
}

/* The hash of the file with the whole list, then the best pages. */
static struct str common_list(struct writer *w, struct str list, uint32_t df)
{
    struct sha256 h = files_add(w->files, "s/", list);
    struct ranked *pages = rank_pages(list, df);
    qsort(pages, df, sizeof *pages, by_impact);
    qsort(pages, BEST_PAGES, sizeof *pages, by_page);
    buf_clear(&w->scratch);
    buf_put_n(&w->scratch, h.b, FILES_HASH);
    for (uint32_t i = 0, before = 0; i < BEST_PAGES; i++) {
        varint_put(&w->scratch, pages[i].page - before);
        buf_put(&w->scratch, str_sub(list, pages[i].at, pages[i].n));
        before = pages[i].page;
    }
    mem_release(pages);
    return buf_str(&w->scratch);
}

/* ---- shards ---- */

static void end_shard(struct writer *w)
{
    struct buf b = {0};
    if (!w->n)
        return;
    varint_put(&b, w->n);
    varint_put(&b, (uint32_t)w->dict.n);
    buf_put(&b, buf_str(&w->dict));
    buf_put(&b, buf_str(&w->posts));
    add_shard(w, &w->out->terms, w->first, files_add(w->files, "s/", buf_str(&b)));
    buf_free(&b);
    buf_clear(&w->dict);
    buf_clear(&w->posts);
    w->before = STR("");
    w->n = 0;
}

static void add_term(struct writer *w, struct listed_key k)
{
    uint32_t df = w->postings->df[k.term];
    struct str list = postings_list(w->postings, k.term), shown = terms_shown(w->terms, k.term);
    if (df > COMMON_PAGES)
        list = common_list(w, list, df);
    if (w->dict.n + w->posts.n + k.key.n + shown.n + list.n > SHARD_BYTES)
        end_shard(w);
    if (!w->n++)
        w->first = k.key;
    put_front_coded(&w->dict, w->before, k.key);
    if (str_eq(shown, k.key)) {
        varint_put(&w->dict, 0);
        varint_put(&w->dict, 0);
    } else {
        put_front_coded(&w->dict, k.key, shown);
    }
    varint_put(&w->dict, df);
    varint_put(&w->dict, (uint32_t)list.n);
    buf_put(&w->posts, list);
    w->before = k.key;
}

/* ---- words ---- */

static void end_words(struct writer *w, struct str letter)
{
    if (w->dict.n)
        add_shard(w, &w->out->words, letter, files_add(w->files, "w/", buf_str(&w->dict)));
    buf_clear(&w->dict);
    w->before = STR("");
}

static bool is_listed(const struct listed_key *k)
{
    return utf8_length(k->key) >= WORD_LETTERS;
}

static void write_words(struct writer *w, const struct listed_key *keys, size_t n)
{
    struct str letter = STR("");
    size_t listed = 0;
    for (size_t i = 0; i < n; i++)
        listed += is_listed(&keys[i]);
    for (size_t i = 0; i < n; i++) {
        uint32_t df = w->postings->df[keys[i].term], log = 0;
        if (!is_listed(&keys[i]) || (listed >= MANY_WORDS && df < 2))
            continue;
        struct str first = utf8_cut(keys[i].key, 1);
        if (!str_eq(first, letter))
            end_words(w, letter);
        letter = first;
        put_front_coded(&w->dict, w->before, keys[i].key);
        while (log < HIGHEST_COUNT && df >> (log + 1))
            log++;
        buf_char(&w->dict, (char)log);
        w->before = keys[i].key;
    }
    end_words(w, letter);
}

/* ---- all ---- */

void shards_write(const struct terms *t, const struct postings *p, struct search_files *files,
                  struct shards *out)
{
    struct writer w = {.terms = t, .postings = p, .files = files, .out = out};
    struct listed_key *keys = mem_alloc((t->keys.n + 1) * sizeof *keys);
    size_t n = 0;
    for (uint32_t i = 0; i < t->keys.n; i++)
        if (p->df[i])
            keys[n++] = (struct listed_key){table_str(&t->keys, i), i};
    qsort(keys, n, sizeof *keys, by_key);
    for (size_t i = 0; i < n; i++)
        add_term(&w, keys[i]);
    end_shard(&w);
    write_words(&w, keys, n);
    mem_release(keys);
    buf_free(&w.dict);
    buf_free(&w.posts);
    buf_free(&w.scratch);
}
