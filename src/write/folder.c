/* The target that is a folder of this machine: TARGET/releases/NUMBER-HASH/ are whole trees, TARGET/current is the link that the web
 * server follows. The marker at the root is also the lock. What is being made or removed has a name with a dot before it, so
 * whatever a killed publication left is known, and goes with the next. */
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
#include "write/buffers.h"
#include "write/publish.h"
#include "write/releases.h"
#include "write/verify.h"

#define MAKING ".new"
#define GOING ".old"

enum { MODE_SEEN = 0755, MODE_MAKING = 0700, MARKER_MOST = 4096 };

struct folder {
    int top, lock, releases;
    bool fresh; /* we made the folder */
    struct releases list;
    struct finished last;
};

static bool folder_claims(struct str name)
{
    (void)name;
    return true;
}

static const char *folder_fault(struct str name)
{
    (void)name;
    return NULL;
}

/* ---- opening ---- */

static bool within(struct str path, struct str dir)
{
    return str_starts(path, dir) && (path.n == dir.n || dir.n == 1 || path.p[dir.n] == '/');
}

static bool is_apart(struct publish_target *t)
{
    char here[PATH_MAX], there[PATH_MAX];
    if (!realpath(t->name, here))
        return publish_broken(t, "find the folder");
    for (const char *const *p = t->job->apart; *p; p++)
        if (realpath(*p, there) && within(str_of(here), str_of(there))) {
            diag_at(t->ds, CODE_OUTPUT, str_of(t->name), 0, 0, "lies in \"%s\"; name a folder outside it",
                    *p);
            return false;
        }
    return true;
}

static bool is_empty(int dir)
{
    int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    bool empty = d != NULL;
    for (struct dirent *e; empty && (e = readdir(d));)
        empty = !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..");
    if (d)
        closedir(d);
    return empty;
}

/* The marker, made where the folder is empty. Another publication may make it between the looks. */
static bool open_marker(struct publish_target *t, struct folder *f)
{
    const int flags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    for (int i = 0; i < 100 && f->lock < 0; i++) {
        f->lock = openat(f->top, RELEASES_MARKER, flags);
        if (f->lock < 0 && errno == ENOENT && is_empty(f->top))
            f->lock = openat(f->top, RELEASES_MARKER, flags | O_CREAT | O_EXCL, 0644);
        if (f->lock < 0 && errno != ENOENT && errno != EEXIST && errno != ELOOP)
            return publish_broken(t, "open the lock");
    }
    return f->lock >= 0 ||
           publish_refuse(
               t, "is not empty, and nothing was published there before; name an empty or new folder");
}

/* Under the lock: an empty marker was made by us, or by one who was killed right then. */
static bool check_marker(struct publish_target *t, struct folder *f)
{
    struct str text = releases_marker_text();
    char head[sizeof RELEASES_HEAD - 1];
    struct stat st;
    if (fstat(f->lock, &st))
        return publish_broken(t, "read the lock");
    if (st.st_size == 0)
        return (file_write_all(f->lock, text.p, text.n) && fchmod(f->lock, 0644) == 0) ||
               publish_broken(t, "write the lock");
    return (pread(f->lock, head, sizeof head, 0) == (ssize_t)sizeof head &&
            memcmp(head, RELEASES_HEAD, sizeof head) == 0) ||
           publish_refuse(
               t, "is a folder that this program made for something else; name an empty or new folder");
}

static bool open_top(struct publish_target *t, struct folder *f, bool make)
{
    struct stat st;
    f->fresh = make && stat(t->name, &st) != 0 && errno == ENOENT;
    if (f->fresh && !file_make_dirs(t->name))
        return publish_broken(t, "make the folder");
    f->top = open(t->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (f->top < 0)
        return publish_broken(t, "open the folder");
    return !f->fresh || fchmod(f->top, MODE_SEEN) == 0 || publish_broken(t, "make the folder");
}

static bool lock_top(struct publish_target *t, struct folder *f)
{
    int rc;
    if (!open_marker(t, f))
        return false;
    while ((rc = flock(f->lock, LOCK_EX)) && errno == EINTR)
        ;
    return rc ? publish_broken(t, "wait for the lock") : check_marker(t, f);
}

static bool open_releases(struct publish_target *t, struct folder *f)
{
    bool made = mkdirat(f->top, RELEASES_DIR, MODE_SEEN) == 0;
    f->releases = openat(f->top, RELEASES_DIR, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return (f->releases >= 0 && (!made || fchmod(f->releases, MODE_SEEN) == 0)) ||
           publish_broken(t, "open its folder of releases");
}

static bool list_releases(struct publish_target *t, struct folder *f)
{
    char to[PATH_MAX];
    int fd = openat(f->releases, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (!d)
        return publish_broken(t, "read its folder of releases");
    for (struct dirent *e; (e = readdir(d));)
        releases_add(&f->list, str_of(e->d_name), t->arena);
    closedir(d);
    ssize_t n = readlinkat(f->top, RELEASES_LINK, to, sizeof to);
    if (n < 0 && errno != ENOENT && errno != EINVAL)
        return publish_broken(t, "read the link in force");
    if (n < 0 && errno == ENOENT)
        n = 0;
    else if (n <= 0)
        return publish_refuse(t, "holds a link \"current\" that this program did not make");
    return releases_settle(&f->list, str_n(to, (size_t)n)) ||
           publish_refuse(t, "holds a link \"current\" that this program did not make");
}

static struct folder *folder_open(struct publish_target *t, bool make)
{
    struct folder *f = ARENA_NEW(t->arena, struct folder);
    *f = (struct folder){.top = -1, .lock = -1, .releases = -1, .last.root = -1};
    t->state = f;
    bool ok =
        open_top(t, f, make) && is_apart(t) && lock_top(t, f) && open_releases(t, f) && list_releases(t, f);
    return ok ? f : NULL;
}

static void folder_close(struct publish_target *t)
{
    struct folder *f = t->state;
    if (!f)
        return;
    finished_close(&f->last);
    const int fds[] = {f->releases, f->lock, f->top};
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}

/* ---- the steps ---- */

/* Out of sight first: a release that is half removed must have no release's name. */
static bool retire(const struct folder *f, const struct release *r, struct arena *a)
{
    return file_remove_tree(f->releases, GOING) &&
           renameat(f->releases, str_c(a, r->name), f->releases, GOING) == 0 &&
           file_remove_tree(f->releases, GOING);
}

static bool clear_way(struct publish_target *t, struct folder *f)
{
    if (!file_remove_tree(f->releases, MAKING) || !file_remove_tree(f->releases, GOING))
        return publish_broken(t, "remove what an earlier publication left");
    for (size_t i = 0; i < f->list.n; i++)
        if (releases_withdrawn(&f->list, i) && !retire(f, &f->list.items[i], t->arena))
            return publish_broken(t, "remove a release that was withdrawn");
    return true;
}

static int open_release(const struct folder *f, size_t i, struct arena *a)
{
    return i < f->list.n ? openat(f->releases, str_c(a, f->list.items[i].name),
                                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                         : -1;
}

static bool is_signed(const struct finished *f)
{
    return faccessat(f->root, FINISHED_SIGNATURE, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool make_release(struct publish_target *t, struct folder *f, const struct finished *last)
{
    struct release_plan plan = publish_plan(t, last, false);
    const char *name = str_c(t->arena, t->release);
    if (mkdirat(f->releases, MAKING, MODE_MAKING))
        return publish_broken(t, "make the new release");
    int to = openat(f->releases, MAKING, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool ok = to >= 0 ? release_make(&plan, to, t->arena, t->ds, &t->count)
                      : publish_broken(t, "make the new release");
    if (ok && (renameat(f->releases, MAKING, f->releases, name) || syncfs(to)))
        ok = publish_broken(t, "put the new release on disk");
    if (to >= 0)
        close(to);
    if (!ok)
        file_remove_tree(f->releases, MAKING); /* a full disk gets its room back */
    return ok;
}

static bool folder_ready(struct publish_target *t)
{
    struct folder *f = folder_open(t, true);
    if (!f || !clear_way(t, f))
        return false;
    struct str manifest = buf_str(&t->job->build->text);
    bool whole =
        finished_read(open_release(f, f->list.current, t->arena), t->arena, &f->last) == FINISHED_WHOLE;
    if (whole && str_eq(buf_str(&f->last.text), manifest) && (!t->job->key || is_signed(&f->last)) &&
        verify_tree(&f->last, t->arena, NULL, NULL) == 0) {
        t->same = true;
        t->count.unchanged = f->last.site.n;
        t->release = f->list.items[f->list.current].name;
        return true;
    }
    t->release = releases_next(&f->list, manifest, t->arena);
    return make_release(t, f, whole ? &f->last : NULL);
}

static bool put_in_force(struct publish_target *t, const struct folder *f)
{
    static const char link[] = "." RELEASES_LINK;
    struct str to = str_printf(t->arena, RELEASES_DIR "/%.*s", STR_F(t->release));
    if ((unlinkat(f->top, link, 0) && errno != ENOENT) || symlinkat(str_c(t->arena, to), f->top, link))
        return publish_broken(t, "make the new link");
    if (renameat(f->top, link, f->top, RELEASES_LINK))
        return publish_broken(t, "put the new link in force");
    fsync(f->top); /* should it fail, a power cut may bring the old release back, whole */
    return true;
}

static bool folder_force(struct publish_target *t)
{
    return t->same || put_in_force(t, t->state);
}

static void folder_tidy(struct publish_target *t)
{
    const struct folder *f = t->state;
    for (size_t i = 0; i < f->list.n; i++)
        if (releases_spent(&f->list, i, t->release, t->job->keep) && !releases_withdrawn(&f->list, i) &&
            !retire(f, &f->list.items[i], t->arena))
            publish_broken(t, "remove an old release");
}

static bool folder_back(struct publish_target *t)
{
    struct folder *f = folder_open(t, false);
    if (!f)
        return false;
    size_t i = releases_previous(&f->list);
    if (i == f->list.n)
        return publish_refuse(t, "keeps no release from before that in force");
    t->release = f->list.items[i].name;
    if (finished_read(open_release(f, i, t->arena), t->arena, &f->last) != FINISHED_WHOLE ||
        verify_tree(&f->last, t->arena, NULL, NULL) != 0)
        return publish_refuse(t, "keeps a release from before that in force, but it is damaged; see verify");
    t->count.unchanged = f->last.site.n;
    return put_in_force(t, f);
}

const struct publish_kind publish_folder = {
    .claims = folder_claims,
    .fault = folder_fault,
    .ready = folder_ready,
    .force = folder_force,
    .tidy = folder_tidy,
    .back = folder_back,
    .close = folder_close,
};
