#include "emit.h"

#include <errno.h>

#include "base/limits.h"
#include "base/pack.h"
#include "base/tr.h"
#include "base/work.h"
#include "write/output.h"

struct writing {
    struct build *b;
    struct output *output; /* NULL: all is made, to see that it can be, and nothing written */
    struct items items;
    struct arena scratch; /* of this process, reset by the item */
    struct buf bytes;
};

static void write_item(void *ctx, size_t item, struct buf *out)
{
    struct writing *w = ctx;
    struct manifest_file f = {0};
    arena_reset(&w->scratch);
    buf_clear(&w->bytes);
    struct diags ds = {.arena = &w->scratch};
    const struct item *it = &w->items.list[item];
    bool made = item_make(&w->items, it, &w->scratch, &ds, &w->bytes) &&
                (!w->output || output_put(w->output, it->path, buf_str(&w->bytes), &f, &ds));
    pack_u8(out, made);
    if (made)
        manifest_file_pack(&f, out);
    diags_pack(&ds, out);
}

static void take_item(struct writing *w, struct manifest *m, size_t item, struct work_result r)
{
    struct build *b = w->b;
    struct unpack u = {.rest = r.bytes};
    struct manifest_file f = {0};
    if (r.status == WORK_DONE) {
        bool made = unpack_u8(&u) != 0;
        if (made)
            manifest_file_unpack(&u, &f);
        if (!u.bad && diags_unpack(&b->diags, &u.rest)) {
            f.path = w->items.list[item].path;
            if (made)
                m->files[m->n++] = f;
            return;
        }
    }
    diag_at(&b->diags, CODE_WORKER_LOST, w->items.list[item].path, 0, 0, "making this file %s",
            work_fault(r.status));
}

void emit_list(struct build *b, struct items *items, struct diags *ds)
{
    *items = (struct items){.site = b->site,
                            .templates = &b->templates,
                            .view = &b->view,
                            .source = b->source,
                            .assets = &b->assets,
                            .asset_paths = &b->asset_paths,
                            .search = &b->search};
    items_list(items, &b->arena, ds);
}

bool emit_items(struct build *b, struct output *o, unsigned jobs, struct manifest *m)
{
    struct writing w = {.b = b, .output = o};
    emit_list(b, &w.items, &b->diags);
    size_t n = w.items.n;
    struct work *work = work_start(&(struct work_plan){
        .n = n,
        .jobs = jobs,
        .item_ms = LIMIT_WRITING_MS,
        .memory = (size_t)LIMIT_WRITING_MIB << 20,
        .confine = {.as = o ? CONFINE_WRITER : CONFINE_READER,
                    .folders = source_folders(b->source, &b->arena),
                    .writable = o ? output_folder(o) : -1},
        .fn = write_item,
        .ctx = &w,
    });
    if (!work) {
        diag_at(&b->diags, CODE_ENVIRONMENT, STR(""), 0, 0, "no worker process could be started: %s",
                tr_errno(errno));
        return false;
    }
    work_finish(work);
    m->files = ARENA_ARRAY(&b->arena, struct manifest_file, n);
    for (size_t i = 0; i < n; i++)
        take_item(&w, m, i, work_result(work, i));
    work_free(work);
    buf_free(&w.bytes);
    arena_clear(&w.scratch);
    return true;
}
