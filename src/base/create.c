#include "base/create.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { FOLDER = O_RDONLY | O_DIRECTORY | O_CLOEXEC };

static int close_keeping_errno(int fd)
{
    int e = errno;
    close(fd);
    errno = e;
    return -1;
}

/* One folder deeper, and out of the one above. */
static int step_into(int at, const char *name, bool make)
{
    if (make && mkdirat(at, name, 0777) && errno != EEXIST)
        return close_keeping_errno(at);
    int below = openat(at, name, FOLDER | O_NOFOLLOW);
    close_keeping_errno(at);
    return below;
}

/* The folder that holds `path`; the file's own name is put in `name`. */
static int open_parent(const char *root, struct str path, bool make, char name[NAME_MAX + 1])
{
    int at = open(root, FOLDER);
    struct str part;
    while (at >= 0 && str_split(&path, '/', &part)) {
        if (!part.n || part.n > NAME_MAX || str_eq(part, STR(".")) || str_eq(part, STR(".."))) {
            errno = EINVAL;
            return close_keeping_errno(at);
        }
        memcpy(name, part.p, part.n);
        name[part.n] = 0;
        if (!path.n)
            break;
        at = step_into(at, name, make);
    }
    return at;
}

/* A new file with these bytes, on disk; it is gone again when they could not be written. */
static bool write_new(int folder, const char *name, struct str bytes, mode_t mode, bool exact)
{
    int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return false;
    bool ok = file_write_all(fd, bytes.p, bytes.n) && (!exact || fchmod(fd, mode) == 0) && fsync(fd) == 0;
    int e = errno;
    close(fd);
    if (!ok)
        unlinkat(folder, name, 0);
    errno = e;
    return ok;
}

bool create_file(const char *root, struct str path, struct str bytes, mode_t mode)
{
    char name[NAME_MAX + 1];
    int folder = open_parent(root, path, true, name);
    if (folder < 0)
        return false;
    bool ok = write_new(folder, name, bytes, mode, false);
    close_keeping_errno(folder);
    return ok;
}

bool create_replace(const char *root, struct str path, struct str bytes)
{
    char name[NAME_MAX + 1], beside[64];
    struct stat st;
    int folder = open_parent(root, path, false, name);
    if (folder < 0)
        return false;
    snprintf(beside, sizeof beside, ".vidensbank.%ld.new", (long)getpid());
    bool ok = fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
    if (ok && !S_ISREG(st.st_mode)) {
        errno = ELOOP;
        ok = false;
    }
    ok = ok && write_new(folder, beside, bytes, st.st_mode & 07777, true);
    if (ok && renameat(folder, beside, folder, name)) {
        int e = errno;
        unlinkat(folder, beside, 0);
        errno = e;
        ok = false;
    }
    close_keeping_errno(folder);
    return ok;
}
