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
};

struct listed_key {
    struct str key;
    uint32_t term;
};

struct writer {
    const struct terms *terms;
    struct postings *postings;
    struct search_files *files;
    struct shards *out;
    struct buf dict, posts, list;
    struct list_out columns;
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

struct ranked {
    uint32_t page;
    struct str entry; /* its sections */
    double worth;
};

static int by_worth(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->worth > b->worth || a->worth < b->worth)
        return a->worth > b->worth ? -1 : 1;
    return a->page < b->page ? -1 : a->page > b->page;
}

static int by_page(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    return a->page < b->page ? -1 : a->page > b->page;
}

static bool next_page(struct varints *v, struct ranked *r)
{
    double best = 0, all = 0;
    if (!v->rest.n)
        return false;
    r->page += varint_get(v);
    r->entry = v->rest;
    for (uint32_t more = 1; more & 1;) {
        more = varint_get(v);
        double weight = list_weight((uint8_t)*varint_get_bytes(v, 1).p);
        all += weight;
        best = weight > best ? weight : best;
    }
    r->entry.n -= v->rest.n;
    r->worth = list_worth(best, all);
    return true;
}

/* best: a heap, the worst of them on top. Moves the one at `i` down to where it belongs. */
static void sink(struct ranked *best, size_t i)
{
    for (size_t down = 2 * i + 1; down < LIST_BEST; i = down, down = 2 * i + 1) {
        if (down + 1 < LIST_BEST && by_worth(&best[down + 1], &best[down]) > 0)
            down++;
        if (by_worth(&best[down], &best[i]) <= 0)
            return;
        struct ranked r = best[i];
        best[i] = best[down];
        best[down] = r;
    }
}

static void make_heap(struct ranked *best)
{
    for (size_t i = LIST_BEST / 2; i > 0; i--)
        sink(best, i - 1);
}

/* The one that is not among the best with `r` gives its worth. */
static double leave_out(struct ranked *best, struct ranked r)
{
    double worth = r.worth;
    if (by_worth(&r, &best[0]) < 0) {
        worth = best[0].worth;
        best[0] = r;
        sink(best, 0);
    }
    return worth;
}

/* The file with all pages of a very common term, the level of those that are not among the best, and the best. Only these are put in
 * order: sorting all pages took a twentieth of the index. */
static void put_common(struct writer *w, struct str list, uint32_t df)
{
    struct varints v = {.rest = list};
    struct ranked best[LIST_BEST], r = {0};
    double others = 0;
    for (uint32_t i = 0, last = 0; next_page(&v, &r); last = r.page, i++) {
        varint_put(&w->list, r.page - last);
        if (i < LIST_BEST)
            best[i] = r;
        if (i + 1 == LIST_BEST)
            make_heap(best);
        if (i >= LIST_BEST)
            others += leave_out(best, r);
    }
    struct sha256 h = files_add(w->files, "s/", buf_str(&w->list));
    qsort(best, LIST_BEST, sizeof *best, by_page);
    for (uint32_t i = 0; i < LIST_BEST; i++)
        list_add(&w->columns, best[i].page, best[i].entry);
    buf_clear(&w->list);
    buf_put_n(&w->list, h.b, FILES_HASH);
    buf_char(&w->list, (char)list_level(others / (df - LIST_BEST)));
}

static struct str term_list(struct writer *w, struct str list, uint32_t df)
{
    struct varints v = {.rest = list};
    struct ranked r = {0};
    buf_clear(&w->list);
    if (df > LIST_COMMON)
        put_common(w, list, df);
    else
        while (next_page(&v, &r))
            list_add(&w->columns, r.page, r.entry);
    list_put(&w->columns, &w->list);
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

static void add_term(struct writer *w, struct listed_key k, uint32_t i)
{
    uint32_t df = w->postings->df[k.term];
    struct str list = term_list(w, postings_list(w->postings, i), df);
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

void shards_write(const struct terms *t, struct postings *p, struct search_files *files, struct shards *out)
{
    struct writer w = {.terms = t, .postings = p, .files = files, .out = out};
    struct listed_key *keys = mem_alloc((t->keys.n + 1) * sizeof *keys);
    uint32_t n = 0, *order = mem_alloc((t->keys.n + 1) * sizeof *order);
    for (uint32_t i = 0; i < t->keys.n; i++)
        if (p->df[i])
            keys[n++] = (struct listed_key){table_str(&t->keys, i), i};
    qsort(keys, n, sizeof *keys, by_key);
    for (uint32_t i = 0; i < n; i++)
        order[i] = keys[i].term;
    postings_settle(p, order, n);
    for (uint32_t i = 0; i < n && !postings_failed(p); i++)
        add_term(&w, keys[i], i);
    end_shard(&w);
    write_words(&w, keys, n);
    mem_release(keys);
    mem_release(order);
    buf_free(&w.dict);
    buf_free(&w.posts);
    buf_free(&w.list);
    list_free(&w.columns);
}
