#include "read/doc_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/tr.h"

/* The file: a head, n entries sorted by blob id, the packed docs in the order in which they were saved, which is mostly the order in
 * which they are asked for again: `next` leads there. Native byte order: it never leaves the machine. */
struct head {
    char magic[8];
    uint64_t program; /* which build of this program wrote it */
    uint64_t n, size;
};

struct entry {
    struct oid blob;
    uint32_t next; /* the entry that was saved after this one */
    uint64_t at, n, sum;
};

struct doc_cache {
    char *path;
    char *map;
    size_t size;
    const struct entry *entries;
    size_t n;
    size_t *guess; /* the entry that will be asked for next, if things go on as when they were saved */
};

enum { CHUNK = 1024 * 1024 };

static const char magic[8] = "VBDOCS2";

static void add_stat(const char *path, uint64_t *sum)
{
    struct stat st;
    if (stat(path, &st))
        return;
    uint64_t what[] = {*sum, (uint64_t)st.st_mtim.tv_sec, (uint64_t)st.st_mtim.tv_nsec, (uint64_t)st.st_size,
                       (uint64_t)st.st_ino};
    *sum = str_hash(str_n((const char *)what, sizeof what));
}

static int add_library(struct dl_phdr_info *info, size_t size, void *sum)
{
    (void)size;
    if (info->dlpi_name && info->dlpi_name[0] == '/')
        add_stat(info->dlpi_name, sum);
    return 0;
}

/* Another build of the program, or of a library that it runs with, may make other docs of the same bytes. */
static uint64_t program_id(void)
{
    static uint64_t id;
    if (!id) {
        add_stat("/proc/self/exe", &id);
        dl_iterate_phdr(add_library, &id);
    }
    return id;
}

static char *cache_folder(const char *dir, struct arena *a)
{
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (dir)
        return str_c(a, str_of(dir));
    if (base && base[0] == '/')
        return str_c(a, str_printf(a, "%s/vidensbank", base));
    return home && home[0] == '/' ? str_c(a, str_printf(a, "%s/.cache/vidensbank", home)) : NULL;
}

/* Whether the head and the table can be believed; each entry is checked when it is asked for. */
static bool table_fits(const struct doc_cache *c)
{
    struct head h;
    if (c->size < sizeof h)
        return false;
    memcpy(&h, c->map, sizeof h);
    return memcmp(h.magic, magic, sizeof magic) == 0 && h.program == program_id() && h.size == c->size &&
           h.n <= (c->size - sizeof h) / sizeof(struct entry);
}

static void map_file(struct doc_cache *c)
{
    struct stat st;
    int fd = open(c->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
        c->map = p == MAP_FAILED ? NULL : p;
        c->size = (size_t)st.st_size;
    }
    close(fd);
    if (!c->map || !table_fits(c))
        return;
    struct head h;
    memcpy(&h, c->map, sizeof h);
    c->entries = (const struct entry *)(const void *)(c->map + sizeof h);
    c->n = (size_t)h.n;
}

struct doc_cache *doc_cache_open(const char *dir, struct str site, struct arena *a)
{
    char *folder = cache_folder(dir, a);
    struct sha256 id = hash_sha256(site);
    if (!folder)
        return NULL;
    struct doc_cache *c = ARENA_NEW(a, struct doc_cache);
    c->path = str_c(a, str_printf(a, "%s/%.*s.docs", folder, STR_F(hash_hex(a, id.b, 12))));
    c->guess = ARENA_NEW(a, size_t);
    map_file(c);
    return c;
}

/* Ids are spread evenly, so the id itself says about where its entry stands: [*low, *high) is widened from there until it must be in
 * it. Half the time of a plain binary search among 80,000. */
static void narrow(const struct doc_cache *c, const struct oid *blob, size_t *low, size_t *high)
{
    uint64_t key = 0;
    for (size_t i = 0; i < sizeof key; i++)
        key = key << 8 | blob->b[i];
    size_t guess = (size_t)((double)key / 18446744073709551616.0 * (double)c->n), step = 16;
    *low = guess;
    *high = guess < c->n ? guess : c->n;
    while (*low > 0 && memcmp(c->entries[*low - 1].blob.b, blob->b, sizeof blob->b) >= 0) {
        *low = *low > step ? *low - step : 0;
        step *= 2;
    }
    for (step = 16; *high < c->n && memcmp(c->entries[*high].blob.b, blob->b, sizeof blob->b) <= 0; step *= 2)
        *high = c->n - *high > step ? *high + step : c->n;
}

/* The entry's number, or n. */
static size_t find_entry(const struct doc_cache *c, const struct oid *blob)
{
    size_t low = 0, high = 0;
    if (*c->guess < c->n && oid_eq(&c->entries[*c->guess].blob, blob))
        return *c->guess;
    narrow(c, blob, &low, &high);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = memcmp(c->entries[mid].blob.b, blob->b, sizeof blob->b);
        if (order == 0)
            return mid;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return c->n;
}

struct str doc_cache_find(const struct doc_cache *c, const struct oid *blob)
{
    size_t i = c && c->n ? find_entry(c, blob) : 0;
    if (!c || i >= c->n)
        return STR("");
    const struct entry *e = &c->entries[i];
    bool inside = e->at <= c->size && e->n <= c->size - e->at;
    struct str packed = inside ? str_n(c->map + e->at, (size_t)e->n) : STR("");
    *c->guess = e->next;
    return inside && str_hash(packed) == e->sum ? packed : STR("");
}

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

/* The sum of what came out of this cache was tried when it was found. */
static uint64_t sum_of(const struct doc_cache *c, const struct kept *k)
{
    size_t i = c->n ? find_entry(c, &k->blob) : 0;
    if (i >= c->n || c->map + c->entries[i].at != k->packed.p || c->entries[i].n != k->packed.n)
        return str_hash(k->packed);
    *c->guess = c->entries[i].next;
    return c->entries[i].sum;
}

/* A file on its way: k, n of them by blob, of `came` that came; at[i] is the number from 1, by blob, of the one that came as the i-th. */
struct saving {
    struct head head;
    struct entry *entries;
    const struct kept *k;
    uint32_t *at;
    size_t n, came;
};

static void list_entries(const struct doc_cache *c, struct saving *s, struct arena *a)
{
    struct entry *last = NULL;
    s->head = (struct head){.program = program_id(), .n = s->n, .size = sizeof s->head + s->n * sizeof *last};
    memcpy(s->head.magic, magic, sizeof magic);
    s->entries = ARENA_ARRAY(a, struct entry, s->n + 1);
    s->at = ARENA_ARRAY(a, uint32_t, s->came + 1);
    for (size_t i = 0; i < s->n; i++)
        s->at[s->k[i].came] = (uint32_t)i + 1;
    for (size_t i = 0; i < s->came; i++) {
        if (!s->at[i])
            continue;
        const struct kept *x = &s->k[s->at[i] - 1];
        struct entry *e = &s->entries[s->at[i] - 1];
        *e = (struct entry){.blob = x->blob, .at = s->head.size, .n = x->packed.n, .sum = sum_of(c, x)};
        s->head.size += e->n;
        if (last)
            last->next = s->at[i] - 1;
        last = e;
    }
}

static bool flush(int fd, struct buf *b)
{
    bool ok = file_write_all(fd, b->p, b->n);
    buf_clear(b);
    return ok;
}

/* By the chunk: the whole would stand in memory beside the docs that it is made of. */
static bool put_file(int fd, const struct saving *s)
{
    struct buf chunk = {0};
    bool ok = file_write_all(fd, &s->head, sizeof s->head) &&
              file_write_all(fd, s->entries, s->n * sizeof *s->entries);
    for (size_t i = 0; ok && i < s->came; i++) {
        if (s->at[i])
            buf_put(&chunk, s->k[s->at[i] - 1].packed);
        ok = chunk.n < CHUNK || flush(fd, &chunk);
    }
    ok = ok && flush(fd, &chunk);
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

void doc_cache_save(struct doc_cache *c, const struct oid *blobs, const struct str *packed, size_t n,
                    struct diags *ds)
{
    struct arena a = {0};
    struct kept *k = ARENA_ARRAY(&a, struct kept, n);
    for (size_t i = 0; i < n; i++)
        k[i] = (struct kept){blobs[i], i, packed[i]};
    struct saving s = {.k = k, .n = sort_once(k, n), .came = n};
    list_entries(c, &s, &a);
    if (!replace(c->path, &s, &a))
        diag_at(ds, CODE_CACHE, STR(""), 0, 0, "the cache \"%s\" cannot be written: %s", c->path,
                tr_errno(errno));
    arena_clear(&a);
}

void doc_cache_close(struct doc_cache *c)
{
    if (c && c->map)
        munmap(c->map, c->size);
    if (c)
        c->map = NULL;
}
