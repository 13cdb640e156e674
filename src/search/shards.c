#include "search/shards.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "search/list.h"

enum {
    SHARD_BYTES = 9000,
    WORD_LETTERS = 4,   /* of words in the lists */
    MANY_WORDS = 60000, /* more than this: only those on two pages */
    HIGHEST_COUNT = 15,
    BUCKETS = 1024, /* of worths */
    BUCKETS_A_POINT = 4,
};

struct listed_key {
    struct str key;
    uint32_t term;
};

struct writer {
    const struct terms *terms;
    const struct gathered *lists;
    struct search_files *files;
    struct shards *out;
    struct buf dict, posts, list;
    struct list_out columns;
    struct listed_page *pages; /* of a common term */
    size_t cap_pages;
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

/* ---- lists ---- */

static int by_worth(const void *x, const void *y)
{
    const struct listed_page *a = x, *b = y;
    if (a->worth > b->worth || a->worth < b->worth)
        return a->worth > b->worth ? -1 : 1;
    return a->page < b->page ? -1 : a->page > b->page;
}

static size_t bucket_of(const struct listed_page *p)
{
    double at = p->worth * BUCKETS_A_POINT;
    return at < BUCKETS - 1 ? (size_t)at : BUCKETS - 1;
}

/* The last of the LIST_BEST best of n pages. They are told apart roughly first, and only those about the edge put in order: sorting all
 * took a twentieth of the index, and a heap of the best a third of what is left. */
static struct listed_page last_of_best(const struct listed_page *pages, size_t n)
{
    size_t in[BUCKETS] = {0}, edge = BUCKETS - 1, above = 0, about = 0;
    for (size_t i = 0; i < n; i++)
        in[bucket_of(&pages[i])]++;
    for (; edge && above + in[edge] < LIST_BEST; edge--)
        above += in[edge];
    struct listed_page *edging = mem_alloc((in[edge] + 1) * sizeof *edging);
    for (size_t i = 0; i < n; i++)
        if (bucket_of(&pages[i]) == edge)
            edging[about++] = pages[i];
    qsort(edging, about, sizeof *edging, by_worth);
    struct listed_page last =
        about ? edging[(LIST_BEST - above < about ? LIST_BEST - above : about) - 1] : *edging;
    mem_release(edging);
    return last;
}

static size_t read_pages(struct writer *w, uint32_t term)
{
    struct listed l = gathered_list(w->lists, term);
    size_t n = 0;
    for (; listed_next(&l); n++) {
        if (n == w->cap_pages) {
            w->cap_pages = w->cap_pages ? w->cap_pages * 2 : (size_t)LIST_COMMON * 2;
            w->pages = mem_resize(w->pages, w->cap_pages * sizeof *w->pages);
        }
        w->pages[n] = l.at;
    }
    return n;
}

/* The file with all pages of a very common term, the level of those that are not among the best, and the best. */
static void put_common(struct writer *w, uint32_t term)
{
    size_t n = read_pages(w, term);
    struct listed_page last = last_of_best(w->pages, n);
    double others = 0;
    for (size_t i = 0; i < n; i++) {
        const struct listed_page *p = &w->pages[i];
        varint_put(&w->list, p->page - (i ? p[-1].page : 0));
        if (by_worth(p, &last) <= 0)
            list_add(&w->columns, p->page, p->sections, p->levels);
        else
            others += p->worth;
    }
    struct sha256 h = files_add(w->files, "s/", buf_str(&w->list));
    buf_clear(&w->list);
    buf_put_n(&w->list, h.b, FILES_HASH);
    buf_char(&w->list, (char)list_level(others / (w->lists->df[term] - LIST_BEST)));
    list_put(&w->columns, &w->list);
}

static struct str term_list(struct writer *w, uint32_t term)
{
    buf_clear(&w->list);
    if (w->lists->df[term] > LIST_COMMON)
        put_common(w, term);
    else
        gathered_put(w->lists, term, &w->list);
    return buf_str(&w->list);
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
    struct str list = term_list(w, k.term);
    struct str shown = terms_shown(w->terms, k.term);
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
    varint_put(&w->dict, w->lists->df[k.term]);
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
        uint32_t df = w->lists->df[keys[i].term], log = 0;
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

void shards_write(const struct terms *t, const struct gathered *lists, struct search_files *files,
                  struct shards *out)
{
    struct writer w = {.terms = t, .lists = lists, .files = files, .out = out};
    struct listed_key *keys = mem_alloc((t->keys.n + 1) * sizeof *keys);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->keys.n; i++)
        if (lists->df[i])
            keys[n++] = (struct listed_key){table_str(&t->keys, i), i};
    qsort(keys, n, sizeof *keys, by_key);
    for (uint32_t i = 0; i < n; i++)
        add_term(&w, keys[i]);
    end_shard(&w);
    write_words(&w, keys, n);
    mem_release(keys);
    buf_free(&w.dict);
    buf_free(&w.posts);
    buf_free(&w.list);
    mem_release(w.pages);
    list_free(&w.columns);
}
