#include "emit.h"

#include <errno.h>

#include "base/limits.h"
#include "base/pack.h"
#include "base/tr.h"
#include "base/work.h"
#include "read/doc_cache.h"
#include "render/grounds.h"
#include "write/output.h"

struct writing {
    struct build *b;
    struct output *output; /* NULL: all is made, to see that it can be, and nothing written */
    struct items items;
    size_t *todo; /* of the items: those that are made */
    size_t n_todo;
    struct doc_cache *packed; /* NULL: nothing is remembered */
    struct oid *keys;         /* of what is packed: for the cache, with */
    struct buf sums;          /* what came of each */
    size_t n_packed, n_fresh;
    struct arena scratch; /* of this process, reset by the item */
    struct buf bytes, out;
};

enum { PACKED_BYTES = 8 + sizeof(struct sha256) };

/* ---- in workers ---- */

/* What is packed, and how, and where it goes. */
static struct oid packed_key(struct writing *w, const struct item *it)
{
    struct oid key;
    struct sha256 made = hash_sha256(buf_str(&w->bytes));
    buf_clear(&w->out);
    pack_u8(&w->out, w->b->options.offline);
    pack_str(&w->out, it->path);
    buf_put_n(&w->out, made.b, sizeof made.b);
    struct sha256 all = hash_sha256(buf_str(&w->out));
    memcpy(key.b, all.b, sizeof key.b);
    return key;
}

/* What came of it before is in force, and stays. */
static bool keep_packed(const struct writing *w, const struct item *it, const struct oid *key,
                        struct manifest_file *f)
{
    struct str sums = doc_cache_find(w->packed, key);
    if (sums.n != PACKED_BYTES)
        return false;
    memcpy(&f->size, sums.p, sizeof f->size);
    memcpy(f->sha256.b, sums.p + sizeof f->size, sizeof f->sha256.b);
    return output_keep(w->output, it->path, f);
}

static bool put_packed(struct writing *w, const struct item *it, const struct oid *key,
                       struct manifest_file *f, struct diags *ds)
{
    if (keep_packed(w, it, key, f))
        return true;
    buf_clear(&w->out);
    item_pack(&w->items, it, buf_str(&w->bytes), &w->out);
    return output_put(w->output, it->path, buf_str(&w->out), f, ds);
}

static void write_item(void *ctx, size_t item, struct buf *out)
{
    struct writing *w = ctx;
    struct grounds *grounds = w->b->grounds;
    struct manifest_file f = {0};
    struct oid key = {0};
    arena_reset(&w->scratch);
    buf_clear(&w->bytes);
    struct diags ds = {.arena = &w->scratch};
    const struct item *it = &w->items.list[w->todo[item]];
    grounds_watch(grounds, it);
    bool made = item_make(&w->items, it, &w->scratch, &ds, &w->bytes);
    if (made && w->output && item_packed(it)) {
        key = packed_key(w, it);
        made = put_packed(w, it, &key, &f, &ds);
    } else if (made && w->output) {
        made = output_put(w->output, it->path, buf_str(&w->bytes), &f, &ds);
    }
    pack_u8(out, made);
    if (made)
        manifest_file_pack(&f, out);
    if (item_packed(it))
        pack_oid(out, &key);
    grounds_pack(grounds, it, !made || ds.n, out);
    diags_pack(&ds, out);
}

/* ---- in the parent ---- */

static void note_packed(struct writing *w, const struct oid *key, const struct manifest_file *f)
{
    if (!doc_cache_find(w->packed, key).n)
        w->n_fresh++;
    w->keys[w->n_packed++] = *key;
    buf_put_n(&w->sums, &f->size, sizeof f->size);
    buf_put_n(&w->sums, f->sha256.b, sizeof f->sha256.b);
}

static bool take_record(struct writing *w, const struct item *it, struct unpack *u, struct manifest *m)
{
    struct manifest_file f = {.path = it->path};
    struct oid key = {0};
    bool made = unpack_u8(u) != 0;
    if (made)
        manifest_file_unpack(u, &f);
    bool packed = item_packed(it);
    if (packed)
        key = unpack_oid(u);
    struct grounds_outcome came = {f.size, f.sha256, key};
    if (u->bad || !grounds_note(w->b->grounds, it, made ? &came : NULL, u) ||
        !diags_unpack(&w->b->diags, &u->rest))
        return false;
    f.path = it->path;
    if (made)
        m->files[m->n++] = f;
    if (made && packed)
        note_packed(w, &key, &f);
    return true;
}

static void take_item(struct writing *w, struct manifest *m, size_t item, struct work_result r)
{
    struct unpack u = {.rest = r.bytes};
    const struct item *it = &w->items.list[w->todo[item]];
    if (r.status != WORK_DONE || !take_record(w, it, &u, m))
        diag_at(&w->b->diags, CODE_WORKER_LOST, it->path, 0, 0, "making this file %s", work_fault(r.status));
}

static void remember_packed(struct writing *w)
{
    struct arena *a = &w->b->arena;
    struct str *sums = ARENA_ARRAY(a, struct str, w->n_packed);
    for (size_t i = 0; i < w->n_packed; i++)
        sums[i] = str_n(w->sums.p + i * PACKED_BYTES, PACKED_BYTES);
    if (w->packed && w->n_fresh)
        doc_cache_save(w->packed, w->keys, sums, w->n_packed, &w->b->diags);
    doc_cache_close(w->packed);
    buf_free(&w->sums);
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

/* What would come out as it stands there already. */
static bool keep_item(struct writing *w, const struct item *it, struct manifest *m)
{
    struct grounds_outcome was;
    if (!w->output || !grounds_hold(w->b->grounds, it, &was))
        return false;
    struct manifest_file f = {.size = was.size, .sha256 = was.sha256};
    if (!output_keep(w->output, it->path, &f))
        return false;
    grounds_again(w->b->grounds, it);
    m->files[m->n++] = f;
    if (item_packed(it))
        note_packed(w, &was.packed, &f);
    return true;
}

bool emit_items(struct build *b, struct output *o, unsigned jobs, struct manifest *m)
{
    struct writing w = {.b = b, .output = o};
    emit_list(b, &w.items, &b->diags);
    size_t n = w.items.n;
    struct grounds_plan plan = {
        .items = &w.items, .declared = buf_str(&b->declared), .cache = o ? build_cache(b, " grounds") : NULL};
    if (o)
        output_exact(o, &plan.live);
    b->grounds = grounds_open(&plan);
    w.packed = o && w.items.search->n ? build_cache(b, " packed") : NULL;
    w.keys = ARENA_ARRAY(&b->arena, struct oid, n);
    w.todo = ARENA_ARRAY(&b->arena, size_t, n);
    m->files = ARENA_ARRAY(&b->arena, struct manifest_file, n);
    for (size_t i = 0; i < n; i++)
        if (!keep_item(&w, &w.items.list[i], m))
            w.todo[w.n_todo++] = i;
    struct work *work = work_start(&(struct work_plan){
        .n = w.n_todo,
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
        doc_cache_close(w.packed);
        return false;
    }
    work_finish(work);
    for (size_t i = 0; i < w.n_todo; i++)
        take_item(&w, m, i, work_result(work, i));
    work_free(work);
    remember_packed(&w);
    buf_free(&w.bytes);
    buf_free(&w.out);
    arena_clear(&w.scratch);
    return true;
}
