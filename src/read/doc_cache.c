#include "read/doc_cache.h"

#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/aside.h"
#include "read/doc_cache_file.h"

static const char magic[8] = "VBDOCS3";

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

struct cache_head cache_head_make(size_t n, uint64_t table)
{
    struct cache_head h = {
        .program = program_id(), .n = n, .table = table, .size = table + n * sizeof(struct cache_entry)};
    memcpy(h.magic, magic, sizeof magic);
    h.sum = str_hash(str_n((const char *)&h, offsetof(struct cache_head, sum)));
    return h;
}

/* Whether the head can be believed; each entry is checked when it is asked for. */
static bool head_fits(const struct cache_head *h, size_t size)
{
    return memcmp(h->magic, magic, sizeof magic) == 0 && h->program == program_id() &&
           h->sum == str_hash(str_n((const char *)h, offsetof(struct cache_head, sum))) && h->size <= size &&
           h->table <= h->size && h->table % _Alignof(struct cache_entry) == 0 &&
           h->n == (h->size - h->table) / sizeof(struct cache_entry);
}

static void map_file(struct doc_cache *c)
{
    struct stat st;
    int fd = open(c->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
        (size_t)st.st_size >= sizeof c->head) {
        c->map = aside_map(fd, (size_t)st.st_size);
        c->size = (size_t)st.st_size;
    }
    close(fd);
    if (!c->map)
        return;
    memcpy(&c->head, c->map, sizeof c->head);
    if (!head_fits(&c->head, c->size))
        return;
    c->entries = (const struct cache_entry *)(const void *)(c->map + c->head.table);
    c->n = (size_t)c->head.n;
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

size_t cache_find(const struct doc_cache *c, const struct oid *blob)
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

/* *sum: of what the entry is to hold. */
static struct str take(const struct doc_cache *c, const struct oid *blob, const uint64_t **sum)
{
    size_t i = c && c->n ? cache_find(c, blob) : 0;
    if (!c || i >= c->n)
        return STR("");
    const struct cache_entry *e = &c->entries[i];
    bool inside = e->at <= c->size && e->n <= c->size - e->at;
    struct str packed = inside ? str_n(c->map + e->at, (size_t)e->n) : STR("");
    *c->guess = e->next;
    *sum = &e->sum;
    return packed;
}

struct str doc_cache_find(const struct doc_cache *c, const struct oid *blob)
{
    const uint64_t *sum;
    struct str packed = take(c, blob, &sum);
    return packed.n && str_hash(packed) == *sum ? packed : STR("");
}

struct str doc_cache_again(const struct doc_cache *c, const struct oid *blob)
{
    const uint64_t *sum;
    return take(c, blob, &sum);
}

void doc_cache_close(struct doc_cache *c)
{
    if (c && c->map)
        aside_unmap(c->map, c->size);
    if (c)
        c->map = NULL;
}
