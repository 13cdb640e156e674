/* A working tree: every folder is opened part by part from the site's own, never through a link. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/machine.h"
#include "base/path.h"
#include "base/tr.h"
#include "source/kinds.h"

enum { FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, LINK_MAX_BYTES = 4096 };

/* ---- folders ---- */

/* The folder at `path`, kept open until another is asked for: files are read in the order of their paths. -1 with errno. */
static int open_folder(struct source *s, struct str path)
{
    if (path.n == 0)
        return s->root;
    if (s->last >= 0 && str_eq(path, buf_str(&s->last_path)))
        return s->last;
    int at = s->root;
    struct str rest = path, part;
    while (at >= 0 && str_split(&rest, '/', &part)) {
        char name[LIMIT_NAME + 1];
        int next = -1;
        if (part.n == 0 || part.n > LIMIT_NAME) {
            errno = ENAMETOOLONG;
        } else {
            memcpy(name, part.p, part.n);
            name[part.n] = 0;
            next = openat(at, name, FOLDER);
        }
        int e = errno;
        if (at != s->root)
            close(at);
        errno = e;
        at = next;
    }
    if (at < 0)
        return -1;
    if (s->last >= 0)
        close(s->last);
    s->last = at;
    buf_clear(&s->last_path);
    buf_put(&s->last_path, path);
    return at;
}

struct found {
    struct str folder;
    int fd; /* of the folder */
    char name[LIMIT_NAME + 1];
    struct stat st;
};

/* Opens the folder that holds `path` and looks at what lies there, not through a link. */
static bool look(struct source *s, struct str path, struct found *f)
{
    struct str name = path_base(path);
    f->folder = path_dir(path);
    f->fd = open_folder(s, f->folder);
    if (f->fd < 0 || name.n == 0 || name.n > LIMIT_NAME)
        return false;
    memcpy(f->name, name.p, name.n);
    f->name[name.n] = 0;
    return fstatat(f->fd, f->name, &f->st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* ---- links ---- */

/* What is looked for and may be absent: that it could not be looked at is another thing. */
static bool look_for(struct source *s, struct str path, struct found *f)
{
    errno = 0;
    if (look(s, path, f))
        return true;
    int e = errno;
    if (e) {
        struct arena scratch = {0};
        machine_refused(str_c(&scratch, path), e);
        arena_clear(&scratch);
    }
    return false;
}

/* One step along the link at f, to a regular file in the site. NULL when it came there, else why not. (Looking there may close
 * the folder that look() opened for f: f is done with by then.) */
static const char *follow_link(struct source *s, const struct found *f, struct arena *a, struct found *to)
{
    char target[LINK_MAX_BYTES];
    ssize_t n = readlinkat(f->fd, f->name, target, sizeof target);
    struct str path;
    if (n <= 0 || n == (ssize_t)sizeof target)
        return TR_MARK("cannot be read");
    if (!source_link_target(a, f->folder, str_n(target, (size_t)n), &path))
        return TR_MARK("leads out of the site");
    if (!look(s, path, to))
        return TR_MARK("leads nowhere, or through another link");
    if (S_ISDIR(to->st.st_mode))
        return source_folder_link(f->folder, path);
    if (!S_ISREG(to->st.st_mode))
        return TR_MARK("leads to another link or to no regular file");
    return NULL;
}

/* ---- listing ---- */

struct folders {
    struct str *items;
    size_t n, cap;
};

static void add_file(struct gather *g, struct str path, const struct stat *st)
{
    source_add(
        g, (struct source_entry){.path = path,
                                 .size = (uint64_t)st->st_size,
                                 .mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec});
}

static void watch(struct source *s, struct str name, const struct stat *st)
{
    if (s->watch)
        (S_ISDIR(st->st_mode) ? stamp_folder : stamp_stat)(s->watch, name, st);
}

static void list_one(struct source *s, struct gather *g, struct folders *todo, const struct found *f,
                     struct str path)
{
    mode_t type = f->st.st_mode & S_IFMT;
    if (type == S_IFREG) {
        add_file(g, path, &f->st);
    } else if (type == S_IFDIR) {
        *ARENA_PUSH(g->arena, todo->items, todo->n, todo->cap, struct str) = path;
    } else if (type == S_IFLNK) {
        struct found to;
        const char *why = follow_link(s, f, g->arena, &to);
        if (why)
            source_tell_link(g, path, why);
        else
            watch(s, path, &to.st), add_file(g, path, &to.st);
    } else {
        diag_at(g->ds, CODE_SPECIAL_FILE, path_printable(g->arena, path), 0, 0,
                "this is a FIFO, a socket or a device, not a file");
    }
}

static void tell_unreadable(struct gather *g, struct str path, const char *what)
{
    diag_at(g->ds, CODE_UNREADABLE, path_printable(g->arena, path), 0, 0, "the %s cannot be read: %s",
            tr(what), tr_errno(errno));
}

/* All of one folder; its own folders go on the list of those to do. */
static void list_folder(struct source *s, struct gather *g, struct folders *todo, struct str folder)
{
    int fd = open_folder(s, folder);
    int again = fd < 0 ? -1 : openat(fd, ".", FOLDER);
    DIR *d = again < 0 ? NULL : fdopendir(again);
    if (!d) {
        tell_unreadable(g, folder, "folder");
        if (again >= 0)
            close(again);
        return;
    }
    struct found f = {.folder = folder, .fd = again};
    for (struct dirent *e; errno = 0, (e = readdir(d)) && source_room(g);) {
        struct str name = str_of(e->d_name), path;
        if (str_starts(name, STR(".")))
            continue;
        if (s->watch)
            stamp_text(s->watch, name);
        if (source_admit(g, folder, name, &path) != ADMIT_TAKE)
            continue;
        memcpy(f.name, name.p, name.n + 1);
        if (fstatat(again, f.name, &f.st, AT_SYMLINK_NOFOLLOW) == 0)
            watch(s, path, &f.st), list_one(s, g, todo, &f, path);
        else if (errno != ENOENT)
            tell_unreadable(g, path, "file");
    }
    if (errno)
        tell_unreadable(g, folder, "folder");
    closedir(d);
}

static bool dir_list(struct source *s, struct str under, struct arena *a, struct diags *ds,
                     struct source_list *out)
{
    struct gather g = {.arena = a, .ds = ds};
    struct folders todo = {0};
    if (s->watch)
        stamp_text(s->watch, under);
    if (open_folder(s, under) < 0) {
        if (errno == ENOENT)
            return true;
        if (errno == ELOOP || errno == ENOTDIR)
            source_tell_link(&g, under, "or file stands where a folder should");
        else
            tell_unreadable(&g, under, "folder");
        return false;
    }
    *ARENA_PUSH(a, todo.items, todo.n, todo.cap, struct str) = under;
    while (todo.n > 0)
        list_folder(s, &g, &todo, todo.items[--todo.n]);
    *out = source_finish(&g);
    return true;
}

/* ---- reading ---- */

static bool dir_find(struct source *s, struct str path, struct arena *a, struct source_entry *out)
{
    struct found f, to;
    if (!look_for(s, path, &f))
        return false;
    if (S_ISLNK(f.st.st_mode)) {
        if (follow_link(s, &f, a, &to))
            return false;
        f = to;
    }
    if (!S_ISREG(f.st.st_mode))
        return false;
    struct gather g = {.arena = a};
    add_file(&g, path, &f.st);
    *out = g.list.items[0];
    return true;
}

static bool read_found(struct source *s, struct str path, size_t limit, struct buf *out)
{
    struct found f, to;
    if (!look(s, path, &f))
        return false;
    if (!S_ISLNK(f.st.st_mode))
        return file_read_at(f.fd, f.name, limit, out);
    struct arena scratch = {0};
    errno = ELOOP; /* unless something says better */
    bool ok = !follow_link(s, &f, &scratch, &to) && file_read_at(to.fd, to.name, limit, out);
    int e = errno;
    arena_clear(&scratch);
    errno = e;
    return ok;
}

static bool dir_read(struct source *s, const struct source_entry *e, size_t limit, struct diags *ds,
                     struct buf *out)
{
    size_t before = out->n;
    if (read_found(s, e->path, limit, out))
        return true;
    out->n = before;
    if (errno == EFBIG)
        diag_at(ds, CODE_TOO_LARGE, e->path, 0, 0, "the file is longer than %zu bytes", limit);
    else
        diag_at(ds, CODE_UNREADABLE, e->path, 0, 0, "the file cannot be read: %s", tr_errno(errno));
    return false;
}

/* ---- the repository around it ---- */

bool source_prefix(struct str dir, struct git_repository *repo, struct arena *a, struct str *out)
{
    const char *work = git_repository_workdir(repo);
    char *real = work ? realpath(work, NULL) : NULL;
    if (!real) {
        machine_refused(work ? work : "", work ? errno : ENOENT);
        return false;
    }
    struct str top = str_dup(a, str_of(real));
    free(real);
    if (str_eq(top, STR("/")))
        top.n = 0;
    bool inside = str_starts(dir, top) && (dir.n == top.n || dir.p[top.n] == '/');
    if (inside)
        *out = dir.n == top.n ? STR("") : str_dup(a, str_from(dir, top.n + 1));
    return inside;
}

static bool dir_place(struct source *s, struct arena *a, struct diags *ds, struct source_place *out)
{
    struct objects *o = objects_open(s->dir, true, CODE_NO_REPOSITORY, a, ds);
    if (!o)
        return false;
    struct git_repository *repo = objects_repository(o);
    git_oid head;
    int rc = 0;
    errno = 0;
    bool ok = source_prefix(s->dir, repo, a, &out->prefix);
    out->git_dir = str_c(a, str_of(objects_git_dir(o)));
    if (!ok) {
        diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0,
                "the folder is a bare Git repository or part of one: build from a revision with --rev HEAD");
    } else if ((rc = git_reference_name_to_id(&head, repo, "HEAD")) == 0) {
        out->has_commit = true;
        memcpy(out->commit.b, head.id, sizeof out->commit.b);
    } else if (git_repository_head_unborn(repo) == 1) {
        diag_at(ds, CODE_NO_REPOSITORY, STR(""), 0, 0, "the Git repository has no commits yet");
    } else {
        source_git_refused(rc);
        diag_at(ds, CODE_NO_REPOSITORY, STR(""), 0, 0, "the Git repository's HEAD cannot be read: %s",
                source_git_error());
        ok = false;
    }
    objects_close(o);
    return ok;
}

static bool dir_top_file(struct source *s, struct str name, size_t limit, struct buf *out)
{
    struct arena scratch = {0};
    struct diags unheard = {.arena = &scratch};
    struct objects *o = objects_open(s->dir, true, CODE_NO_REPOSITORY, &scratch, &unheard);
    const char *work = o ? git_repository_workdir(objects_repository(o)) : NULL;
    const char *path = work ? str_c(&scratch, path_join(&scratch, str_of(work), name)) : NULL;
    bool ok = path && file_read_at(AT_FDCWD, path, limit, out);
    if (path && !ok)
        machine_refused(path, errno);
    objects_close(o);
    arena_clear(&scratch);
    return ok;
}

static void dir_stamp_history(struct source *s, struct arena *a, struct stamp *t)
{
    static const char *const beside[] = {".mailmap", ".git-blame-ignore-revs"};
    struct diags unheard = {.arena = a};
    struct str prefix = {"", 0};
    struct objects *o = objects_open(s->dir, true, CODE_NO_REPOSITORY, a, &unheard);
    stamp_text(t, s->dir);
    if (!o)
        return;
    const char *work = git_repository_workdir(objects_repository(o));
    stamp_number(t, source_prefix(s->dir, objects_repository(o), a, &prefix));
    stamp_text(t, prefix);
    stamp_text(t, str_of(objects_git_dir(o)));
    for (size_t i = 0; work && i < sizeof beside / sizeof *beside; i++)
        stamp_file(t, str_c(a, path_join(a, str_of(work), str_of(beside[i]))));
    objects_stamp(o, a, t);
    objects_close(o);
}

static void dir_close(struct source *s)
{
    if (s->last >= 0)
        close(s->last);
    close(s->root);
    buf_free(&s->last_path);
}

const struct source_kind source_dir_kind = {dir_list,     dir_read,          dir_find, dir_place,
                                            dir_top_file, dir_stamp_history, dir_close};

struct source *source_open_dir(const char *dir, struct arena *a, struct diags *ds)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char *real = fd < 0 ? NULL : realpath(dir, NULL);
    if (!real) {
        diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0, "the site folder \"%s\" cannot be opened: %s", dir,
                tr_errno(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct source *s = ARENA_NEW(a, struct source);
    *s = (struct source){
        .kind = &source_dir_kind, .arena = a, .root = fd, .last = -1, .dir = str_dup(a, str_of(real))};
    free(real);
    return s;
}
