#include "history/run.h"

#include <errno.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/machine.h"
#include "base/pack.h"
#include "base/work.h"
#include "history/memo.h"
#include "history/onward.h"
#include "source/objects.h"

struct history_run {
    struct walk_ask ask;
    struct source_place place;
    struct history_caches caches;
    struct work *work;
};

static void walk_item(void *ctx, size_t item, struct buf *out)
{
    const struct history_run *r = ctx;
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct history h = {0};
    struct memo *m = memo_new(r->caches.memo, r->ask.prefix);
    struct buf fresh = {0};
    (void)item;
    walk_history(&r->ask, m, &a, &ds, &h);
    memo_pack(m, &fresh);
    diags_pack(&ds, out);
    pack_str(out, buf_str(&fresh));
    history_pack(&h, out);
    buf_free(&fresh);
    memo_free(m);
    arena_clear(&a);
}

static struct str top_file(struct source *s, const char *name, struct arena *a)
{
    struct buf bytes = {0};
    source_top_file(s, str_of(name), LIMIT_SETTINGS, &bytes);
    struct str out = buf_dup(a, &bytes);
    buf_free(&bytes);
    return out;
}

struct history_run *history_start(struct source *s, const struct source_list *pages,
                                  const struct settings *settings, struct history_caches caches,
                                  unsigned jobs, struct arena *a, struct diags *ds)
{
    struct history_run *r = ARENA_NEW(a, struct history_run);
    r->caches = caches;
    struct objects *o = source_place(s, a, ds, &r->place) && r->place.has_commit
                            ? objects_open(str_of(r->place.git_dir), false, CODE_NO_REPOSITORY, a, ds)
                            : NULL;
    if (!o)
        return NULL;
    struct str *paths = ARENA_ARRAY(a, struct str, pages->n);
    for (size_t i = 0; i < pages->n; i++)
        paths[i] = pages->items[i].path;
    r->ask = (struct walk_ask){
        .objects = o,
        .commit = r->place.commit,
        .prefix = r->place.prefix,
        .paths = paths,
        .threads = jobs,
        .n = pages->n,
        .ignore = settings->ignore,
        .n_ignore = settings->n_ignore,
        .mailmap = top_file(s, ".mailmap", a),
        .ignore_revs = top_file(s, ".git-blame-ignore-revs", a),
    };
    struct oid key = onward_key(&r->ask);
    r->ask.known = doc_cache_find(caches.onward, &key);
    r->work = work_start(&(struct work_plan){
        .n = 1,
        .jobs = jobs ? 1 : 0,
        .item_ms = LIMIT_HISTORY_MS,
        .memory = (size_t)LIMIT_HISTORY_MIB << 20,
        .confine = {.as = CONFINE_READER, .threads = true, .folders = objects_folders(o, a)},
        .fn = walk_item,
        .ctx = r,
    });
    return r;
}

/* What the worker handed back: diagnostics, what is new for the cache, the history. */
static void keep(struct history_run *r, struct str packed, struct diags *ds)
{
    struct buf b = {0};
    struct oid key = onward_key(&r->ask);
    onward_keep(&r->ask, packed, &b);
    struct str kept = buf_str(&b);
    doc_cache_save(r->caches.onward, &key, &kept, 1, ds);
    buf_free(&b);
}

static bool take(struct history_run *r, struct str bytes, struct arena *a, struct diags *ds,
                 struct history *out)
{
    size_t told = ds->n;
    if (!diags_unpack(ds, &bytes))
        return false;
    told = ds->n - told;
    struct unpack u = {.rest = bytes};
    struct str fresh = unpack_str(&u);
    if (u.bad || !history_unpack(u.rest, a, out))
        return false;
    if (r->caches.onward && onward_worth(&r->ask, out, told > 0))
        keep(r, u.rest, ds);
    return !r->caches.memo || memo_save(r->caches.memo, fresh, ds);
}

void history_finish(struct history_run *r, struct arena *a, struct diags *ds, struct history *out)
{
    *out = (struct history){0};
    if (!r)
        return;
    struct work_result result = {.status = WORK_LOST};
    if (r->work) {
        work_finish(r->work);
        result = work_result(r->work, 0);
    }
    struct str bytes = result.status == WORK_DONE ? str_dup(a, result.bytes) : STR("");
    if (result.status != WORK_DONE || !take(r, bytes, a, ds, out)) {
        *out = (struct history){0};
        diag_at(ds, CODE_HISTORY_LOST, STR(""), 0, 0,
                "reading the history %s; --skip history builds without it", work_fault(result.status));
    }
    if (r->work)
        work_free(r->work);
    objects_close(r->ask.objects);
}
