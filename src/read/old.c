#include "read/old.h"

#include <errno.h>

#include "base/arena.h"
#include "base/aside.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/machine.h"
#include "base/map.h"
#include "base/shares.h"
#include "read/doc_cache.h"
#include "read/old_html.h"
#include "source/objects.h"

struct old_docs {
    struct objects *objects;
    struct arena *arena;
    struct doc_cache *cache;
    struct map docs;   /* by the twenty bytes of the id */
    struct oid *blobs; /* each once */
    struct str *packed;
    size_t n;
    bool fresh; /* something was parsed that the cache does not have */
    bool lacks; /* something could not be read */
    struct aside *aside;
    struct diags *diags;
    struct arena scratch; /* of this process, reset by the blob */
    struct buf bytes;
};

static struct str key_of_blob(const struct oid *blob)
{
    return str_n((const char *)blob->b, sizeof blob->b);
}

static void make_old(struct doc *d, struct arena *a)
{
    old_html_make(d, a);
    for (size_t i = 0; i < d->n_headings; i++)
        d->headings[i] = (struct heading){.level = d->headings[i].level, .text_at = d->headings[i].text_at};
}

/* The result is the packed doc; nothing when the cache has it, or when there is no such blob. */
static void parse_blob(void *ctx, size_t item, struct buf *out)
{
    struct old_docs *o = ctx;
    arena_reset(&o->scratch);
    buf_clear(&o->bytes);
    const struct oid *blob = &o->blobs[item];
    if (doc_cache_find(o->cache, blob).n ||
        !objects_read(o->objects, blob, OBJECT_BLOB, LIMIT_PAGE, &o->bytes))
        return;
    struct doc *d = doc_parse_past(buf_str(&o->bytes), &o->scratch);
    make_old(d, &o->scratch);
    doc_pack(d, out);
}

/* What ends a worker says nothing of the version: the limits on what is parsed keep each within its time and memory, so it is this
 * machine, today, that did not give them; and another day gives another site. */
static void tell_lost(const struct old_docs *o, size_t item, enum work_status status)
{
    if (status == WORK_LOST)
        machine_refused("fork", EAGAIN);
    else if (status != WORK_DONE)
        diag_at(o->diags, CODE_HISTORY_LOST, STR(""), 0, 0,
                "reading an earlier version of a page (blob %.*s) %s; --skip history builds without it",
                STR_F(hash_hex(o->arena, o->blobs[item].b, 6)), work_fault(status));
}

static void take(void *ctx, size_t i, struct work_result r)
{
    struct old_docs *o = ctx;
    o->packed[i] = r.status == WORK_DONE && r.bytes.n ? aside_put(o->aside, r.bytes) : STR("");
    tell_lost(o, i, r.status);
    if (o->packed[i].n)
        o->fresh = true;
    else if (r.status == WORK_DONE)
        o->packed[i] = doc_cache_again(o->cache, &o->blobs[i]);
    struct doc *d = o->packed[i].n ? doc_unpack(o->packed[i], o->arena) : NULL;
    if (d)
        map_put(&o->docs, key_of_blob(&o->blobs[i]), d);
    else
        o->packed[i] = STR(""), o->lacks = true;
}

/* Keeps what this build read, unless all of it came from the cache. */
static void keep(const struct old_docs *o)
{
    size_t n = 0;
    struct oid *blobs = ARENA_ARRAY(o->arena, struct oid, o->n);
    struct str *packed = ARENA_ARRAY(o->arena, struct str, o->n);
    for (size_t i = 0; i < o->n; i++)
        if (o->packed[i].n) {
            blobs[n] = o->blobs[i];
            packed[n++] = o->packed[i];
        }
    doc_cache_save(o->cache, blobs, packed, n, o->diags);
}

/* Each blob once, in the order given. */
static void sort_out(struct old_docs *o, const struct oid *blobs, size_t n)
{
    struct map seen = {.arena = o->arena};
    o->blobs = ARENA_ARRAY(o->arena, struct oid, n);
    o->packed = ARENA_ARRAY(o->arena, struct str, n);
    for (size_t i = 0; i < n; i++)
        if (!map_has(&seen, key_of_blob(&blobs[i]))) {
            map_put(&seen, key_of_blob(&blobs[i]), o);
            o->blobs[o->n++] = blobs[i];
        }
}

static void read_all(struct old_docs *o, unsigned jobs)
{
    const struct work_plan plan = {
        .n = o->n,
        .jobs = jobs,
        .item_ms = LIMIT_ITEM_MS,
        .memory = LIMIT_WORKER_MEMORY,
        .confine = {.as = CONFINE_READER, .folders = objects_folders(o->objects, o->arena)},
        .fn = parse_blob,
        .ctx = o};
    if (shares_run(&plan, take))
        return;
    machine_refused("fork", errno);
    o->lacks = true;
}

struct old_docs *old_read(struct str git_dir, const struct oid *blobs, size_t n, unsigned jobs,
                          struct doc_cache *cache, struct arena *a, struct diags *ds)
{
    struct old_docs *o = ARENA_NEW(a, struct old_docs);
    *o = (struct old_docs){.arena = a, .cache = cache, .docs = {.arena = a}, .diags = ds};
    o->objects = n ? objects_open(git_dir, false, CODE_NO_REPOSITORY, a, ds) : NULL;
    if (!o->objects)
        return NULL;
    sort_out(o, blobs, n);
    o->aside = aside_new();
    read_all(o, jobs);
    if (cache && o->fresh)
        keep(o);
    aside_seal(o->aside);
    objects_close(o->objects);
    buf_free(&o->bytes);
    arena_clear(&o->scratch);
    return o;
}

const struct doc *old_find(const struct old_docs *o, const struct oid *blob)
{
    return o ? map_get(&o->docs, key_of_blob(blob)) : NULL;
}

void old_put(struct old_docs *o, const struct doc *said)
{
    if (!o || old_find(o, &said->blob))
        return;
    struct doc *d = ARENA_NEW(o->arena, struct doc);
    *d = *said;
    d->holes = ARENA_ARRAY(o->arena, struct hole, d->n_holes);
    for (size_t i = 0; i < d->n_holes; i++)
        d->holes[i] = said->holes[i];
    d->headings = ARENA_ARRAY(o->arena, struct heading, d->n_headings);
    for (size_t i = 0; i < d->n_headings; i++)
        d->headings[i] = said->headings[i];
    make_old(d, o->arena);
    map_put(&o->docs, key_of_blob(&d->blob), d);
}

bool old_whole(const struct old_docs *o)
{
    return !o || !o->lacks;
}

void old_free(struct old_docs *o)
{
    if (o)
        aside_free(o->aside);
}
