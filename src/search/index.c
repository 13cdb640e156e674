#include "search/index.h"

#include "base/arena.h"
#include "base/escape.h"
#include "base/hash.h"
#include "search/count.h"
#include "search/facets.h"
#include "search/lots.h"
#include "search/shards.h"
#include "search/standing.h"
#include "search/tending.h"

enum { VERSION = 2, MANY_SHARDS = 48, PIECE_SHARDS = 200 };

struct indexing {
    const struct index_plan *plan;
    struct pages pages; /* that can be found, by number */
    struct lots lots;   /* of them */
    double *standing;   /* by page */
    struct terms terms;
    struct gathered lists;
    struct shards shards;
    struct search_files *files;
    uint32_t n_sections;
    /* of one process, from lot to lot */
    struct counting counting;
    struct postings postings;
    struct arena scratch;
};

static bool is_found(const struct page *p)
{
    return p->visible && !p->faulty && p->origin == PAGE_FILE && !p->apart;
}

/* ---- in workers ---- */

static void count_lot(void *ctx, const struct lot *lot, struct buf *out)
{
    struct indexing *x = ctx;
    count_begin(&x->counting);
    for (size_t i = lot->first; i < lot->first + lot->n; i++) {
        struct pagetext text;
        arena_reset(&x->scratch);
        pagetext_make(x->pages.items[i], &x->scratch, &text);
        count_page(&x->counting, x->pages.items[i]->title, &text);
    }
    count_end(&x->counting, out);
}

static struct lot_posting posting_of(const struct indexing *x, const struct lot *lot)
{
    return (struct lot_posting){.terms = &x->terms,
                                .words = lot->parts[LOT_WORDS],
                                .forms = lot->forms,
                                .standing = x->standing + lot->first,
                                .n_forms = lot->n_forms,
                                .n_pages = lot->n};
}

static void post_lot(void *ctx, const struct lot *lot, struct buf *out)
{
    struct indexing *x = ctx;
    struct lot_posting in = posting_of(x, lot);
    arena_reset(&x->scratch);
    if (!postings_make(&x->postings, &in, &x->scratch, out))
        buf_clear(out);
}

/* ---- words ---- */

static void read_lexicon(void *ctx)
{
    struct indexing *x = ctx;
    const char *path = x->plan->lexicon;
    terms_read_lexicon(&x->terms, *path ? path : NULL);
}

static bool make_part(struct indexing *x, enum lot_part part)
{
    return lots_make(&(struct lot_making){.lots = &x->lots,
                                          .part = part,
                                          .fn = part == LOT_WORDS ? count_lot : post_lot,
                                          .meanwhile = part == LOT_WORDS ? read_lexicon : NULL,
                                          .ctx = x,
                                          .jobs = x->plan->jobs,
                                          .diags = x->plan->diags});
}

/* A lot that fails is tried again by the page, so that one page takes no other with it. */
static bool count_pages(struct indexing *x)
{
    lots_cut(&x->lots, &x->pages, x->plan->site->types, x->plan->arena);
    lots_find(&x->lots, LOT_WORDS);
    return make_part(x, LOT_WORDS) && (!lots_split(&x->lots) || make_part(x, LOT_WORDS));
}

/* false: it is nonsense. */
static bool note_lot(struct indexing *x, struct lot *lot)
{
    struct words w;
    struct str form;
    if (!words_begin(&w, lot->parts[LOT_WORDS]))
        return false;
    lot->forms = ARENA_ARRAY(x->plan->arena, uint32_t, w.n_forms);
    for (uint32_t total; lot->n_forms < w.n_forms && words_next(&w, &form, &total); lot->n_forms++)
        lot->forms[lot->n_forms] = terms_note(&x->terms, form, total);
    x->n_sections += w.n_sections;
    return lot->n_forms == w.n_forms;
}

static void note_words(struct indexing *x)
{
    for (size_t i = 0; i < x->lots.n; i++) {
        struct lot *lot = &x->lots.items[i];
        if (lot->parts[LOT_WORDS].n && !note_lot(x, lot))
            lot->parts[LOT_WORDS] = STR("");
    }
}

/* ---- postings ---- */

static void stand(struct indexing *x)
{
    const struct site *s = x->plan->site;
    uint32_t newest = standing_newest(s, &x->pages);
    x->standing = ARENA_ARRAY(x->plan->arena, double, x->pages.n);
    for (size_t i = 0; i < x->pages.n; i++)
        x->standing[i] = standing_of(s, x->pages.items[i], newest);
}

static bool post_pages(struct indexing *x)
{
    struct buf b = {0};
    stand(x);
    for (size_t i = 0; i < x->lots.n; i++) {
        struct lot *lot = &x->lots.items[i];
        struct lot_posting in = posting_of(x, lot);
        lot->terms =
            postings_terms(&x->postings, &x->terms, lot->forms, lot->n_forms, x->plan->arena, &lot->n_terms);
        buf_clear(&b);
        buf_put_n(&b, lot->keys[LOT_WORDS].b, sizeof lot->keys[LOT_WORDS].b);
        postings_sign(&in, &b);
        lot->keys[LOT_POSTS] = hash_blob(buf_str(&b));
    }
    buf_free(&b);
    lots_find(&x->lots, LOT_POSTS);
    return make_part(x, LOT_POSTS);
}

static void gather(struct indexing *x)
{
    gathered_begin(&x->lists, x->terms.keys.n);
    for (size_t i = 0; i < x->lots.n; i++)
        gathered_expect(&x->lists, x->lots.items[i].terms, x->lots.items[i].n_terms);
    for (size_t i = 0; i < x->lots.n; i++) {
        struct lot *lot = &x->lots.items[i];
        if (!gathered_add(&x->lists, lot->terms, lot->n_terms, lot->parts[LOT_POSTS], lot->first))
            lot->parts[LOT_POSTS] = STR("");
    }
}

static void tell_lost(const struct indexing *x)
{
    for (size_t i = 0; i < x->lots.n; i++) {
        const struct lot *lot = &x->lots.items[i];
        for (uint32_t k = 0; !lot->parts[LOT_POSTS].n && k < lot->n; k++)
            diag_at(x->plan->diags, CODE_WORKER_LOST, x->pages.items[lot->first + k]->source, 0, 0,
                    "counting its words %s", work_fault(lot->fate));
    }
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

static void analyse(struct indexing *x)
{
    const char *lexicon = x->plan->lexicon;
    read_lexicon(x); /* where there was nothing to count */
    terms_analyse(&x->terms, x->plan->own);
    if (x->terms.language->compounds && *lexicon && !x->terms.lexicon.present)
        diag_at(x->plan->diags, CODE_NO_LEXICON, STR(""), 0, 0,
                "%s is not there (package hunspell-da): the search splits fewer compounds", lexicon);
    tending_gather(&x->terms, &x->pages, x->plan->arena, x->plan->searched);
}

static bool make_index(struct indexing *x)
{
    list_pages(x);
    if (!count_pages(x))
        return false;
    note_words(x);
    analyse(x);
    if (!post_pages(x))
        return false;
    gather(x);
    tell_lost(x);
    shards_write(&x->terms, &x->lists, x->files, &x->shards);
    write_manifest(x);
    for (size_t i = 0; i < x->pages.n; i++)
        files_add_page(x->files, x->pages.items[i], (uint32_t)i);
    lots_keep(&x->lots, x->plan->diags);
    return true;
}

bool index_build(const struct index_plan *plan, struct search_files *out)
{
    files_begin(out, plan->site, plan->arena);
    struct indexing x = {.plan = plan, .files = out, .lots = {.kept = plan->kept}};
    x.terms.language = language_find(plan->site->settings->stem);
    bool made = make_index(&x);
    lots_free(&x.lots);
    counting_free(&x.counting);
    postings_free(&x.postings);
    gathered_free(&x.lists);
    terms_free(&x.terms);
    arena_clear(&x.scratch);
    return made;
}
