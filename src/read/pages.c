#include "read/pages.h"

#include <errno.h>

#include "base/aside.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/shares.h"
#include "base/tr.h"
#include "read/doc_cache.h"

struct reading {
    struct source *source;
    const struct source_list *entries;
    struct arena *arena;
    struct diags *diags;
    struct doc **docs;
    struct doc_cache *cache;
    struct aside *aside;
    struct oid *blobs; /* by entry, for the cache */
    struct str *packed;
    bool fresh;           /* something was parsed that the cache does not have */
    struct arena scratch; /* of this process, reset by the page */
    struct buf bytes;
};

/* The result: the blob's id, then the packed doc; nothing behind the id when the cache has it. */
static void parse_item(void *ctx, size_t item, struct buf *out)
{
    struct reading *r = ctx;
    const struct source_entry *e = &r->entries->items[item];
    arena_reset(&r->scratch);
    buf_clear(&r->bytes);
    struct diags ds = {.arena = &r->scratch};
    if (e->has_blob && doc_cache_find(r->cache, &e->blob).n) {
        buf_put_n(out, &e->blob, sizeof e->blob);
        return;
    }
    bool readable = source_read(r->source, e, LIMIT_PAGE, &ds, &r->bytes);
    struct oid blob = hash_blob(buf_str(&r->bytes));
    buf_put_n(out, &blob, sizeof blob);
    if (readable && !ds.n && doc_cache_find(r->cache, &blob).n)
        return;
    struct doc *d = doc_parse(readable ? buf_str(&r->bytes) : STR(""), &r->scratch);
    for (size_t i = 0; i < ds.n; i++)
        diag_at(&d->diags, ds.items[i].code, STR(""), 0, 0, "%.*s", STR_F(ds.items[i].text));
    doc_pack(d, out);
}

static struct doc *take_doc(struct reading *r, size_t item, struct str bytes)
{
    struct oid *blob = &r->blobs[item];
    if (bytes.n < sizeof *blob)
        return NULL;
    memcpy(blob, bytes.p, sizeof *blob);
    struct str packed = str_from(bytes, sizeof *blob);
    if (packed.n)
        packed = aside_put(r->aside, packed), r->fresh = true;
    else
        packed = doc_cache_again(r->cache, blob);
    r->packed[item] = packed;
    struct doc *d = doc_unpack(packed, r->arena);
    if (d)
        d->blob = *blob;
    return d;
}

static void take(void *ctx, size_t item, struct work_result result)
{
    struct reading *r = ctx;
    struct str path = r->entries->items[item].path;
    struct doc *d = result.status == WORK_DONE ? take_doc(r, item, result.bytes) : NULL;
    r->docs[item] = d;
    if (!d) {
        diag_at(r->diags, CODE_WORKER_LOST, path, 0, 0, "reading the page %s", work_fault(result.status));
        return;
    }
    for (size_t i = 0; i < d->diags.n; i++) {
        const struct diag *g = &d->diags.items[i];
        diag_at(r->diags, g->code, path, g->line, g->col, "%.*s", STR_F(g->text));
        if (g->code == CODE_UNREADABLE || g->code == CODE_TOO_LARGE)
            r->packed[item] = STR(""); /* told of the file, not of its bytes: not kept */
    }
}

/* Keeps what this build read, unless all of it came from the cache. */
static void keep(struct reading *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->entries->n; i++)
        if (r->docs[i] && r->packed[i].n) {
            r->blobs[n] = r->blobs[i];
            r->packed[n++] = r->packed[i];
        }
    doc_cache_save(r->cache, r->blobs, r->packed, n, r->diags);
}

static bool read_all(struct reading *r, unsigned jobs)
{
    const struct work_plan plan = {
        .n = r->entries->n,
        .jobs = jobs,
        .item_ms = LIMIT_ITEM_MS,
        .memory = LIMIT_WORKER_MEMORY,
        .confine = {.as = CONFINE_READER, .folders = source_folders(r->source, r->arena)},
        .fn = parse_item,
        .ctx = r};
    if (shares_run(&plan, take))
        return true;
    diag_at(r->diags, CODE_ENVIRONMENT, STR(""), 0, 0, "no worker process could be started: %s",
            tr_errno(errno));
    return false;
}

struct aside *pages_read(struct source *s, const struct source_list *entries, unsigned jobs,
                         struct doc_cache *cache, struct arena *a, struct diags *ds, struct doc **docs)
{
    struct reading r = {
        .source = s, .entries = entries, .arena = a, .diags = ds, .docs = docs, .cache = cache};
    r.blobs = ARENA_ARRAY(a, struct oid, entries->n);
    r.packed = ARENA_ARRAY(a, struct str, entries->n);
    r.aside = aside_new();
    bool ok = read_all(&r, jobs);
    if (ok && cache && r.fresh)
        keep(&r);
    buf_free(&r.bytes);
    arena_clear(&r.scratch);
    aside_seal(r.aside);
    if (ok)
        return r.aside;
    aside_free(r.aside);
    return NULL;
}
