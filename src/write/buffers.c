#include "write/buffers.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "base/tr.h"
#include "write/output.h"
#include "write/tree.h"

enum { MODE_BESIDE = 0700, MODE_TREE = 0755, MARKER_MOST = 4096 };

#define MARKER_HEAD                                                                                          \
    "This folder is made by vidensbank" /* what the program knows its own trees by, in every version */

struct str buffers_marker_text(void)
{
    return STR(
        MARKER_HEAD
        " and replaced as a whole by its builds.\nNothing else should be kept in it: it would be gone.\n");
}

static bool refuse(const struct buffers *b, struct diags *ds, const char *why)
{
    diag_at(ds, CODE_OUTPUT, b->out, 0, 0, "%s", tr(why));
    return false;
}

static bool broken(const struct buffers *b, struct diags *ds, const char *what)
{
    diag_at(ds, CODE_ENVIRONMENT, b->out, 0, 0, "cannot %s: %s", tr(what), tr_errno(errno));
    return false;
}

static const char *beside_name(const struct buffers *b, struct arena *a, const char *ending)
{
    return str_c(a, str_printf(a, ".%s.%s", b->name, ending));
}

static void close_if_open(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static int open_folder(int dir, const char *name)
{
    return openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* ---- where it is ---- */

/* realpath, also where the last folders do not exist yet. */
static bool real_folder(struct arena *a, struct str dir, struct str *out)
{
    char real[PATH_MAX];
    if (realpath(str_c(a, dir.n ? dir : STR(".")), real)) {
        *out = str_dup(a, str_of(real));
        return true;
    }
    struct str last = path_base(dir), above = path_dir(dir);
    if (errno != ENOENT || !last.n || str_eq(last, STR("..")) || !dir.n)
        return false;
    if (!above.n && dir.p[0] == '/')
        above = STR("/");
    if (!real_folder(a, above, out))
        return false;
    *out = str_printf(a, "%.*s/%.*s", out->n == 1 ? 0 : (int)out->n, out->p, STR_F(last));
    return true;
}

static bool locate(struct buffers *b, const char *named, struct arena *a, struct diags *ds)
{
    struct str out = str_of(named), dir, last;
    b->out = out;
    while (out.n > 1 && out.p[out.n - 1] == '/')
        out.n--;
    last = path_base(out);
    if (str_eq(last, STR(".")) || str_eq(last, STR(".."))) {
        if (!real_folder(a, out, &out))
            return broken(b, ds, "find the folder");
        last = path_base(out);
    }
    if (!last.n)
        return refuse(b, ds, "is no name for an output folder");
    dir = path_dir(out);
    if (!dir.n && out.p[0] == '/')
        dir = STR("/");
    if (!real_folder(a, dir, &dir))
        return broken(b, ds, "find the folder above");
    b->name = str_c(a, last);
    b->real = str_printf(a, "%.*s/%s", dir.n == 1 ? 0 : (int)dir.n, dir.p, b->name);
    return true;
}

static bool within(struct str path, struct str dir)
{
    return str_starts(path, dir) && (path.n == dir.n || dir.n == 1 || path.p[dir.n] == '/');
}

/* The output and the sources keep out of each other's way: a build replaces the one whole. */
static bool keep_apart(const struct buffers *b, const struct output_plan *plan, struct diags *ds)
{
    char real[PATH_MAX];
    const char *clash = NULL;
    for (const char *const *p = plan->apart; p && *p && !clash; p++)
        if (realpath(*p, real) && (within(b->real, str_of(real)) || within(str_of(real), b->real)))
            clash = *p;
    for (const char *const *p = plan->around; p && *p && !clash; p++)
        if (realpath(*p, real) && within(str_of(real), b->real))
            clash = *p;
    if (clash)
        diag_at(
            ds, CODE_OUTPUT, b->out, 0, 0,
            "the output would replace \"%s\", which the site is made from, or lie in it; name another folder",
            clash);
    return !clash;
}

/* ---- what is there ---- */

static bool folder_empty(int fd, bool *empty)
{
    int again = open_folder(fd, ".");
    DIR *d = again < 0 ? NULL : fdopendir(again);
    if (!d) {
        close_if_open(&again);
        return false;
    }
    *empty = true;
    for (struct dirent *e; *empty && (e = readdir(d));)
        *empty = !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..");
    closedir(d);
    return true;
}

bool buffers_has_marker(int fd)
{
    struct buf text = {0};
    bool ok =
        file_read_at(fd, BUFFERS_MARKER, MARKER_MOST, &text) && str_starts(buf_str(&text), STR(MARKER_HEAD));
    buf_free(&text);
    return ok;
}

/* A tree named OUT, or that OUT leads to. */
static bool inspect_folder(struct buffers *b, const char *name, struct diags *ds)
{
    struct stat above, here;
    bool empty;
    b->live = open_folder(b->parent, name);
    if (b->live < 0)
        return b->linked && errno == ENOENT ? true : broken(b, ds, "open the output folder");
    if (fstat(b->parent, &above) || fstat(b->live, &here) || !folder_empty(b->live, &empty))
        return broken(b, ds, "read the output folder");
    if (here.st_dev != above.st_dev)
        return refuse(b, ds,
                      "is a mount point, which cannot be replaced in one step; name a folder inside it");
    if (empty) {
        close_if_open(&b->live);
        b->vacant = !b->linked;
        return true;
    }
    return buffers_has_marker(b->live)
               ? true
               : refuse(
                     b, ds,
                     "is a folder that this program did not make, and it is not empty; remove it or name another");
}

static bool inspect_link(struct buffers *b, struct arena *a, struct diags *ds)
{
    char to[NAME_MAX + 1];
    const char *tree_a = beside_name(b, a, "a"), *tree_b = beside_name(b, a, "b");
    ssize_t n = readlinkat(b->parent, b->name, to, sizeof to - 1);
    to[n > 0 ? n : 0] = 0;
    bool is_a = strcmp(to, tree_a) == 0;
    if (!is_a && strcmp(to, tree_b) != 0)
        return refuse(b, ds, "is a symbolic link that this program did not make");
    b->linked = true;
    b->live_name = is_a ? tree_a : tree_b;
    b->spare_name = is_a ? tree_b : tree_a;
    return inspect_folder(b, b->live_name, ds);
}

/* Changes nothing; called before the lock, to refuse without a trace, and again under it. */
static bool inspect(struct buffers *b, struct arena *a, struct diags *ds)
{
    struct stat st;
    close_if_open(&b->live);
    b->linked = b->vacant = false;
    b->spare_name = "next";
    if (fstatat(b->parent, b->name, &st, AT_SYMLINK_NOFOLLOW))
        return errno == ENOENT ? true : broken(b, ds, "look at the output folder");
    if (S_ISLNK(st.st_mode))
        return inspect_link(b, a, ds);
    return S_ISDIR(st.st_mode) ? inspect_folder(b, b->name, ds) : refuse(b, ds, "is no folder");
}

/* ---- the lock ---- */

/* The folder beside, if it is ours: made now, empty, or with the lock in it. */
static bool open_beside(struct buffers *b, const char *name, struct diags *ds)
{
    bool empty = true;
    if (mkdirat(b->parent, name, MODE_BESIDE) && errno != EEXIST)
        return broken(b, ds, "make a folder beside the output");
    b->beside = open_folder(b->parent, name);
    if (b->beside < 0 && (errno == ENOTDIR || errno == ELOOP)) {
        diag_at(ds, CODE_OUTPUT, b->out, 0, 0, "\"%s\" beside it is not what this program made; remove it",
                name);
        return false;
    }
    if (b->beside < 0)
        return broken(b, ds, "open the folder beside the output");
    const int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    for (int i = 0; i < 100 && b->lock < 0; i++) { /* another build may make it between the looks */
        b->lock = openat(b->beside, BUFFERS_MARKER, flags);
        if (b->lock < 0 && errno == ENOENT && folder_empty(b->beside, &empty) && empty)
            b->lock = openat(b->beside, BUFFERS_MARKER, flags | O_CREAT | O_EXCL, 0600);
        if (b->lock < 0 && errno != ENOENT && errno != EEXIST)
            return broken(b, ds, "open the lock beside the output");
    }
    if (b->lock >= 0)
        return true;
    diag_at(ds, CODE_OUTPUT, b->out, 0, 0, "\"%s\" beside it is not what this program made; remove it", name);
    return false;
}

static bool set_mode(int fd, mode_t mode)
{
    struct stat st;
    return fstat(fd, &st) == 0 && ((st.st_mode & 07777) == mode || fchmod(fd, mode) == 0);
}

/* Whether the folder that was locked still has the name: somebody may have removed it while we waited. */
static bool still_beside(const struct buffers *b, const char *name)
{
    struct stat named, open;
    return fstatat(b->parent, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && fstat(b->beside, &open) == 0 &&
           named.st_ino == open.st_ino && named.st_dev == open.st_dev &&
           faccessat(b->beside, BUFFERS_MARKER, F_OK, 0) == 0;
}

static bool lock(struct buffers *b, bool wait, struct arena *a, struct diags *ds)
{
    const char *name = beside_name(b, a, "build");
    for (;;) {
        if (!open_beside(b, name, ds))
            return false;
        int rc;
        while ((rc = flock(b->lock, LOCK_EX | (wait ? 0 : LOCK_NB))) && errno == EINTR)
            ;
        if (rc && errno == EWOULDBLOCK)
            return refuse(b, ds, "another build of this output is running");
        if (rc)
            return broken(b, ds, "lock the output");
        if (still_beside(b, name))
            return set_mode(b->beside, MODE_BESIDE) ? true
                                                    : broken(b, ds, "use the folder beside the output");
        close_if_open(&b->lock);
        close_if_open(&b->beside);
    }
}

bool buffers_open(struct buffers *b, const struct output_plan *plan, struct arena *a, struct diags *ds)
{
    *b = (struct buffers){.parent = -1, .beside = -1, .lock = -1, .live = -1, .spare = -1};
    if (!locate(b, plan->out, a, ds) || !keep_apart(b, plan, ds))
        return false;
    const char *above = str_c(a, str_sub(b->real, 0, b->real.n - strlen(b->name)));
    if (!file_make_dirs(above))
        return broken(b, ds, "make the folder above the output");
    b->parent = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (b->parent < 0)
        return broken(b, ds, "open the folder above the output");
    return inspect(b, a, ds) && lock(b, plan->wait, a, ds) && inspect(b, a, ds) &&
           (!b->linked || buffers_spare(b) >= 0 || broken(b, ds, "use the folder beside the output"));
}

void buffers_close(struct buffers *b)
{
    close_if_open(&b->spare);
    close_if_open(&b->live);
    close_if_open(&b->lock);
    close_if_open(&b->beside);
    close_if_open(&b->parent);
}

/* ---- the tree that is built ---- */

/* In the folder beside everything is ours; a tree in plain sight must be empty or carry the marker. */
static bool spare_is_ours(const struct buffers *b, bool made)
{
    bool empty = false;
    struct stat st;
    if (!b->linked || buffers_has_marker(b->spare))
        return true;
    errno = EEXIST;
    return (made || (folder_empty(b->spare, &empty) && empty)) &&
           tree_put(b->spare, STR(BUFFERS_MARKER), buffers_marker_text(), &st);
}

int buffers_spare(struct buffers *b)
{
    int dir = b->linked ? b->parent : b->beside;
    mode_t mode = b->linked ? MODE_BESIDE : MODE_TREE;
    if (b->spare >= 0)
        return b->spare;
    bool made = mkdirat(dir, b->spare_name, mode) == 0;
    if (!made && errno != EEXIST)
        return -1;
    b->spare = open_folder(dir, b->spare_name);
    if (b->spare < 0 || !spare_is_ours(b, made) || !set_mode(b->spare, mode))
        close_if_open(&b->spare);
    return b->spare;
}

/* ---- the switch ---- */

static bool exchange(int from, const char *x, int to, const char *y)
{
    return renameat2(from, x, to, y, RENAME_EXCHANGE) == 0;
}

/* Tried on two folders that nobody sees, before the first tree is put in force: what stands there as a folder could never
 * again be replaced at once on a file system without. */
static bool can_exchange(const struct buffers *b)
{
    static const char x[] = "probe.x", y[] = "probe.y";
    mkdirat(b->beside, x, MODE_BESIDE);
    mkdirat(b->beside, y, MODE_BESIDE);
    bool can = exchange(b->beside, x, b->beside, y);
    unlinkat(b->beside, x, AT_REMOVEDIR);
    unlinkat(b->beside, y, AT_REMOVEDIR);
    return can;
}

static bool switch_link(struct buffers *b, struct diags *ds)
{
    static const char link[] = "link";
    if (unlinkat(b->beside, link, 0) && errno != ENOENT)
        return broken(b, ds, "make the new link");
    if (symlinkat(b->spare_name, b->beside, link) || fchmod(b->spare, MODE_TREE))
        return broken(b, ds, "make the new link");
    if (b->vacant && unlinkat(b->parent, b->name, AT_REMOVEDIR))
        return broken(b, ds, "replace the empty folder");
    if (renameat(b->beside, link, b->parent, b->name))
        return broken(b, ds, "put the new link in force");
    if (b->live >= 0)
        fchmod(b->live, MODE_BESIDE);
    return true;
}

static bool switch_first(struct buffers *b, struct arena *a, struct diags *ds)
{
    if (can_exchange(b))
        return renameat(b->beside, "next", b->parent, b->name) == 0
                   ? true
                   : broken(b, ds, "put the new tree in force");
    b->spare_name = beside_name(b, a, "a");
    if (renameat(b->beside, "next", b->parent, b->spare_name))
        return broken(b, ds, "put the new tree beside the output");
    return switch_link(b, ds);
}

static bool switch_exchange(struct buffers *b, struct diags *ds)
{
    if (exchange(b->beside, "next", b->parent, b->name))
        return true;
    diag_at(ds, CODE_ENVIRONMENT, b->out, 0, 0,
            "the new tree cannot take the old one's place in one step here: %s; nothing was changed. "
            "Remove the folder once, and the next build makes a symbolic link, which can be replaced",
            tr_errno(errno));
    return false;
}

bool buffers_switch(struct buffers *b, struct arena *a, struct diags *ds)
{
    bool ok = b->linked ? switch_link(b, ds) : b->live < 0 ? switch_first(b, a, ds) : switch_exchange(b, ds);
    if (ok)
        fsync(
            b->parent); /* should it fail, a power cut may bring the old tree back, whole: no reason to fail now */
    return ok;
}
