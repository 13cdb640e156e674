#include "read/pages.h"

#include <errno.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/work.h"

struct reading {
    struct source *source;
    const struct source_list *entries;
    struct arena *arena;
    struct diags *diags;
    struct doc **docs;
    struct arena scratch; /* of this process, reset by the page */
    struct buf bytes;
};

static void parse_item(void *ctx, size_t item, struct buf *out)
{
    struct reading *r = ctx;
    arena_reset(&r->scratch);
    buf_clear(&r->bytes);
    struct diags ds = {.arena = &r->scratch};
    bool readable = source_read(r->source, &r->entries->items[item], LIMIT_PAGE, &ds, &r->bytes);
    struct doc *d = doc_parse(readable ? buf_str(&r->bytes) : STR(""), &r->scratch);
    for (size_t i = 0; i < ds.n; i++)
        diag_at(&d->diags, ds.items[i].code, STR(""), 0, 0, "%.*s", STR_F(ds.items[i].text));
    doc_pack(d, out);
}

static void take(struct reading *r, size_t item, struct work_result result)
{
    struct str path = r->entries->items[item].path;
    struct doc *d = result.status == WORK_DONE ? doc_unpack(result.bytes, r->arena) : NULL;
    r->docs[item] = d;
    if (!d) {
        diag_at(r->diags, CODE_WORKER_LOST, path, 0, 0, "reading the page %s", work_fault(result.status));
        return;
    }
    for (size_t i = 0; i < d->diags.n; i++) {
        const struct diag *g = &d->diags.items[i];
        diag_at(r->diags, g->code, path, g->line, g->col, "%.*s", STR_F(g->text));
    }
}

struct work *pages_read(struct source *s, const struct source_list *entries, unsigned jobs, struct arena *a,
                        struct diags *ds, struct doc **docs)
{
    struct reading r = {.source = s, .entries = entries, .arena = a, .diags = ds, .docs = docs};
    struct work *w = work_start(&(struct work_plan){.n = entries->n,
                                                    .jobs = jobs,
                                                    .item_ms = LIMIT_ITEM_MS,
                                                    .memory = LIMIT_WORKER_MEMORY,
                                                    .fn = parse_item,
                                                    .ctx = &r});
    if (!w) {
        diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0, "no worker process could be started: %s",
                strerror(errno));
        return NULL;
    }
    work_finish(w);
    for (size_t i = 0; i < entries->n; i++)
        take(&r, i, work_result(w, i));
    buf_free(&r.bytes);
    arena_clear(&r.scratch);
    return w;
}
