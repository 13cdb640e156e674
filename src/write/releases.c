#include "write/releases.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/hash.h"

enum { DIGITS_MOST = 9, HASH_BYTES = 6 };

struct str releases_marker_text(void)
{
    return STR(RELEASES_HEAD
               ". The web server's folder is the link \"" RELEASES_LINK "\".\n"
               "Releases come and go by `vidensbank publish`; nothing here should be changed by hand.\n");
}

static bool parse(struct str name, uint64_t *number)
{
    uint8_t hash[HASH_BYTES];
    int64_t n;
    size_t dash = str_find(name, '-');
    if (dash == STR_NONE || dash == 0 || dash > DIGITS_MOST || name.p[0] < '1' || name.p[0] > '9' ||
        !str_int(str_sub(name, 0, dash), &n))
        return false;
    *number = (uint64_t)n;
    return name.n == dash + 1 + (size_t)2 * HASH_BYTES && hash_unhex(str_from(name, dash + 1), hash, HASH_BYTES);
}

void releases_add(struct releases *r, struct str name, struct arena *a)
{
    uint64_t number;
    if (parse(name, &number))
        *ARENA_PUSH(a, r->items, r->n, r->cap, struct release) = (struct release){number, str_dup(a, name)};
}

static int by_number(const void *x, const void *y)
{
    const struct release *p = x, *q = y;
    return p->number != q->number ? (p->number < q->number ? -1 : 1) : str_cmp(p->name, q->name);
}

bool releases_settle(struct releases *r, struct str link)
{
    const struct str dir = STR(RELEASES_DIR "/");
    uint64_t number;
    if (r->n)
        qsort(r->items, r->n, sizeof *r->items, by_number);
    r->current = r->n;
    if (!link.n)
        return true;
    if (!str_starts(link, dir) || !parse(str_from(link, dir.n), &number))
        return false;
    for (size_t i = 0; i < r->n; i++)
        if (str_eq(r->items[i].name, str_from(link, dir.n)))
            r->current = i;
    return true;
}

struct str releases_hash(struct str manifest, struct arena *a)
{
    struct sha256 hash = hash_sha256(manifest);
    return hash_hex(a, hash.b, HASH_BYTES);
}

struct str releases_next(const struct releases *r, struct str manifest, struct arena *a)
{
    size_t last = r->current < r->n ? r->current : r->n - 1; /* of none: never read */
    struct str hex = releases_hash(manifest, a);
    return str_printf(a, "%" PRIu64 "-%.*s", r->n ? r->items[last].number + 1 : 1, STR_F(hex));
}

size_t releases_previous(const struct releases *r)
{
    return r->current < r->n && r->current > 0 ? r->current - 1 : r->n;
}

bool releases_withdrawn(const struct releases *r, size_t i)
{
    return r->current < r->n && i > r->current;
}

bool releases_spent(const struct releases *r, size_t i, struct str name, size_t keep)
{
    size_t at = r->current < r->n ? r->current : r->n; /* where `name` stands, or will */
    if (str_eq(r->items[i].name, name))
        return false;
    if (at < r->n && !str_eq(r->items[at].name, name))
        at++;
    return releases_withdrawn(r, i) || at - i >= keep;
}
