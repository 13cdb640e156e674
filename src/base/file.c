#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static bool read_fd(int fd, size_t limit, struct buf *b)
{
    struct stat st;
    if (fstat(fd, &st))
        return false;
    if (!S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : ENXIO;
        return false;
    }
    if ((uint64_t)st.st_size > limit) {
        errno = EFBIG;
        return false;
    }
    size_t start = b->n;
    buf_reserve(b, (size_t)st.st_size + 1);
    for (;;) {
        if (b->cap - b->n < 1)
            buf_reserve(b, 65536);
        ssize_t n = read(fd, b->p + b->n, b->cap - b->n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            return true;
        b->n += (size_t)n;
        if (b->n - start > limit) { /* it grew while we read */
            errno = EFBIG;
            return false;
        }
    }
}

static bool read_open(int fd, size_t limit, struct buf *b)
{
    if (fd < 0)
        return false;
    bool ok = read_fd(fd, limit, b);
    int e = errno;
    close(fd);
    errno = e;
    return ok;
}

bool file_read_at(int dirfd, const char *path, size_t limit, struct buf *b)
{
    return read_open(openat(dirfd, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), limit, b);
}

bool file_read(const char *path, size_t limit, struct buf *b)
{
    return read_open(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), limit, b);
}

bool file_write_all(int fd, const void *p, size_t n)
{
    const char *c = p;
    while (n) {
        ssize_t w = write(fd, c, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return false;
        c += w;
        n -= (size_t)w;
    }
    return true;
}

bool file_make_dirs(const char *path)
{
    char part[PATH_MAX];
    size_t n = strlen(path);
    if (n >= sizeof part) {
        errno = ENAMETOOLONG;
        return false;
    }
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != 0)
            continue;
        memcpy(part, path, i);
        part[i] = 0;
        if (mkdir(part, 0777) && errno != EEXIST)
            return false;
    }
    struct stat st;
    if (stat(path, &st))
        return false;
    errno = ENOTDIR;
    return S_ISDIR(st.st_mode);
}

bool file_remove_tree(int dirfd, const char *name)
{
    if (unlinkat(dirfd, name, 0) == 0 || errno == ENOENT)
        return true;
    if (errno != EISDIR && errno != EPERM)
        return false;
    int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return false;
    }
    bool ok = true;
    for (struct dirent *e; (e = readdir(d));)
        if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
            ok = file_remove_tree(fd, e->d_name) && ok;
    closedir(d);
    return ok && unlinkat(dirfd, name, AT_REMOVEDIR) == 0;
}

struct str file_cwd(struct arena *a)
{
    char here[PATH_MAX];
    return getcwd(here, sizeof here) ? str_dup(a, str_of(here)) : STR(".");
}
