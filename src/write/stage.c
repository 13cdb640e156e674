#include "write/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

enum { MODE_STAGE = 0700, MODE_FOLDER = 0755 };

/* Beside OUT as it was named: where OUT is a link, the link has the name. */
static bool locate(struct stage *s, const char *out, unsigned number, struct arena *a)
{
    char real[PATH_MAX];
    struct str named = str_of(out);
    while (named.n > 1 && named.p[named.n - 1] == '/')
        named.n--;
    struct str base = path_base(named), dir = path_dir(named);
    if (str_eq(base, STR(".")) || str_eq(base, STR(".."))) {
        if (!realpath(out, real))
            return false;
        named = str_dup(a, str_of(real));
        base = path_base(named);
        dir = path_dir(named);
    }
    if (!dir.n)
        dir = named.p[0] == '/' ? STR("/") : STR(".");
    if (!realpath(str_c(a, dir), real))
        return false;
    s->path = str_printf(a, "%s/.%.*s.publish-%u", strcmp(real, "/") == 0 ? "" : real, STR_F(base), number);
    return true;
}

/* Whether the folder that was locked still has the name: the one who was waited for removes it. */
static bool still_there(const struct stage *s, const char *path)
{
    struct stat named, open;
    return lstat(path, &named) == 0 && fstat(s->fd, &open) == 0 && named.st_ino == open.st_ino &&
           named.st_dev == open.st_dev;
}

static bool empty(int fd)
{
    static const char *const names[] = {"seen", "last", "top", "new", "link", "husk", "none", "now"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!file_remove_tree(fd, names[i]))
            return false;
    return true;
}

bool stage_open(struct stage *s, const char *out, unsigned number, struct arena *a)
{
    *s = (struct stage){.fd = -1};
    if (!locate(s, out, number, a))
        return false;
    const char *path = str_c(a, s->path);
    for (;;) {
        if (mkdir(path, MODE_STAGE) && errno != EEXIST)
            return false;
        s->fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (s->fd < 0 && errno == ENOENT)
            continue;
        if (s->fd < 0)
            return false;
        while (flock(s->fd, LOCK_EX))
            if (errno != EINTR)
                return false;
        if (still_there(s, path))
            return fchmod(s->fd, MODE_STAGE) == 0 && empty(s->fd);
        close(s->fd);
    }
}

int stage_folder(const struct stage *s, const char *name)
{
    if (mkdirat(s->fd, name, MODE_FOLDER) && errno != EEXIST)
        return -1;
    int fd = openat(s->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return fd >= 0 && fchmod(fd, MODE_FOLDER) ? (close(fd), -1) : fd;
}

const char *stage_path(const struct stage *s, const char *name, struct arena *a)
{
    return str_c(a, str_printf(a, "%.*s/%s", STR_F(s->path), name));
}

void stage_close(struct stage *s)
{
    if (s->fd < 0)
        return;
    empty(s->fd);
    unlinkat(AT_FDCWD, s->path.p, AT_REMOVEDIR);
    close(s->fd);
    s->fd = -1;
}
