#include "serve/watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"

enum {
    EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF |
             IN_MOVE_SELF | IN_ONLYDIR
};

bool watch_passes_over(struct str name)
{
    return !name.n || name.p[0] == '.' || name.p[0] == '#' || str_ends(name, STR("~")) ||
           str_ends(name, STR(".tmp")) || str_eq(name, STR("4913"));
}

/* ---- setting ---- */

static void add(struct watch *w, const char *full, struct watched what)
{
    int wd = inotify_add_watch(w->fd, full, EVENTS);
    if (wd < 0) {
        w->lacking += errno == ENOSPC;
        return;
    }
    while (w->n <= (size_t)wd)
        *ARENA_PUSH(&w->arena, w->by_wd, w->n, w->cap, struct watched) = (struct watched){0};
    what.path = str_dup(&w->arena, what.path);
    w->by_wd[wd] = what;
}

static bool is_folder(int dirfd, const struct dirent *e)
{
    struct stat st;
    if (e->d_type != DT_UNKNOWN)
        return e->d_type == DT_DIR;
    return !fstatat(dirfd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) && S_ISDIR(st.st_mode);
}

/* The folder and all below it. It is watched before it is read, so that what comes meanwhile is told. */
static void add_tree(struct watch *w, struct str path, unsigned depth)
{
    struct str full = path_join(&w->arena, str_of(w->dir), path);
    add(w, str_c(&w->arena, full), (struct watched){.path = path});
    int fd = open(str_c(&w->arena, full), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (!d) {
        if (fd >= 0)
            close(fd);
        return;
    }
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.' && depth < LIMIT_DIR_DEPTH && w->n < LIMIT_ENTRIES && is_folder(fd, e))
            add_tree(w, path_join(&w->arena, path, str_of(e->d_name)), depth + 1);
    closedir(d);
}

/* Where HEAD and its log lie: .git of the site's folder or of one above it, a folder or a file that names one. */
static struct str git_folder(struct watch *w)
{
    char real[PATH_MAX];
    if (!realpath(w->dir, real))
        return STR("");
    for (struct str at = str_of(real);; at = path_dir(at)) {
        struct stat st;
        struct buf b = {0};
        struct str git = str_cat(&w->arena, at, STR("/.git"));
        if (!stat(str_c(&w->arena, git), &st) && S_ISDIR(st.st_mode))
            return git;
        if (file_read(str_c(&w->arena, git), PATH_MAX, &b) && str_starts(buf_str(&b), STR("gitdir: "))) {
            struct str to = str_trim(str_from(buf_dup(&w->arena, &b), 8));
            buf_free(&b);
            return to.n && to.p[0] == '/' ? to : path_join(&w->arena, at, to);
        }
        buf_free(&b);
        if (!at.n)
            return STR("");
    }
}

static void add_git(struct watch *w)
{
    struct str git = git_folder(w);
    if (!git.n)
        return;
    add(w, str_c(&w->arena, git), (struct watched){.git = true});
    add(w, str_c(&w->arena, str_cat(&w->arena, git, STR("/logs"))), (struct watched){.git = true});
}

static bool has_folder(struct watch *w, const char *name)
{
    struct stat st;
    return !stat(str_c(&w->arena, path_join(&w->arena, str_of(w->dir), str_of(name))), &st) &&
           S_ISDIR(st.st_mode);
}

static bool set(struct watch *w)
{
    static const char *const folders[] = {"content", "layouts", "assets"};
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd < 0)
        return false;
    w->stale = false;
    w->lacking = 0;
    add_git(w);
    if (has_folder(w, "content")) {
        add(w, w->dir, (struct watched){.top = true});
        for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
            if (has_folder(w, folders[i]))
                add_tree(w, str_of(folders[i]), 0);
    } else {
        add_tree(w, STR(""), 0);
    }
    return true;
}

bool watch_open(struct watch *w, const char *dir)
{
    *w = (struct watch){.fd = -1, .dir = dir};
    return set(w);
}

bool watch_renew(struct watch *w)
{
    const char *dir = w->dir;
    if (!w->stale)
        return true;
    watch_close(w);
    return watch_open(w, dir);
}

void watch_close(struct watch *w)
{
    if (w->fd >= 0)
        close(w->fd);
    arena_clear(&w->arena);
    *w = (struct watch){.fd = -1};
}

/* ---- hearing ---- */

static bool counts_at_top(struct str name)
{
    return str_eq(name, STR("content")) || str_eq(name, STR("layouts")) || str_eq(name, STR("assets"));
}

static void note_path(struct change *c, struct str dir, struct str name)
{
    char path[sizeof c->paths[0]];
    int n = dir.n ? snprintf(path, sizeof path, "%.*s/%.*s", STR_F(dir), STR_F(name))
                  : snprintf(path, sizeof path, "%.*s", STR_F(name));
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->paths[i], path))
            return;
    if (c->n == WATCH_PATHS || n < 0 || (size_t)n >= sizeof path)
        c->many = true;
    else
        memcpy(c->paths[c->n++], path, (size_t)n + 1);
}

static void hear(struct watch *w, const struct inotify_event *e, struct change *c)
{
    struct str name = e->len ? str_of(e->name) : STR("");
    if (e->mask & IN_Q_OVERFLOW || e->wd < 0 || (size_t)e->wd >= w->n) {
        w->stale = c->any = c->many = true;
        return;
    }
    const struct watched *at = &w->by_wd[e->wd];
    if (at->git) {
        if (str_eq(name, STR("HEAD")) || str_eq(name, STR("packed-refs")))
            c->any = c->many = true;
        return;
    }
    if (e->mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)) {
        w->stale = c->any = c->many = true;
        return;
    }
    if (at->top ? !counts_at_top(name) : watch_passes_over(name))
        return;
    c->any = true;
    if (e->mask & IN_ISDIR)
        w->stale = c->many = true;
    else
        note_path(c, at->path, name);
}

void watch_read(struct watch *w, struct change *c)
{
    _Alignas(struct inotify_event) char room[64 * 1024];
    for (ssize_t n; (n = read(w->fd, room, sizeof room)) > 0;)
        for (const char *p = room; p < room + n;) {
            const struct inotify_event *e = (const void *)p;
            hear(w, e, c);
            p += sizeof *e + e->len;
        }
}
