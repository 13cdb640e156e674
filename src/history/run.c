#include "history/run.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/work.h"

struct history_run {
    struct walk_ask ask;
    struct source_place place;
    struct work *work;
};

static void walk_item(void *ctx, size_t item, struct buf *out)
{
    const struct history_run *r = ctx;
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct history h = {0};
    (void)item;
    walk_history(&r->ask, &a, &ds, &h);
    diags_pack(&ds, out);
    history_pack(&h, out);
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
                                  const struct settings *settings, unsigned jobs, struct arena *a,
                                  struct diags *ds)
{
    struct history_run *r = ARENA_NEW(a, struct history_run);
    if (!source_place(s, a, ds, &r->place) || !r->place.has_commit)
        return NULL;
    struct str *paths = ARENA_ARRAY(a, struct str, pages->n);
    for (size_t i = 0; i < pages->n; i++)
        paths[i] = pages->items[i].path;
    r->ask = (struct walk_ask){
        .git_dir = r->place.git_dir,
        .commit = r->place.commit,
        .prefix = r->place.prefix,
        .paths = paths,
        .n = pages->n,
        .ignore = settings->ignore,
        .n_ignore = settings->n_ignore,
        .mailmap = top_file(s, ".mailmap", a),
        .ignore_revs = top_file(s, ".git-blame-ignore-revs", a),
    };
    r->work = work_start(&(struct work_plan){.n = 1, .jobs = jobs ? 1 : 0, .fn = walk_item, .ctx = r});
    return r;
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
    if (result.status != WORK_DONE || !diags_unpack(ds, &bytes) || !history_unpack(bytes, a, out)) {
        *out = (struct history){0};
        diag_at(ds, CODE_HISTORY_GAP, STR(""), 0, 0, "reading the history %s; the pages are built without it",
                work_fault(result.status));
    }
    if (r->work)
        work_free(r->work);
}
