#include "render/pictures.h"

#include <errno.h>

#include "base/limits.h"
#include "base/machine.h"
#include "base/pack.h"
#include "base/path.h"
#include "base/work.h"
#include "read/doc_cache.h"
#include "render/measure.h"
#include "render/media.h"
#include "render/resize.h"
#include "view/file.h"

/* Widths that telephones, tablets and screens ask for. */
static const uint32_t widths[PICTURE_COPIES] = {480, 960, 1440};

struct making {
    const struct pictures_plan *plan;
    uint32_t *files; /* index in site.files, by item */
    size_t n;
};

/* ---- in a worker ---- */

/* Only what saves a reader something: narrower than the picture, and fewer bytes. */
static void put_copies(struct str path, struct str bytes, struct measure m, struct buf *out)
{
    struct buf copy = {0};
    bool whole = true;
    bool takes = resize_takes(path) && (uint64_t)m.width * m.height <= LIMIT_PIXELS;
    for (size_t i = 0; takes && i < PICTURE_COPIES && widths[i] < m.width; i++) {
        buf_clear(&copy);
        whole = false;
        for (int tries = 0; tries < 2 && !whole; tries++)
            whole = resize_picture(path, bytes, widths[i], &copy);
        if (!whole)
            break;
        if (copy.n >= bytes.n)
            continue;
        pack_u32(out, widths[i]);
        pack_str(out, buf_str(&copy));
    }
    pack_u32(out, 0);
    pack_u8(out, whole);
    buf_free(&copy);
}

/* The blob's id, then width, height and copies; only the id where the cache knows the rest. */
static void make_one(void *ctx, size_t item, struct buf *out)
{
    const struct making *k = ctx;
    const struct source_entry *e = k->plan->site->files[k->files[item]].entry;
    struct arena scratch = {0};
    struct diags quiet = {.arena = &scratch};
    struct buf bytes = {0};
    struct measure m;
    if (source_read(k->plan->source, e, LIMIT_FILE, &quiet, &bytes)) {
        struct oid blob = hash_blob(buf_str(&bytes));
        buf_put_n(out, blob.b, sizeof blob.b);
        bool known = k->plan->cache && doc_cache_find(k->plan->cache, &blob).n;
        if (!known && !media_check(e->path, buf_str(&bytes)) &&
            measure_picture(e->path, buf_str(&bytes), &m)) {
            pack_u32(out, m.width);
            pack_u32(out, m.height);
            put_copies(e->path, buf_str(&bytes), m, out);
        }
    } else {
        machine_refused(str_c(&scratch, e->path), errno);
    }
    buf_free(&bytes);
    arena_clear(&scratch);
}

/* ---- in the parent ---- */

/* *whole: no copy failed. One that did may be the picture's fault, or that of a machine short of memory, so it is not remembered. */
static bool take_picture(struct str packed, const struct oid *blob, struct str path, struct arena *a,
                         struct picture *out, bool *whole)
{
    struct unpack u = {.rest = packed};
    struct picture p = {.width = unpack_u32(&u), .height = unpack_u32(&u)};
    for (uint32_t width; (width = unpack_u32(&u)) != 0 && !u.bad;) {
        struct picture_copy *c = &p.copies[p.n_copies];
        if (p.n_copies == PICTURE_COPIES || width >= p.width)
            return false;
        *c = (struct picture_copy){.width = width, .bytes = unpack_str(&u)};
        c->path = str_printf(a, "assets/billeder/%.*s.%u%.*s", STR_F(hash_hex(a, blob->b, 8)), width,
                             STR_F(path_ext(path)));
        p.n_copies++;
    }
    *whole = unpack_u8(&u) != 0;
    if (u.bad || u.rest.n)
        return false;
    *out = p;
    return true;
}

static void take_all(const struct making *k, struct pictures *out)
{
    struct arena *a = k->plan->arena;
    struct oid *blobs = ARENA_ARRAY(a, struct oid, k->n);
    struct str *packed = ARENA_ARRAY(a, struct str, k->n);
    size_t n = 0;
    bool fresh = false;
    for (size_t i = 0; i < k->n; i++) {
        struct work_result r = work_result(out->work, i);
        struct str path = k->plan->site->files[k->files[i]].entry->path;
        if (r.status == WORK_LOST)
            machine_refused("fork", EAGAIN);
        else if (r.status != WORK_DONE)
            diag_at(k->plan->diags, CODE_WORKER_LOST, path, 0, 0, "making smaller copies of this picture %s",
                    work_fault(r.status));
        if (r.status != WORK_DONE || r.bytes.n < sizeof blobs->b)
            continue;
        memcpy(blobs[n].b, r.bytes.p, sizeof blobs->b);
        packed[n] = str_from(r.bytes, sizeof blobs->b);
        fresh = fresh || packed[n].n;
        if (!packed[n].n && out->cache)
            packed[n] = doc_cache_find(out->cache, &blobs[n]);
        bool whole = false;
        n += take_picture(packed[n], &blobs[n], path, a, &out->by_file[k->files[i]], &whole) && whole;
    }
    if (out->cache && fresh)
        doc_cache_save(out->cache, blobs, packed, n, k->plan->diags);
}

bool pictures_any(const struct site *s)
{
    for (size_t i = 0; i < s->n_files; i++)
        if (file_is_picture(s->files[i].url))
            return true;
    return false;
}

void pictures_make(const struct pictures_plan *plan, struct pictures *out)
{
    const struct site *s = plan->site;
    struct making k = {.plan = plan, .files = ARENA_ARRAY(plan->arena, uint32_t, s->n_files)};
    *out = (struct pictures){.by_file = ARENA_ARRAY(plan->arena, struct picture, s->n_files),
                             .cache = plan->cache};
    for (uint32_t i = 0; i < s->n_files; i++)
        if (file_is_picture(s->files[i].url))
            k.files[k.n++] = i;
    resize_version(); /* loaded once, before the workers are forked */
    out->work = k.n ? work_start(&(struct work_plan){
                          .n = k.n,
                          .jobs = plan->jobs,
                          .batch = 1,
                          .item_ms = LIMIT_PICTURE_MS,
                          .memory = LIMIT_WORKER_MEMORY,
                          .handed_on = true,
                          .confine = {.as = CONFINE_READER,
                                      .threads = true,
                                      .folders = source_folders(plan->source, plan->arena)},
                          .fn = make_one,
                          .ctx = &k})
                    : NULL;
    if (!out->work) {
        if (k.n)
            machine_refused("fork", errno);
        return;
    }
    work_finish(out->work);
    take_all(&k, out);
}

void pictures_carry(struct pictures *p, const struct site *from, const struct site *to, struct arena *a)
{
    const struct picture *known = p->by_file;
    if (!known)
        return;
    p->by_file = ARENA_ARRAY(a, struct picture, to->n_files);
    for (size_t i = 0; i < to->n_files; i++) {
        size_t at = (uintptr_t)map_get(&from->file_index, to->files[i].entry->path);
        if (at)
            p->by_file[i] = known[at - 1];
    }
}

void pictures_free(struct pictures *p)
{
    if (p->work)
        work_free(p->work);
    doc_cache_close(p->cache);
}
