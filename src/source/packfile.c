#include "source/packfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/machine.h"

enum {
    TRAILER = 20,       /* the checksum behind the objects of a pack */
    OFS_DELTA = 6,      /* base named by its distance */
    REF_DELTA = 7,      /* base named by its id */
    CHAIN_MAX = 4096,   /* deltas on deltas; Git makes 4095 at most */
    SLOTS = 4096,       /* of the cache */
    SLOT_MAX = 8 << 20, /* bytes of one cached object */
    RATIO_MAX = 1032    /* deflate makes no byte into more */
};

struct mapped {
    const uint8_t *p;
    size_t n;
};

struct pack {
    struct mapped idx, data;
    uint32_t count;
    const uint8_t *fanout, *ids, *offsets, *far; /* parts of idx */
    size_t n_far;
};

/* An object as it lies in the pack. */
struct entry {
    unsigned type;
    size_t at;
    size_t size;   /* inflated */
    size_t base;   /* of a delta: where its base lies */
    size_t stream; /* where the compressed bytes begin */
};

/* A resolved object by its place: the next older tree is nearly always a delta on the one just read. */
struct slot {
    size_t pack; /* index + 1 */
    size_t at;
    enum object_kind kind;
    struct buf bytes;
};

struct packs {
    struct pack *items;
    size_t n, cap, last; /* last: where the last object was found */
    struct libdeflate_decompressor *inflater;
    struct slot slots[SLOTS];
    size_t cached, memory;         /* bytes of cached objects: now, at the most */
    struct entry chain[CHAIN_MAX]; /* of the object being read: deltas, the topmost first */
    struct buf raw, made,
        kept; /* a delta's instructions; what is being made; what was made and no slot took */
};

static uint32_t be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* ---- opening ---- */

static bool map_file(int dir, const char *name, struct mapped *out)
{
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    bool seen = fd >= 0 && fstat(fd, &st) == 0, ok = seen && S_ISREG(st.st_mode) && st.st_size > 0;
    if (ok) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        ok = seen = p != MAP_FAILED;
        if (ok)
            *out = (struct mapped){p, (size_t)st.st_size};
    }
    if (!seen)
        machine_refused(name, errno);
    if (fd >= 0)
        close(fd);
    return ok;
}

static void unmap(struct mapped *m)
{
    if (m->p)
        munmap((void *)(uintptr_t)m->p, m->n);
    *m = (struct mapped){0};
}

/* Index version 2: magic, version, 256 running counts, ids, checksums, offsets, far offsets, two checksums. */
static bool parse_index(struct pack *k)
{
    const uint8_t *p = k->idx.p;
    if (k->idx.n < 8 + 1024 + 40 || memcmp(p, "\377tOc\0\0\0\2", 8) != 0)
        return false;
    k->fanout = p + 8;
    for (size_t i = 1; i < 256; i++)
        if (be32(k->fanout + 4 * i) < be32(k->fanout + 4 * (i - 1)))
            return false;
    k->count = be32(k->fanout + (size_t)4 * 255);
    size_t rest = k->idx.n - (8 + 1024 + 40);
    if (rest / 28 < k->count)
        return false;
    k->ids = k->fanout + 1024;
    k->offsets = k->ids + (size_t)k->count * 24;
    k->far = k->offsets + (size_t)k->count * 4;
    k->n_far = (rest - (size_t)k->count * 28) / 8;
    return true;
}

static bool parse_pack(const struct pack *k)
{
    const uint8_t *p = k->data.p;
    return k->data.n >= 12 + TRAILER && memcmp(p, "PACK", 4) == 0 && (be32(p + 4) == 2 || be32(p + 4) == 3) &&
           be32(p + 8) == k->count;
}

static void open_pack(struct packs *ps, int dir, const char *idx_name)
{
    struct pack k = {0};
    char name[300];
    size_t stem = strlen(idx_name) - 4;
    if (stem > sizeof name - 6)
        return;
    snprintf(name, sizeof name, "%.*s.pack", (int)stem, idx_name);
    if (!map_file(dir, idx_name, &k.idx) || !map_file(dir, name, &k.data) || !parse_index(&k) ||
        !parse_pack(&k)) {
        unmap(&k.idx);
        unmap(&k.data);
        return;
    }
    if (ps->n == ps->cap) {
        ps->cap = ps->cap ? 2 * ps->cap : 8;
        ps->items = mem_resize(ps->items, ps->cap * sizeof *ps->items);
    }
    ps->items[ps->n++] = k;
}

struct packs *packs_new(size_t memory)
{
    struct packs *ps = mem_alloc(sizeof *ps);
    ps->memory = memory;
    ps->inflater = libdeflate_alloc_decompressor();
    if (!ps->inflater)
        mem_exhausted();
    return ps;
}

void packs_add(struct packs *ps, const char *dir)
{
    DIR *d = opendir(dir);
    if (!d) {
        machine_refused(dir, errno);
        return;
    }
    for (struct dirent *e; errno = 0, (e = readdir(d));)
        if (str_ends(str_of(e->d_name), STR(".idx")))
            open_pack(ps, dirfd(d), e->d_name);
    if (errno)
        machine_refused(dir, errno);
    closedir(d);
}

/* ---- finding ---- */

static bool find_in_pack(const struct pack *k, const struct oid *id, size_t *at)
{
    uint32_t lo = id->b[0] ? be32(k->fanout + (size_t)4 * (id->b[0] - 1u)) : 0;
    uint32_t hi = be32(k->fanout + 4 * (size_t)id->b[0]);
    bool guess = true; /* ids are spread evenly: the first look is where this one should be */
    while (lo < hi) {
        uint32_t mid =
            guess ? lo + (uint32_t)((uint64_t)(hi - lo) * be32(id->b + 1) >> 32) : lo + (hi - lo) / 2;
        guess = !guess;
        int c = memcmp(k->ids + (size_t)mid * 20, id->b, 20);
        if (c == 0) {
            uint32_t o = be32(k->offsets + (size_t)mid * 4);
            *at = o;
            if (!(o & 0x80000000u))
                return true;
            o &= 0x7fffffff;
            if (o >= k->n_far)
                return false;
            *at = (size_t)((uint64_t)be32(k->far + (size_t)o * 8) << 32 | be32(k->far + (size_t)o * 8 + 4));
            return true;
        }
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

/* ---- the cache ---- */

static struct slot *slot_at(struct packs *ps, const struct pack *k, size_t at)
{
    uint64_t h = ((uint64_t)at + (uint64_t)(k - ps->items) * 0x9E37u) * UINT64_C(0x9E3779B97F4A7C15);
    return &ps->slots[h >> 52];
}

static void cache_empty(struct packs *ps)
{
    for (size_t i = 0; i < SLOTS; i++) {
        buf_free(&ps->slots[i].bytes);
        ps->slots[i].pack = 0;
    }
    ps->cached = 0;
}

static void swap_bufs(struct buf *x, struct buf *y)
{
    struct buf b = *x;
    *x = *y;
    *y = b;
}

/* Where the bytes in ps->made are kept until the next are: in their slot, unless they are too long, or a commit's: that is read once,
 * and no delta stands on it that we would read. */
static struct buf *keep(struct packs *ps, const struct pack *k, size_t at, enum object_kind kind)
{
    if (ps->made.n > SLOT_MAX || kind == OBJECT_COMMIT) {
        swap_bufs(&ps->made, &ps->kept);
        return &ps->kept;
    }
    if (ps->cached > ps->memory)
        cache_empty(ps);
    struct slot *s = slot_at(ps, k, at);
    ps->cached += ps->made.cap;
    ps->cached -= s->bytes.cap;
    swap_bufs(&ps->made, &s->bytes);
    s->pack = (size_t)(k - ps->items) + 1;
    s->at = at;
    s->kind = kind;
    return &s->bytes;
}

static struct slot *cache_find(struct packs *ps, const struct pack *k, size_t at)
{
    struct slot *s = slot_at(ps, k, at);
    return s->pack == (size_t)(k - ps->items) + 1 && s->at == at ? s : NULL;
}

void packs_free(struct packs *ps)
{
    if (!ps)
        return;
    for (size_t i = 0; i < ps->n; i++) {
        unmap(&ps->items[i].idx);
        unmap(&ps->items[i].data);
    }
    cache_empty(ps);
    libdeflate_free_decompressor(ps->inflater);
    buf_free(&ps->raw);
    buf_free(&ps->made);
    buf_free(&ps->kept);
    free(ps->items);
    free(ps);
}

/* ---- reading ---- */

static bool read_delta_base(const struct pack *k, size_t at, size_t *p, struct entry *e)
{
    const uint8_t *d = k->data.p;
    size_t end = k->data.n - TRAILER;
    if (e->type == REF_DELTA) {
        if (end - *p < 20)
            return false;
        struct oid id;
        memcpy(id.b, d + *p, 20);
        *p += 20;
        return find_in_pack(k, &id, &e->base);
    }
    size_t back = 0;
    for (unsigned i = 0;; i++) {
        if (*p >= end || i > 8)
            return false;
        uint8_t c = d[(*p)++];
        back = (back << 7) | (c & 0x7fu);
        if (!(c & 0x80))
            break;
        back++;
    }
    if (back == 0 || back > at)
        return false;
    e->base = at - back;
    return true;
}

static bool read_entry(const struct pack *k, size_t at, struct entry *e)
{
    const uint8_t *d = k->data.p;
    size_t end = k->data.n - TRAILER, p = at;
    if (at < 12 || at >= end)
        return false;
    uint8_t c = d[p++];
    e->at = at;
    e->type = (c >> 4) & 7u;
    e->size = c & 15u;
    for (unsigned shift = 4; c & 0x80; shift += 7) {
        if (p >= end || shift > 53)
            return false;
        c = d[p++];
        e->size |= (size_t)(c & 0x7fu) << shift;
    }
    if ((e->type == OFS_DELTA || e->type == REF_DELTA) && !read_delta_base(k, at, &p, e))
        return false;
    e->stream = p;
    return true;
}

static bool inflate_entry(struct packs *ps, const struct pack *k, const struct entry *e, struct buf *out)
{
    size_t rest = k->data.n - TRAILER - e->stream, in, got;
    if (e->size / RATIO_MAX > rest)
        return false;
    buf_clear(out);
    buf_reserve(out, e->size + 1);
    if (libdeflate_zlib_decompress_ex(ps->inflater, k->data.p + e->stream, rest, out->p, e->size, &in,
                                      &got) != LIBDEFLATE_SUCCESS ||
        got != e->size)
        return false;
    out->n = got;
    return true;
}

static bool delta_size(const uint8_t **p, const uint8_t *end, size_t *out)
{
    *out = 0;
    for (unsigned shift = 0; shift <= 56; shift += 7) {
        if (*p == end)
            return false;
        uint8_t c = *(*p)++;
        *out |= (size_t)(c & 0x7fu) << shift;
        if (!(c & 0x80))
            return true;
    }
    return false;
}

/* One copy instruction's offset and length: the low seven bits of `op` tell which of their bytes follow. */
static bool delta_copy(uint8_t op, const uint8_t **p, const uint8_t *end, size_t *at, size_t *n)
{
    *at = *n = 0;
    for (unsigned i = 0; i < 7; i++) {
        if (!(op & (1u << i)))
            continue;
        if (*p == end)
            return false;
        size_t byte = *(*p)++;
        if (i < 4)
            *at |= byte << (8 * i);
        else
            *n |= byte << (8 * (i - 4));
    }
    if (*n == 0)
        *n = 0x10000;
    return true;
}

static bool apply_delta(struct str base, struct str delta, size_t limit, struct buf *out)
{
    const uint8_t *p = (const uint8_t *)delta.p, *end = p + delta.n;
    size_t from, to;
    if (!delta_size(&p, end, &from) || !delta_size(&p, end, &to) || from != base.n || to > limit)
        return false;
    buf_clear(out);
    buf_reserve(out, to + 1);
    while (p < end) {
        uint8_t op = *p++;
        size_t at, n;
        if (op & 0x80) {
            if (!delta_copy(op, &p, end, &at, &n) || at > base.n || n > base.n - at || n > to - out->n)
                return false;
            memcpy(out->p + out->n, base.p + at, n);
        } else {
            n = op;
            if (n == 0 || n > (size_t)(end - p) || n > to - out->n)
                return false;
            memcpy(out->p + out->n, p, n);
            p += n;
        }
        out->n += n;
    }
    return out->n == to;
}

/* Down the chain of deltas to something whole, or in a slot: *found, with its kind. How many deltas stand on it, or -1. */
static int find_whole(struct packs *ps, const struct pack *k, size_t at, size_t limit, enum object_kind *kind,
                      struct buf **found)
{
    for (int n = 0; n < CHAIN_MAX; n++) {
        struct slot *s = cache_find(ps, k, at);
        struct entry *e = &ps->chain[n];
        if (s) {
            *kind = s->kind;
            *found = &s->bytes;
            return n;
        }
        if (!read_entry(k, at, e) || e->size > limit)
            return -1;
        at = e->base;
        if (e->type == OFS_DELTA || e->type == REF_DELTA)
            continue;
        if (e->type < OBJECT_COMMIT || e->type > OBJECT_TAG || !inflate_entry(ps, k, e, &ps->made))
            return -1;
        *kind = (enum object_kind)e->type;
        *found = keep(ps, k, e->at, *kind);
        return n;
    }
    return -1;
}

/* Up the chain again, one delta at a time. */
static bool resolve(struct packs *ps, const struct pack *k, size_t at, size_t limit, enum object_kind *kind,
                    struct buf *out)
{
    struct buf *bytes;
    int n = find_whole(ps, k, at, limit, kind, &bytes);
    if (n < 0)
        return false;
    while (n-- > 0) {
        const struct entry *e = &ps->chain[n];
        if (!inflate_entry(ps, k, e, &ps->raw) ||
            !apply_delta(buf_str(bytes), buf_str(&ps->raw), limit, &ps->made))
            return false;
        bytes = keep(ps, k, e->at, *kind);
    }
    if (bytes->n > limit)
        return false;
    buf_clear(out);
    buf_put(out, buf_str(bytes));
    return true;
}

enum packed packs_read(struct packs *ps, const struct oid *id, size_t limit, enum object_kind *kind,
                       struct buf *out)
{
    enum packed result = PACKED_ABSENT;
    for (size_t i = 0; i < ps->n; i++) {
        size_t which = (ps->last + i) % ps->n, at;
        if (!find_in_pack(&ps->items[which], id, &at))
            continue;
        if (resolve(ps, &ps->items[which], at, limit, kind, out)) {
            ps->last = which;
            return PACKED_FOUND;
        }
        result = PACKED_BROKEN;
    }
    return result;
}

/* A delta's result's length stands at its beginning; what kind it is, at the end of its chain. */
static bool size_in_pack(struct packs *ps, const struct pack *k, size_t at, size_t limit,
                         enum object_kind *kind, uint64_t *size)
{
    struct entry e;
    if (!read_entry(k, at, &e))
        return false;
    *size = e.size;
    if (e.type == OFS_DELTA || e.type == REF_DELTA) {
        size_t from, to;
        if (e.size > limit || !inflate_entry(ps, k, &e, &ps->raw))
            return false;
        const uint8_t *p = (const uint8_t *)ps->raw.p, *end = p + ps->raw.n;
        if (!delta_size(&p, end, &from) || !delta_size(&p, end, &to))
            return false;
        *size = to;
    }
    for (unsigned depth = 0; e.type == OFS_DELTA || e.type == REF_DELTA; depth++)
        if (depth == CHAIN_MAX || !read_entry(k, e.base, &e))
            return false;
    *kind = (enum object_kind)e.type;
    return true;
}

enum packed packs_size(struct packs *ps, const struct oid *id, size_t limit, enum object_kind *kind,
                       uint64_t *size)
{
    enum packed result = PACKED_ABSENT;
    for (size_t i = 0; i < ps->n; i++) {
        size_t at;
        if (!find_in_pack(&ps->items[i], id, &at))
            continue;
        if (size_in_pack(ps, &ps->items[i], at, limit, kind, size))
            return PACKED_FOUND;
        result = PACKED_BROKEN;
    }
    return result;
}
