#include "write/publish.h"

#include <fcntl.h>

#include "base/tr.h"
#include "cli/options.h"

enum { KEEP = 5, TARGETS_MOST = 64 };

struct run {
    struct arena arena;
    struct diags diags;
    struct publish_job job;
    struct publish_target targets[TARGETS_MOST];
    bool stands[TARGETS_MOST]; /* no step failed so far */
    size_t n;
};

static int name_targets(struct run *r, int n, char **names)
{
    if (n == 0)
        return cli_usage(&cmd_publish, "say where to: a folder, HOST:PATH or rclone:REMOTE:PATH");
    if (n > TARGETS_MOST)
        return cli_usage(&cmd_publish, "at most %d targets at a time", TARGETS_MOST);
    for (int i = 0; i < n; i++) {
        const char *why;
        struct publish_target *t = &r->targets[i];
        *t = (struct publish_target){
            .name = names[i], .number = (unsigned)i + 1, .job = &r->job, .arena = &r->arena, .ds = &r->diags};
        t->kind = publish_find(names[i], &why);
        if (!t->kind)
            return cli_usage(&cmd_publish, "\"%s\" %s", names[i], why);
        for (int k = 0; k < i; k++)
            if (!strcmp(names[k], names[i]))
                return cli_usage(&cmd_publish, "\"%s\" is named twice", names[i]);
        r->stands[i] = true;
    }
    r->n = (size_t)n;
    return EXIT_OK;
}

/* What to publish: only what a build finished. */
static bool open_build(struct run *r, struct finished *build, const char *out)
{
    enum finished_state s = finished_read(open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC), &r->arena, build);
    r->job.build = build;
    if (s != FINISHED_WHOLE)
        diag_at(&r->diags, CODE_OUTPUT, str_of(out), 0, 0, "%s", tr(finished_fault(s)));
    return s == FINISHED_WHOLE;
}

/* ---- the steps, each on all targets ---- */

static void step(struct run *r, bool (*take)(struct publish_target *))
{
    for (size_t i = 0; i < r->n; i++)
        r->stands[i] = r->stands[i] && take(&r->targets[i]);
}

static bool ready(struct publish_target *t)
{
    return t->kind->ready(t);
}

static bool force(struct publish_target *t)
{
    return t->kind->force(t);
}

static bool tidy(struct publish_target *t)
{
    t->kind->tidy(t); /* the new release stands, whatever could not be removed; it is told */
    return true;
}

static bool back(struct publish_target *t)
{
    return t->kind->back ? t->kind->back(t)
                         : publish_refuse(t, "keeps no earlier releases; publish an older build");
}

static void tell(const struct publish_target *t, bool rollback)
{
    if (rollback)
        printf(tr("%s: release %.*s is in force again\n"), t->name, STR_F(t->release));
    else if (t->same)
        printf(tr("%s: in force already, nothing was changed\n"), t->name);
    else
        printf(tr("%s: published %.*s: %zu changed, %zu unchanged, %zu removed, %zu assets kept\n"), t->name,
               STR_F(t->release), t->count.sent, t->count.unchanged, t->count.removed, t->count.kept);
}

static int finish(struct run *r, bool rollback)
{
    int rc = EXIT_OK;
    for (size_t i = 0; i < r->n; i++) {
        if (r->stands[i])
            tell(&r->targets[i], rollback);
        else
            rc = EXIT_ENVIRONMENT;
        if (r->targets[i].state)
            r->targets[i].kind->close(&r->targets[i]);
    }
    diags_settle(&r->diags, false, NULL);
    diags_print(&r->diags, stderr);
    for (size_t i = 0; i < r->n; i++)
        if (!r->stands[i] && !r->targets[i].touched)
            fprintf(stderr, tr("%s: was left as it was\n"), r->targets[i].name);
    return r->diags.n ? EXIT_ENVIRONMENT : rc;
}

/* Folders of the site that no target may lie in, and the build itself. */
static const char *const *apart(struct run *r, const struct options *o)
{
    static const char *const names[] = {"content", "layouts", "assets", ".git"};
    enum { N = sizeof names / sizeof *names };
    const char **paths = ARENA_ARRAY(&r->arena, const char *, N + 2);
    for (size_t i = 0; i < N; i++)
        paths[i] = str_c(&r->arena, str_printf(&r->arena, "%s/%s", o->build.site, names[i]));
    paths[N] = o->build.out;
    return paths;
}

static int run(int argc, char **argv)
{
    struct options o;
    struct finished build = {.root = -1};
    int rc = options_read(&cmd_publish, OPT_PUBLISH, argc, argv, &o);
    if (rc)
        return rc;
    struct run *r = mem_alloc(sizeof *r);
    r->diags.arena = &r->arena;
    r->job = (struct publish_job){
        .out = o.build.out, .apart = apart(r, &o), .keep = o.keep ? o.keep : KEEP, .key = o.sign};
    rc = name_targets(r, argc - o.first, argv + o.first);
    if (!rc && o.rollback) {
        step(r, back);
        rc = finish(r, true);
    } else if (!rc) {
        bool whole = open_build(r, &build, o.build.out);
        for (size_t i = 0; i < r->n && !whole; i++)
            r->stands[i] = false;
        step(r, ready);
        step(r, force);
        step(r, tidy);
        rc = finish(r, false);
    }
    finished_close(&build);
    arena_clear(&r->arena);
    mem_release(r);
    return rc;
}

const struct command cmd_publish = {
    .name = "publish",
    .usage = "TARGET... [--out DIR] [--keep N] [--sign KEY] | TARGET... --rollback",
    .summary = TR_MARK("put a finished build in force at once, or not at all"),
    .help = TR_MARK(
        "  TARGET             a folder, whose link \"current\" is the web server's; HOST:PATH or\n"
        "                     rsync://HOST/MODULE, the same on a server; rclone:REMOTE:PATH, a store\n"
        "  --out DIR          the finished build (default public)\n"
        "  --site DIR         the site's folder, which no target may lie in (default .)\n"
        "  --keep N           releases that stay, the new one among them (default 5)\n"
        "  --rollback         put the release before that in force again\n"
        "  --sign KEY         sign the manifest with an SSH key, by ssh-keygen\n"),
    .run = run,
};
