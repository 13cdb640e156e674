#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/aside.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/machine.h"
#include "base/tr.h"
#include "read/doc_cache_file.h"

enum { CHUNK = 1024 * 1024 };

struct kept {
    struct oid blob;
    size_t came; /* place in the order of saving */
    struct str packed;
};

static int by_blob(const void *x, const void *y)
{
    const struct kept *a = x, *b = y;
    int order = memcmp(a->blob.b, b->blob.b, sizeof a->blob.b);
    return order ? order : a->came < b->came ? -1 : a->came > b->came;
}

static size_t sort_once(struct kept *k, size_t n)
{
    size_t m = 0;
    if (n)
        qsort(k, n, sizeof *k, by_blob);
    for (size_t i = 0; i < n; i++)
        if (!m || !oid_eq(&k[m - 1].blob, &k[i].blob))
            k[m++] = k[i];
    return m;
}

/* The entry that this came from, with a sum that was tried when it was found; NULL: it is new. */
static const struct cache_entry *origin(const struct doc_cache *c, const struct kept *k)
{
    size_t i = c->n ? cache_find(c, &k->blob) : 0;
    if (i >= c->n || c->entries[i].at > c->size || c->map + c->entries[i].at != k->packed.p ||
        c->entries[i].n != k->packed.n)
        return NULL;
    *c->guess = c->entries[i].next;
    return &c->entries[i];
}

/* A file on its way: k, n of them by blob, of `came` that came; at[i] is the number from 1, by blob, of the one that came as the i-th. */
struct saving {
    const struct doc_cache *cache;
    uint64_t begin; /* where what is written stands in the file: behind the head, or behind all there is */
    struct cache_head head;
    struct cache_entry *entries;
    const struct kept *k;
    uint32_t *at;
    size_t n, came;
};

static bool adds(const struct saving *s)
{
    return s->begin > sizeof s->head;
}

/* Whether a kept one stands in the file already, where it can stay. */
static bool stays(const struct saving *s, const struct cache_entry *e)
{
    return adds(s) && e->at < s->begin;
}

static void list_entries(struct saving *s)
{
    struct cache_entry *last = NULL;
    uint64_t end = s->begin;
    for (size_t i = 0; i < s->came; i++) {
        aside_step(i);
        if (!s->at[i])
            continue;
        const struct kept *x = &s->k[s->at[i] - 1];
        const struct cache_entry *from = origin(s->cache, x);
        struct cache_entry *e = &s->entries[s->at[i] - 1];
        *e = (struct cache_entry){.blob = x->blob, .at = end, .n = x->packed.n};
        e->sum = from ? from->sum : str_hash(x->packed);
        if (from && adds(s))
            e->at = from->at;
        else
            end += e->n;
        if (last)
            last->next = s->at[i] - 1;
        last = e;
    }
    uint64_t align = _Alignof(struct cache_entry);
    s->head = cache_head_make(s->n, (end + align - 1) / align * align);
}

static bool flush(int fd, struct buf *b)
{
    bool ok = file_write_all(fd, b->p, b->n);
    buf_clear(b);
    aside_rest();
    return ok;
}

/* By the chunk: the whole would stand in memory beside the docs that it is made of. The head last: what it tells of is there. */
static bool put_file(int fd, const struct saving *s)
{
    struct buf chunk = {0};
    uint64_t end = s->begin;
    bool ok = lseek(fd, (off_t)s->begin, SEEK_SET) >= 0;
    for (size_t i = 0; ok && i < s->came; i++) {
        if (!s->at[i] || stays(s, &s->entries[s->at[i] - 1]))
            continue;
        buf_put(&chunk, s->k[s->at[i] - 1].packed);
        end += s->k[s->at[i] - 1].packed.n;
        ok = chunk.n < CHUNK || flush(fd, &chunk);
    }
    for (; end < s->head.table; end++)
        buf_char(&chunk, 0);
    ok = ok && flush(fd, &chunk) && file_write_all(fd, s->entries, s->n * sizeof *s->entries) &&
         pwrite(fd, &s->head, sizeof s->head, 0) == (ssize_t)sizeof s->head;
    buf_free(&chunk);
    return ok;
}

/* The file beside, alone ours until it is closed; -1: see errno (EWOULDBLOCK: another build is at it). Its name is always the same, so
 * that what killed builds leave does not grow. */
static int open_beside(const char *beside)
{
    struct stat open_now, named;
    int fd = open(beside, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        bool ours = fstat(fd, &open_now) == 0 && S_ISREG(open_now.st_mode) && lstat(beside, &named) == 0 &&
                    named.st_ino == open_now.st_ino;
        if (ours && ftruncate(fd, 0) == 0)
            return fd;
        if (!ours) /* another build put it in force between the two calls */
            errno = EWOULDBLOCK;
    }
    int e = errno;
    close(fd);
    errno = e;
    return -1;
}

/* A file beside, renamed over: whoever reads has the old one or the new one. */
static bool replace(const char *path, const struct saving *s, struct arena *a)
{
    char *slash = strrchr(path, '/');
    char *folder = str_c(a, str_n(path, (size_t)(slash - path)));
    char *beside = str_c(a, str_printf(a, "%s.new", path));
    mode_t mask = umask(077);
    int fd = file_make_dirs(folder) ? open_beside(beside) : -1;
    umask(mask);
    if (fd < 0)
        return errno == EWOULDBLOCK; /* what that build saves is as good */
    bool ok = put_file(fd, s) && rename(beside, path) == 0;
    int e = errno;
    if (!ok)
        unlink(beside);
    close(fd);
    errno = e;
    return ok;
}

/* The new ones behind the old, where the file is still the one that was read and nobody else adds to it. */
static bool add(const char *path, const struct saving *s)
{
    struct cache_head there;
    int fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = flock(fd, LOCK_EX | LOCK_NB) == 0 &&
              pread(fd, &there, sizeof there, 0) == (ssize_t)sizeof there &&
              memcmp(&there, &s->cache->head, sizeof there) == 0 && put_file(fd, s);
    return close(fd) == 0 && ok;
}

/* Half of the file may be what nobody asks for any more. */
static bool worth_adding(const struct saving *s)
{
    uint64_t live = s->n * sizeof *s->entries;
    for (size_t i = 0; i < s->n; i++)
        live += s->entries[i].n;
    return s->head.size / 2 <= live;
}

static bool save(struct saving *s, struct arena *a)
{
    if (s->cache->n) {
        s->begin = s->cache->head.size;
        list_entries(s);
        if (worth_adding(s) && add(s->cache->path, s))
            return true;
    }
    s->begin = sizeof s->head;
    list_entries(s);
    return replace(s->cache->path, s, a);
}

void doc_cache_save(struct doc_cache *c, const struct oid *blobs, const struct str *packed, size_t n,
                    struct diags *ds)
{
    if (machine_has_refused()) /* some of it may be made of less than there is */
        return;
    struct arena a = {0};
    struct kept *k = ARENA_ARRAY(&a, struct kept, n);
    for (size_t i = 0; i < n; i++)
        k[i] = (struct kept){blobs[i], i, packed[i]};
    struct saving s = {.cache = c, .k = k, .n = sort_once(k, n), .came = n};
    s.entries = ARENA_ARRAY(&a, struct cache_entry, s.n + 1);
    s.at = ARENA_ARRAY(&a, uint32_t, n + 1);
    for (size_t i = 0; i < s.n; i++)
        s.at[k[i].came] = (uint32_t)i + 1;
    if (!save(&s, &a))
        diag_at(ds, CODE_CACHE, STR(""), 0, 0, "the cache \"%s\" cannot be written: %s", c->path,
                tr_errno(errno));
    arena_clear(&a);
}
