/* The target on a server, by rsync alone: HOST:PATH or rsync://HOST/MODULE/PATH. What lies there is what publish_folder makes here:
 * releases/NUMBER-HASH/ and the link `current`, which rsync replaces by a rename. A file that the release in force has as well is
 * linked there (--link-dest), so only what changed is sent; each is on disk (--fsync) before the link is. Two that publish to one
 * server from two machines make releases of different names, and the last link stands. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/tr.h"
#include "write/buffers.h"
#include "write/program.h"
#include "write/publish.h"
#include "write/releases.h"
#include "write/stage.h"
#include "write/tree.h"

enum { ARGS_MOST = 24, PARTIAL = 23 /* rsync: something to fetch was not there */ };

struct server {
    struct stage stage;
    struct str at; /* the target with a slash behind it */
    struct releases list;
    struct finished last;
};

/* ---- addresses ---- */

static bool is_url(struct str name)
{
    return str_starts(name, STR("rsync://"));
}

/* As rsync sees it: a colon before the first slash. */
static bool server_claims(struct str name)
{
    size_t colon = str_find(name, ':'), slash = str_find(name, '/');
    return is_url(name) || (colon != STR_NONE && (slash == STR_NONE || colon < slash));
}

static const char *server_fault(struct str name)
{
    struct str rest = is_url(name) ? str_from(name, sizeof "rsync://" - 1) : name;
    size_t cut = str_find(rest, is_url(name) ? '/' : ':');
    bool path = cut != STR_NONE && cut + 1 < rest.n && rest.p[cut + 1] != ':' && rest.p[cut + 1] != '-';
    bool host = cut != STR_NONE && cut > 0 && rest.p[0] != '-';
    for (size_t i = 0; host && i < cut; i++)
        host = strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@[]:", rest.p[i]) !=
               NULL;
    return host && path ? NULL : tr("is no server and folder: write HOST:PATH or rsync://HOST/MODULE");
}

/* ---- rsync ---- */

/* Options (NULL-ended), then from where to where. --protect-args: no shell over there reads the path. */
static int run(struct publish_target *t, const char *const *options, const char *from, const char *to,
               struct str *why)
{
    const char *argv[ARGS_MOST] = {"rsync", "--protect-args", "--timeout=300"};
    size_t n = 3;
    while (*options && n < ARGS_MOST - 4)
        argv[n++] = *options++;
    argv[n++] = "--";
    argv[n++] = from;
    argv[n] = to;
    struct program p = {.argv = argv};
    int rc = program_run(&p);
    *why = rc ? program_fault(&p, t->arena) : STR("");
    program_clear(&p);
    return rc;
}

static bool failed(struct publish_target *t, const char *what, struct str why)
{
    diag_at(t->ds, CODE_ENVIRONMENT, str_of(t->name), 0, 0, "cannot %s: %.*s", tr(what), STR_F(why));
    return false;
}

static const char *there(struct publish_target *t, const char *below)
{
    const struct server *s = t->state;
    return str_c(t->arena, str_printf(t->arena, "%.*s%s", STR_F(s->at), below));
}

static const char *staged(struct publish_target *t, const char *name)
{
    const struct server *s = t->state;
    return stage_path(&s->stage, name, t->arena);
}

static bool make_staged(struct publish_target *t, const char *name)
{
    const struct server *s = t->state;
    int fd = stage_folder(&s->stage, name);
    if (fd < 0)
        return publish_broken(t, "make a folder beside the build");
    close(fd);
    return true;
}

/* Brings what `options` let through of a folder there into one of the stage. *some: there was something. */
static bool fetch(struct publish_target *t, const char *const *options, const char *below, const char *into)
{
    struct str why;
    if (!make_staged(t, into))
        return false;
    const char *to = str_c(t->arena, str_printf(t->arena, "%s/", staged(t, into)));
    int rc = run(t, options, there(t, below), to, &why);
    return rc == 0 || rc == PARTIAL || failed(t, "ask the server what it has", why);
}

/* ---- what the server has ---- */

static int open_below(const struct server *s, const char *path)
{
    return openat(s->stage.fd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool list_releases(struct publish_target *t, struct server *s)
{
    char to[PATH_MAX];
    struct stat st;
    int fd = open_below(s, "seen/" RELEASES_DIR);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    for (struct dirent *e; d && (e = readdir(d));)
        releases_add(&s->list, str_of(e->d_name), t->arena);
    if (d)
        closedir(d);
    struct str link = {to, 0};
    bool linked = fstatat(s->stage.fd, "seen/" RELEASES_LINK, &st, AT_SYMLINK_NOFOLLOW) == 0;
    bool marked = fstatat(s->stage.fd, "seen/" RELEASES_MARKER, &st, AT_SYMLINK_NOFOLLOW) == 0;
    ssize_t n = linked ? readlinkat(s->stage.fd, "seen/" RELEASES_LINK, to, sizeof to) : 0;
    link.n = n > 0 ? (size_t)n : 0;
    bool ours = marked || (!linked && !d);
    return (ours && (!linked || link.n) && releases_settle(&s->list, link)) ||
           publish_refuse(t, "holds releases or a link \"current\" that this program did not make");
}

static bool server_open(struct publish_target *t)
{
    static const char *const seen[] = {"-rl",
                                       "--include=/" RELEASES_MARKER,
                                       "--include=/" RELEASES_LINK,
                                       "--include=/" RELEASES_DIR "/",
                                       "--include=/" RELEASES_DIR "/*/",
                                       "--exclude=*",
                                       NULL};
    struct server *s = ARENA_NEW(t->arena, struct server);
    struct str name = str_of(t->name);
    while (name.n > 1 && name.p[name.n - 1] == '/')
        name.n--;
    *s = (struct server){.stage.fd = -1, .last.root = -1, .at = str_cat(t->arena, name, STR("/"))};
    t->state = s;
    if (!stage_open(&s->stage, t->job->out, t->number, t->arena))
        return publish_broken(t, "use the folder beside the build");
    return fetch(t, seen, "", "seen") && list_releases(t, s);
}

static bool fetch_texts(struct publish_target *t, struct server *s, size_t i, bool assets)
{
    const char *const all[] = {"-r",
                               "--max-size=512m",
                               "--include=/" BUFFERS_MARKER,
                               "--include=/" MANIFEST_NAME,
                               "--include=/" FINISHED_KEPT,
                               "--include=/" FINISHED_SIGNATURE,
                               assets ? "--include=/assets/***" : "--exclude=*",
                               "--exclude=*",
                               NULL};
    struct str below = str_printf(t->arena, RELEASES_DIR "/%.*s/", STR_F(s->list.items[i].name));
    return fetch(t, all, str_c(t->arena, below), "last");
}

/* ---- the steps ---- */

static bool push(struct publish_target *t, const char *const *options, const char *from, const char *to,
                 const char *what)
{
    struct str why;
    return run(t, options, from, there(t, to), &why) == 0 || failed(t, what, why);
}

/* The folder with its marker and releases/, where they are not there yet. */
static bool send_top(struct publish_target *t, struct server *s)
{
    static const char *const options[] = {"-rp", "--chmod=D755,F644", "--exclude=/" RELEASES_LINK, NULL};
    struct stat st;
    int top = stage_folder(&s->stage, "top");
    bool ok = top >= 0 && tree_put(top, STR(RELEASES_MARKER), releases_marker_text(), &st) &&
              (mkdirat(top, RELEASES_DIR, 0755) == 0 || errno == EEXIST);
    if (top >= 0)
        close(top);
    if (!ok)
        return publish_broken(t, "make a folder beside the build");
    return push(t, options, str_c(t->arena, str_printf(t->arena, "%s/", staged(t, "top"))), "",
                "make the folder on the server");
}

static bool send_release(struct publish_target *t, struct server *s, bool last)
{
    const char *options[] = {"-rpc", "--delete", "--fsync", "--chmod=D755,F644", NULL, NULL};
    if (last)
        options[4] = str_c(t->arena, str_printf(t->arena, "--link-dest=../%.*s",
                                                STR_F(s->list.items[s->list.current].name)));
    struct str to = str_printf(t->arena, RELEASES_DIR "/%.*s/", STR_F(t->release));
    return push(t, options, str_c(t->arena, str_printf(t->arena, "%s/", staged(t, "new"))),
                str_c(t->arena, to), "send the release");
}

static bool stage_release(struct publish_target *t, struct server *s, bool last)
{
    struct release_plan plan = publish_plan(t, last ? &s->last : NULL, true);
    int to = stage_folder(&s->stage, "new");
    bool ok = to >= 0 ? release_make(&plan, to, t->arena, t->ds, &t->count)
                      : publish_broken(t, "make a folder beside the build");
    if (to >= 0)
        close(to);
    return ok;
}

static bool server_ready(struct publish_target *t)
{
    struct str manifest = buf_str(&t->job->build->text);
    if (!server_open(t))
        return false;
    struct server *s = t->state;
    bool last = s->list.current < s->list.n;
    if (last && !fetch_texts(t, s, s->list.current, true))
        return false;
    last = last && finished_read(open_below(s, "last"), t->arena, &s->last) == FINISHED_WHOLE;
    if (last && !t->job->key && str_eq(buf_str(&s->last.text), manifest)) {
        t->same = true;
        t->count.unchanged = s->last.site.n;
        t->release = s->list.items[s->list.current].name;
        return true;
    }
    t->release = releases_next(&s->list, manifest, t->arena);
    return stage_release(t, s, last) && send_top(t, s) && send_release(t, s, last);
}

/* A daemon that changes links on their way in ("munge symlinks") would leave the web server with a link to nowhere. */
static bool leads_there(struct publish_target *t, const struct server *s, const struct buf *manifest)
{
    static const char *const plain[] = {"--times", NULL};
    struct buf text = {0};
    if (!fetch(t, plain, RELEASES_LINK "/" MANIFEST_NAME, "now"))
        return false;
    bool same = file_read_at(s->stage.fd, "now/" MANIFEST_NAME, MANIFEST_MOST, &text) &&
                str_eq(buf_str(&text), buf_str(manifest));
    buf_free(&text);
    return same ||
           publish_refuse(
               t,
               "has the release, but its link \"current\" does not lead to it; a daemon of rsync needs \"munge symlinks = no\"");
}

static bool put_in_force(struct publish_target *t, const struct server *s, const struct buf *manifest)
{
    static const char *const link[] = {"-l", NULL};
    struct str to = str_printf(t->arena, RELEASES_DIR "/%.*s", STR_F(t->release));
    if (!make_staged(t, "link") || symlinkat(str_c(t->arena, to), s->stage.fd, "link/" RELEASES_LINK))
        return publish_broken(t, "make the new link");
    t->touched = true;
    return push(t, link, staged(t, "link/" RELEASES_LINK), "", "put the new link in force") &&
           leads_there(t, s, manifest);
}

static bool server_force(struct publish_target *t)
{
    return t->same || put_in_force(t, t->state, &t->job->build->text);
}

/* Two runs: a release whose manifest is gone is never gone back to, should the second be cut off. */
static void remove_release(struct publish_target *t, struct str name)
{
    const char *options[] = {
        "-r",
        "--delete",
        str_c(t->arena, str_printf(t->arena, "--include=/%.*s/", STR_F(name))),
        str_c(t->arena, str_printf(t->arena, "--include=/%.*s/" MANIFEST_NAME, STR_F(name))),
        "--exclude=*",
        NULL};
    struct str husk = str_printf(t->arena, "husk/%.*s", STR_F(name));
    if (!make_staged(t, "husk") || !make_staged(t, str_c(t->arena, husk)) || !make_staged(t, "none"))
        return;
    const char *from = str_c(t->arena, str_printf(t->arena, "%s/", staged(t, "husk")));
    if (!push(t, options, from, RELEASES_DIR "/", "remove an old release"))
        return;
    options[3] = str_c(t->arena, str_printf(t->arena, "--include=/%.*s/**", STR_F(name)));
    push(t, options, str_c(t->arena, str_printf(t->arena, "%s/", staged(t, "none"))), RELEASES_DIR "/",
         "remove an old release");
}

static void server_tidy(struct publish_target *t)
{
    const struct server *s = t->state;
    for (size_t i = 0; i < s->list.n; i++)
        if (releases_spent(&s->list, i, t->release, t->job->keep))
            remove_release(t, s->list.items[i].name);
}

static bool server_back(struct publish_target *t)
{
    if (!server_open(t))
        return false;
    struct server *s = t->state;
    size_t i = releases_previous(&s->list);
    if (i == s->list.n)
        return publish_refuse(t, "keeps no release from before that in force");
    t->release = s->list.items[i].name;
    if (!fetch_texts(t, s, i, false))
        return false;
    if (finished_read(open_below(s, "last"), t->arena, &s->last) != FINISHED_WHOLE)
        return publish_refuse(t, "keeps a release from before that in force, but it is damaged; see verify");
    t->count.unchanged = s->last.site.n;
    return put_in_force(t, s, &s->last.text);
}

static void server_close(struct publish_target *t)
{
    struct server *s = t->state;
    if (!s)
        return;
    finished_close(&s->last);
    stage_close(&s->stage);
}

const struct publish_kind publish_server = {
    .claims = server_claims,
    .fault = server_fault,
    .ready = server_ready,
    .force = server_force,
    .tidy = server_tidy,
    .back = server_back,
    .close = server_close,
};
