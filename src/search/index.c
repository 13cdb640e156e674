#include "search/index.h"

#include <errno.h>

#include "base/arena.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/work.h"
#include "search/count.h"
#include "search/facets.h"
#include "search/shards.h"
#include "search/standing.h"
#include "search/tending.h"

enum { VERSION = 2, MANY_SHARDS = 48, PIECE_SHARDS = 200, PAGES_AT_A_TIME = 4096 };

struct indexing {
    const struct index_plan *plan;
    struct pages pages;       /* that can be found, by number */
    struct counting counting; /* of this process */
    struct arena scratch;
    size_t first;        /* of the pages that are being counted */
    struct spill counts; /* by page, with the numbers of forms */
    struct buf record;   /* one of them */
    struct terms terms;
    struct postings postings;
    struct shards shards;
    struct search_files *files;
    uint32_t n_sections;
    bool failed; /* what was put aside could not be kept */
};

static bool is_found(const struct page *p)
{
    return p->visible && !p->faulty && p->origin == PAGE_FILE && !p->apart;
}

/* ---- counting, in workers, some pages at a time ---- */

static void count_item(void *ctx, size_t item, struct buf *out)
{
    struct indexing *x = ctx;
    struct pagetext text;
    const struct page *p = x->pages.items[x->first + item];
    arena_reset(&x->scratch);
    pagetext_make(p, &x->scratch, &text);
    count_page(&x->counting, p->title, &text, out);
}

/* What was counted on a page, with the numbers of its forms, is put aside until all forms are known. */
static bool note_page(struct indexing *x, size_t page, struct str bytes)
{
    struct counts c;
    struct str form;
    struct buf *b = &x->record;
    if (!counts_begin(&c, bytes, &x->scratch))
        return false;
    buf_clear(b);
    varint_put(b, (uint32_t)page);
    buf_put(b, str_sub(bytes, 0, bytes.n - c.in.rest.n));
    for (uint32_t n; counts_next(&c, &form, &n);) {
        struct str occurrences = c.in.rest;
        uint32_t count = 0;
        for (uint32_t i = 0; i < n; i++)
            count += counts_occurrence(&c).count;
        varint_put(b, terms_note(&x->terms, form, count));
        varint_put(b, n);
        buf_put(b, str_sub(occurrences, 0, occurrences.n - c.in.rest.n));
    }
    x->n_sections += c.n_sections;
    if (c.in.bad || c.in.rest.n)
        return false;
    spill_put(&x->counts, buf_str(b));
    return true;
}

static void note_pages(struct indexing *x, const struct work *w, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct work_result r = work_result(w, i);
        arena_reset(&x->scratch);
        if (r.status != WORK_DONE || !note_page(x, x->first + i, r.bytes))
            diag_at(x->plan->diags, CODE_WORKER_LOST, x->pages.items[x->first + i]->source, 0, 0,
                    "counting its words %s", work_fault(r.status));
    }
}

static bool count_pages(struct indexing *x)
{
    for (size_t n; (n = x->pages.n - x->first); x->first += n) {
        n = n < PAGES_AT_A_TIME ? n : PAGES_AT_A_TIME;
        struct work *w = work_start(&(struct work_plan){.n = n,
                                                        .jobs = x->plan->jobs,
                                                        .item_ms = LIMIT_ITEM_MS,
                                                        .memory = LIMIT_WORKER_MEMORY,
                                                        .confine = {.as = CONFINE_READER},
                                                        .fn = count_item,
                                                        .ctx = x});
        if (!w) {
            diag_at(x->plan->diags, CODE_ENVIRONMENT, STR(""), 0, 0, "no worker process could be started: %s",
                    strerror(errno));
            return false;
        }
        work_finish(w);
        note_pages(x, w, n);
        work_free(w);
    }
    return true;
}

/* ---- merging ---- */

static void post_pages(struct indexing *x)
{
    uint32_t newest = standing_newest(x->plan->site, &x->pages);
    postings_begin(&x->postings, x->terms.keys.n);
    spill_rewind(&x->counts);
    while (spill_next(&x->counts, &x->record)) {
        struct varints v = {.rest = buf_str(&x->record)};
        struct counts c;
        uint32_t page = varint_get(&v);
        arena_reset(&x->scratch);
        if (counts_begin(&c, v.rest, &x->scratch))
            postings_page(&x->postings, page, standing_of(x->plan->site, x->pages.items[page], newest),
                          &x->terms, &c);
    }
    x->failed = x->counts.failed;
    spill_free(&x->counts);
}

/* ---- the manifest ---- */

static void put_text(struct buf *b, struct str s)
{
    buf_char(b, '"');
    escape_json(b, s);
    buf_char(b, '"');
}

static void put_hash(struct indexing *x, struct buf *b, const char *name, struct sha256 h)
{
    buf_printf(b, ",\"%s\":", name);
    put_text(b, files_hash_name(x->files, &h));
}

static void put_directory(struct indexing *x, struct buf *b, const char *name, const struct shard_list *list)
{
    buf_printf(b, ",\"%s\":[", name);
    for (size_t i = 0; i < list->n; i++) {
        buf_put(b, i ? STR(",[") : STR("["));
        put_text(b, list->items[i].first);
        buf_char(b, ',');
        put_text(b, files_hash_name(x->files, &list->items[i].hash));
        buf_char(b, ']');
    }
    buf_char(b, ']');
}

/* Of a large site: the directory of its shards in pieces, of which a search reads the one that it needs. */
static struct shard_list write_pieces(struct indexing *x)
{
    const struct shard_list *all = &x->shards.terms;
    struct shard_list pieces = {0};
    struct buf b = {0};
    for (size_t at = 0; at < all->n; at += PIECE_SHARDS) {
        size_t end = at + PIECE_SHARDS < all->n ? at + PIECE_SHARDS : all->n;
        buf_clear(&b);
        varint_put(&b, (uint32_t)(end - at));
        for (size_t i = at; i < end; i++) {
            varint_put_str(&b, all->items[i].first);
            buf_put_n(&b, all->items[i].hash.b, FILES_HASH);
        }
        struct sha256 hash = files_add(x->files, "dir.", buf_str(&b));
        *ARENA_PUSH(x->plan->arena, pieces.items, pieces.n, pieces.cap, struct shard) =
            (struct shard){all->items[at].first, hash};
    }
    buf_free(&b);
    return pieces;
}

static void write_manifest(struct indexing *x)
{
    struct buf b = {0};
    const struct language *language = x->terms.language;
    buf_printf(&b, "{\"v\":%d,\"pages\":%zu,\"sections\":%u,\"stem\":\"%.*s\",\"stop\":", VERSION, x->pages.n,
               x->n_sections, STR_F(language->name));
    put_text(&b, language->stop);
    buf_printf(&b, ",\"segments\":[{\"seg\":0,\"pages\":%zu", x->pages.n);
    if (x->shards.terms.n > MANY_SHARDS) {
        struct shard_list pieces = write_pieces(x);
        put_directory(x, &b, "dirs", &pieces);
    } else {
        put_directory(x, &b, "shards", &x->shards.terms);
    }
    put_directory(x, &b, "words", &x->shards.words);
    put_hash(x, &b, "facets", facets_write(&x->pages, x->files));
    buf_put(&b, STR(",\"dead\":\"\"}]}\n"));
    files_add_plain(x->files, "manifest.json", buf_str(&b));
    buf_free(&b);
}

/* ---- all ---- */

static void list_pages(struct indexing *x)
{
    const struct site *s = x->plan->site;
    for (size_t i = 0; i < s->n_pages; i++) /* by address */
        if (is_found(s->pages[i]))
            pages_add(&x->pages, x->plan->arena, s->pages[i]);
}

static void merge(struct indexing *x)
{
    const char *lexicon = x->plan->lexicon;
    terms_analyse(&x->terms, *lexicon ? lexicon : NULL, x->plan->own);
    if (x->terms.language->compounds && *lexicon && !x->terms.lexicon.present)
        diag_at(x->plan->diags, CODE_NO_LEXICON, STR(""), 0, 0,
                "%s is not there (package hunspell-da): the search splits fewer compounds", lexicon);
    tending_gather(&x->terms, &x->pages, x->plan->arena, x->plan->searched);
    post_pages(x);
    shards_write(&x->terms, &x->postings, x->files, &x->shards);
    x->failed = x->failed || postings_failed(&x->postings);
    if (x->failed)
        diag_at(x->plan->diags, CODE_ENVIRONMENT, STR(""), 0, 0,
                "no room for temporary files: the search index cannot be made");
    write_manifest(x);
    for (size_t i = 0; i < x->pages.n; i++)
        files_add_page(x->files, x->pages.items[i], (uint32_t)i);
}

bool index_build(const struct index_plan *plan, struct search_files *out)
{
    files_begin(out, plan->site, plan->arena);
    struct indexing x = {.plan = plan, .files = out};
    x.terms.language = language_find(plan->site->settings->stem);
    list_pages(&x);
    spill_begin(&x.counts);
    bool counted = count_pages(&x);
    if (counted)
        merge(&x);
    counting_free(&x.counting);
    terms_free(&x.terms);
    postings_free(&x.postings);
    spill_free(&x.counts);
    buf_free(&x.record);
    arena_clear(&x.scratch);
    return counted && !x.failed;
}
