#include "write/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"

enum { MODE_FILE = 0644, MODE_DIR = 0755, CHUNK = 256 * 1024 };

/* A path as the system wants it. */
struct cpath {
    char c[LIMIT_PATH + 1];
};

static bool cpath(struct str p, struct cpath *out)
{
    if (p.n >= sizeof out->c) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(out->c, p.n ? p.p : ".", p.n ? p.n : 1);
    out->c[p.n ? p.n : 1] = 0;
    return true;
}

static int close_failing(int fd)
{
    int e = errno;
    close(fd);
    errno = e;
    return -1;
}

/* ---- folders ---- */

static int open_here(int dir, const char *name, int flags)
{
    return openat(dir, name, flags | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* One part further down; with `make` a folder is made, in place of whatever has the name. */
static int step_down(int dir, const char *name, int flags, bool make)
{
    int fd = open_here(dir, name, flags);
    if (fd >= 0 || !make || (errno != ENOENT && errno != ENOTDIR && errno != ELOOP))
        return fd;
    if (errno != ENOENT && unlinkat(dir, name, 0) && errno != ENOENT)
        return -1;
    if (mkdirat(dir, name, MODE_DIR) && errno != EEXIST)
        return -1;
    struct stat st;
    fd = open_here(dir, name, flags);
    if (fd >= 0 && fstat(fd, &st) == 0 && (st.st_mode & 0777) != MODE_DIR && fchmodat(dir, name, MODE_DIR, 0))
        return close_failing(fd);
    return fd;
}

static int walk_down(int root, struct str dir, int flags, bool make)
{
    int fd = open_here(root, ".", dir.n ? O_PATH : flags);
    for (struct str part; fd >= 0 && dir.n && str_split(&dir, '/', &part);) {
        struct cpath name;
        int next = cpath(part, &name) ? step_down(fd, name.c, dir.n ? O_PATH : flags, make) : -1;
        close_failing(fd);
        fd = next;
    }
    return fd;
}

/* In one call where the kernel has openat2, and the folder is there. */
static int open_dir(int root, struct str dir, int flags, bool make)
{
    struct cpath path;
    if (!cpath(dir, &path))
        return -1;
    struct open_how how = {.flags = (unsigned)(flags | O_DIRECTORY | O_CLOEXEC),
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
    long fd = syscall(SYS_openat2, root, path.c, &how, sizeof how);
    return fd >= 0 ? (int)fd : walk_down(root, dir, flags, make);
}

/* ---- files ---- */

/* Room for a new entry: its folder, opened and made, and its name there. */
static int open_place(int root, struct str path, struct cpath *name)
{
    return cpath(path_base(path), name) ? open_dir(root, path_dir(path), O_PATH, true) : -1;
}

static int create(int root, struct str path)
{
    struct cpath name;
    int dir = open_place(root, path, &name);
    if (dir < 0)
        return -1;
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(dir, name.c, flags, MODE_FILE);
    if (fd < 0 && errno == EEXIST && file_remove_tree(dir, name.c))
        fd = openat(dir, name.c, flags, MODE_FILE);
    close_failing(dir);
    return fd;
}

/* Closes the file; some file systems tell only now that it could not be written. */
static bool finish(int fd, bool ok, struct stat *st)
{
    ok = ok && fstat(fd, st) == 0 && ((st->st_mode & 07777) == MODE_FILE || fchmod(fd, MODE_FILE) == 0);
    if (!ok) {
        close_failing(fd);
        return false;
    }
    return close(fd) == 0;
}

bool tree_put(int root, struct str path, struct str bytes, struct stat *st)
{
    int fd = create(root, path);
    return fd >= 0 && finish(fd, file_write_all(fd, bytes.p, bytes.n), st);
}

bool tree_hash(int fd, size_t limit, struct sha256 *hash, uint64_t *size)
{
    static char chunk[CHUNK];
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    ssize_t n;
    for (*size = 0; (n = pread(fd, chunk, sizeof chunk, (off_t)*size)) != 0;) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        sha256_update(&ctx, (size_t)n, (const uint8_t *)chunk);
        *size += (uint64_t)n;
        if (*size > limit) {
            errno = EFBIG;
            return false;
        }
    }
    sha256_digest(&ctx, sizeof hash->b, hash->b);
    return true;
}

static bool copy_plain(int from, int to, off_t at)
{
    static char chunk[CHUNK];
    for (ssize_t n; (n = pread(from, chunk, sizeof chunk, at)) != 0; at += n > 0 ? n : 0)
        if (n < 0 ? errno != EINTR : !file_write_all(to, chunk, (size_t)n))
            return false;
    return true;
}

static bool copy(int from, int to, size_t limit)
{
    off_t at = 0;
    for (;;) {
        ssize_t n = copy_file_range(from, &at, to, NULL, (size_t)1 << 30, 0);
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            break;
        if ((uint64_t)at > limit) {
            errno = EFBIG;
            return false;
        }
    }
    bool cannot =
        errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM;
    return cannot && copy_plain(from, to, at);
}

bool tree_put_copy(int root, struct str path, int from, size_t limit, struct stat *st, struct sha256 *hash)
{
    uint64_t size;
    int fd = create(root, path);
    return fd >= 0 && finish(fd, copy(from, fd, limit) && tree_hash(fd, limit, hash, &size), st);
}

static bool link_at(int from, const char *from_name, int to, const char *to_name, struct stat *st)
{
    if (linkat(from, from_name, to, to_name, 0) &&
        (errno != EEXIST || !file_remove_tree(to, to_name) || linkat(from, from_name, to, to_name, 0)))
        return false;
    return fstatat(to, to_name, st, AT_SYMLINK_NOFOLLOW) == 0;
}

bool tree_link(int from_root, struct str path, int root, struct stat *st)
{
    struct cpath name;
    int from = open_dir(from_root, path_dir(path), O_PATH, false);
    int to = from < 0 ? -1 : open_place(root, path, &name);
    bool ok = to >= 0 && link_at(from, name.c, to, name.c, st);
    if (from >= 0)
        close_failing(from);
    if (to >= 0)
        close_failing(to);
    return ok;
}

int tree_open(int root, struct str path)
{
    struct cpath name;
    struct stat st;
    int dir = cpath(path_base(path), &name) ? open_dir(root, path_dir(path), O_PATH, false) : -1;
    if (dir < 0)
        return -1;
    int fd = openat(dir, name.c, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    close_failing(dir);
    if (fd < 0 || (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)))
        return fd;
    errno = ENXIO;
    return close_failing(fd);
}

/* ---- walking ---- */

struct walk {
    struct arena arena;
    struct str *dirs; /* still to be read, the last first */
    size_t n, cap;
    tree_visit *visit;
    void *ctx;
};

/* The kernel mostly tells what a folder is; all else is looked at. */
static bool walk_entry(struct walk *w, struct str dir, int fd, const char *name, unsigned char type)
{
    struct stat st = {.st_mode = S_IFDIR};
    if (type != DT_DIR && fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW))
        return errno == ENOENT;
    struct str path = dir.n ? path_join(&w->arena, dir, str_of(name)) : str_dup(&w->arena, str_of(name));
    enum tree_step step = w->visit(w->ctx, path, &st, fd, name);
    if (step == TREE_ON && S_ISDIR(st.st_mode))
        *ARENA_PUSH(&w->arena, w->dirs, w->n, w->cap, struct str) = path;
    return step != TREE_FAIL;
}

/* getdents64 itself: opendir's three calls and its buffer, once a page, were a third of the walk. */
static bool walk_dir(struct walk *w, int root, struct str dir)
{
    static _Alignas(struct dirent64) char entries[32 * 1024];
    int fd = open_dir(root, dir, O_RDONLY, false);
    if (fd < 0)
        return false;
    bool ok = true;
    long n = 0;
    while (ok && (n = syscall(SYS_getdents64, fd, entries, sizeof entries)) > 0)
        for (long at = 0; ok && at < n;) {
            const struct dirent64 *e = (const void *)(entries + at);
            at += e->d_reclen;
            if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
                ok = walk_entry(w, dir, fd, e->d_name, e->d_type);
        }
    close_failing(fd);
    return ok && n == 0;
}

bool tree_walk(int root, tree_visit *visit, void *ctx)
{
    struct walk w = {.visit = visit, .ctx = ctx};
    *ARENA_PUSH(&w.arena, w.dirs, w.n, w.cap, struct str) = STR("");
    bool ok = true;
    while (ok && w.n)
        ok = walk_dir(&w, root, w.dirs[--w.n]);
    int e = errno;
    arena_clear(&w.arena);
    errno = e;
    return ok;
}
