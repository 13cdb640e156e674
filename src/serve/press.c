#include "serve/press.h"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "base/tr.h"
#include "base/work.h"
#include "cli/cli.h"
#include "emit.h"
#include "render/items.h"
#include "serve/glimpse.h"
#include "serve/notes.h"
#include "serve/wire.h"

enum { THOROUGH_AFTER_MS = 700 }; /* so that the page that was just saved is on the screen first */

struct press {
    struct build b;
    struct items items;
    struct map by_path; /* path in the output -> struct item */
    bool quiet;
    int server;
};

/* ---- the console ---- */

static void tell_errors(const struct build *b)
{
    struct arena a = {0};
    struct diags errors = {.arena = &a};
    for (size_t i = 0; i < b->diags.n; i++)
        if (b->diags.items[i].level == DIAG_ERROR)
            *ARENA_PUSH(&a, errors.items, errors.n, errors.cap, struct diag) = b->diags.items[i];
    diags_print(&errors, stderr);
    arena_clear(&a);
}

static void tell_built(const struct press *p, int rc)
{
    const struct build *b = &p->b;
    char clock[16] = "";
    time_t now = time(NULL);
    struct tm tm;
    if (p->quiet)
        return;
    tell_errors(b);
    if (localtime_r(&now, &tm))
        strftime(clock, sizeof clock, "%H:%M:%S", &tm);
    size_t warnings = diags_count(&b->diags, DIAG_WARNING), errors = diags_count(&b->diags, DIAG_ERROR);
    fprintf(stderr, "%s ", clock);
    if (rc)
        fprintf(stderr, tr_n("%zu error", "%zu errors", errors), errors);
    else
        fprintf(stderr, tr_n("%zu page", "%zu pages", b->told.pages), b->told.pages);
    fprintf(stderr, tr_n(", %zu warning", ", %zu warnings", warnings), warnings);
    fprintf(stderr, tr(", %.2f seconds\n"), build_clock() - b->started);
}

/* ---- telling the server ---- */

static void tell(const struct press *p, struct wire_telling *t, struct str bytes)
{
    if (!wire_tell(p->server, t, bytes))
        _exit(EXIT_OK); /* it is gone, and so is what this process was for */
}

static void tell_state(struct press *p, enum wire_told what, int rc, pid_t thorough)
{
    struct buf state = {0};
    notes_state(&p->b, &state);
    struct wire_telling t = {.what = what,
                             .status = rc,
                             .pid = thorough,
                             .until = p->b.site && !p->b.options.now ? p->b.site->until : INT64_MAX};
    tell(p, &t, buf_str(&state));
    buf_free(&state);
}

/* ---- making what is asked for ---- */

static void list(struct press *p)
{
    struct diags told = {.arena = &p->b.arena}; /* the build tells of them */
    emit_list(&p->b, &p->items, &told);
    p->by_path = (struct map){.arena = &p->b.arena};
    for (size_t i = 0; i < p->items.n; i++)
        map_put(&p->by_path, p->items.list[i].path, &p->items.list[i]);
}

static bool is_page(const struct item *it)
{
    return it->kind == ITEM_PAGE || it->kind == ITEM_404;
}

static void make(void *ctx, size_t n, struct buf *out)
{
    struct press *p = ((void **)ctx)[0];
    const struct item *it = ((void **)ctx)[1];
    struct arena scratch = {0};
    struct diags ds = {.arena = &scratch};
    struct buf bytes = {0};
    (void)n;
    bool made = item_make(&p->items, it, &scratch, &ds, &bytes);
    buf_char(out, made ? 1 : 0);
    if (made && is_page(it))
        notes_put(&p->b, it->kind == ITEM_PAGE ? it->page : NULL, buf_str(&bytes), out);
    else if (made && item_packed(it))
        item_pack(&p->items, it, buf_str(&bytes), out);
    else if (made)
        buf_put(out, buf_str(&bytes));
    buf_free(&bytes);
    arena_clear(&scratch);
}

static void answer(struct press *p, struct str path)
{
    struct arena a = {0};
    struct wire_telling t = {.what = WIRE_MADE, .status = 200};
    bool folder = !path.n || path.p[path.n - 1] == '/';
    struct str name = folder ? str_cat(&a, path, STR("index.html")) : path;
    const struct item *it = map_get(&p->by_path, name);
    if (!it && !folder && map_has(&p->by_path, str_cat(&a, path, STR("/index.html")))) {
        t.status = 301;
        tell(p, &t, STR(""));
        arena_clear(&a);
        return;
    }
    if (!it || it->kind == ITEM_NGINX || it->kind == ITEM_IIS) {
        t.status = 404;
        it = map_get(&p->by_path, STR("404.html"));
    }
    void *ctx[2] = {p, (void *)(uintptr_t)it};
    struct work *w = work_start(&(struct work_plan){.n = 1, .jobs = 1, .fn = make, .ctx = ctx});
    if (w)
        work_finish(w);
    struct work_result r = {.status = WORK_LOST};
    if (w)
        r = work_result(w, 0);
    if (r.status != WORK_DONE || !r.bytes.n || !r.bytes.p[0])
        t.status = r.status == WORK_DONE ? 404 : 500;
    tell(p, &t, str_from(r.bytes, 1));
    if (w)
        work_free(w);
    arena_clear(&a);
}

static void glimpse(struct press *p, struct str source)
{
    const struct site *was = p->b.site;
    struct wire_telling t = {.what = WIRE_GLIMPSED, .status = glimpse_take(&p->b, source)};
    if (p->b.site != was)
        list(p);
    tell(p, &t, STR(""));
}

static _Noreturn void attend(struct press *p)
{
    static struct wire_question q;
    while (wire_hear_question(p->server, &q) > 0) {
        struct str path = str_n(q.path, q.n);
        if (q.what == WIRE_MAKE) {
            answer(p, path);
        } else {
            glimpse(p, path);
        }
    }
    _exit(EXIT_OK);
}

/* ---- the two editions ---- */

static void priority(int policy)
{
    sched_setscheduler(0, policy, &(struct sched_param){0});
}

static _Noreturn void be_thorough(struct press *p, int server)
{
    struct pollfd asked = {.fd = server, .events = POLLIN};
    p->server = server;
    if (poll(&asked, 1, THOROUGH_AFTER_MS) > 0)
        _exit(EXIT_OK); /* it is asked nothing before it is ready: the server has let go of it */
    priority(SCHED_BATCH);
    int jobs = p->b.options.jobs;
    p->b.options.jobs = jobs ? 1 : 0;
    int rc = build_try(&p->b);
    p->b.options.jobs = jobs;
    priority(SCHED_OTHER);
    if (rc)
        tell_built(p, rc);
    list(p);
    tell_state(p, WIRE_READY, rc, 0);
    attend(p);
}

static pid_t fork_thorough(struct press *p, const struct press_plan *plan)
{
    pid_t pid = fork();
    if (!pid) {
        setpgid(0, 0);
        close(plan->quick);
        be_thorough(p, plan->thorough);
    }
    if (pid > 0)
        setpgid(pid, pid);
    close(plan->thorough);
    return pid > 0 ? pid : 0;
}

void press_run(const struct press_plan *plan)
{
    static struct press p;
    p.server = plan->quick;
    p.quiet = plan->quiet;
    int rc = build_open(&p.b, &plan->options);
    if (!rc)
        rc = build_load(&p.b);
    if (rc) {
        if (!p.b.site) /* nothing was judged by the settings */
            diags_settle(&p.b.diags, false, NULL);
        tell_built(&p, rc);
        tell_state(&p, WIRE_FAILED, rc, 0);
        _exit(rc);
    }
    p.b.view.root = STR("/");
    build_pictures(&p.b);
    list(&p);
    tell_built(&p, rc);
    pid_t thorough = fork_thorough(&p, plan);
    tell_state(&p, WIRE_READY, EXIT_OK, thorough);
    attend(&p);
}
