#include "write/live.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "write/buffers.h"

static bool newer(const struct live *l, struct timespec t)
{
    return t.tv_sec != l->sealed.tv_sec ? t.tv_sec > l->sealed.tv_sec : t.tv_nsec > l->sealed.tv_nsec;
}

/* Goes through the manifest in its order, in which all that lies in one folder stands together. */
struct check {
    struct live *live;
    int root;
    char path[LIMIT_PATH + 1]; /* the file before */
    size_t good;               /* so much of it was seen to be folders, up to and with a slash */
};

/* Looks at the folders on the way to `path` that were not on the way to the file before. */
static bool check_folders(struct check *c, struct str path)
{
    struct stat st;
    size_t same = 0;
    while (same < c->good && same < path.n && c->path[same] == path.p[same])
        same++;
    memcpy(c->path, path.p, path.n);
    c->path[path.n] = 0;
    for (c->good = 0; c->good < path.n;) {
        char *slash = memchr(c->path + c->good, '/', path.n - c->good);
        if (!slash)
            break;
        size_t end = (size_t)(slash - c->path) + 1;
        if (end > same) {
            *slash = 0;
            bool folder = fstatat(c->root, c->path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
            *slash = '/';
            if (!folder)
                return false;
            if (newer(c->live, st.st_mtim))
                c->live->exact = false;
        }
        c->good = end;
    }
    return true;
}

static bool check_file(struct check *c, struct manifest_file *f)
{
    struct stat st;
    if (!check_folders(c, f->path) || fstatat(c->root, c->path, &st, AT_SYMLINK_NOFOLLOW) ||
        !S_ISREG(st.st_mode) || (uint64_t)st.st_size != f->size || (st.st_mode & 0444) != 0444 ||
        newer(c->live, st.st_mtim))
        return false;
    f->inode = st.st_ino;
    return true;
}

/* The root itself is newer than the manifest in it, so its names are looked at. */
static bool root_exact(const struct live *l, int root)
{
    int fd = openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (!d && fd >= 0)
        close(fd);
    bool ok = d != NULL;
    for (struct dirent *e; ok && (e = readdir(d));) {
        struct str name = str_of(e->d_name);
        ok = name.p[0] == '.'
                 ? str_eq(name, STR(".")) || str_eq(name, STR("..")) || str_eq(name, STR(BUFFERS_MARKER))
                 : str_eq(name, STR(MANIFEST_NAME)) || manifest_find(&l->manifest, name) ||
                       manifest_has_below(&l->manifest, name);
    }
    if (d)
        closedir(d);
    return ok;
}

void live_read(struct live *l, int root, struct arena *a)
{
    struct stat st;
    *l = (struct live){0};
    if (root < 0 || fstatat(root, MANIFEST_NAME, &st, AT_SYMLINK_NOFOLLOW) ||
        !file_read_at(root, MANIFEST_NAME, MANIFEST_MOST, &l->text) ||
        !manifest_read(buf_str(&l->text), a, &l->manifest)) {
        l->manifest = (struct manifest){0};
        return;
    }
    l->sealed = st.st_mtim;
    l->exact = root_exact(l, root);
    struct check c = {.live = l, .root = root};
    for (size_t i = 0; i < l->manifest.n; i++)
        if (!check_file(&c, &l->manifest.files[i]))
            l->exact = false;
}

void live_clear(struct live *l)
{
    buf_free(&l->text);
}

const struct manifest_file *live_find(const struct live *l, const struct manifest_file *f)
{
    const struct manifest_file *live = manifest_find(&l->manifest, f->path);
    return live && live->inode && manifest_same_bytes(live, f) ? live : NULL;
}
