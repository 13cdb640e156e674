#include "history/similar.h"

#include <stdlib.h>

#include "base/arena.h"

enum { HASHES = 107927, PIECE_MAX = 64, TEXT_PROBE = 8000 };

static int by_hash(const void *x, const void *y)
{
    const struct piece *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static size_t cut(struct str s, struct piece *out)
{
    bool text = s.n == 0 || !memchr(s.p, 0, s.n < TEXT_PROBE ? s.n : TEXT_PROBE);
    uint32_t high = 0, low = 0, length = 0;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (text && c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
            continue; /* line ends of either kind are alike */
        uint32_t old = high;
        high = (high << 7 ^ low >> 25) + c;
        low = low << 7 ^ old >> 25;
        if (++length < PIECE_MAX && c != '\n')
            continue;
        out[n++] = (struct piece){(high + low * 0x61) % HASHES, length};
        high = low = length = 0;
    }
    return n;
}

static size_t most_pieces(struct str s)
{
    size_t n = s.n / PIECE_MAX + 1;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '\n';
    return n;
}

void similar_print(struct str bytes, struct arena *a, struct print *out)
{
    struct piece *p = ARENA_ARRAY(a, struct piece, most_pieces(bytes));
    size_t n = cut(bytes, p), kept = 0;
    qsort(p, n, sizeof *p, by_hash);
    for (size_t i = 0; i < n; i++) {
        if (kept && p[kept - 1].hash == p[i].hash)
            p[kept - 1].bytes += p[i].bytes;
        else
            p[kept++] = p[i];
    }
    *out = (struct print){.pieces = p, .n = kept, .size = bytes.n};
    for (size_t i = 0; i < kept; i++)
        out->sketch[p[i].hash % SKETCH] += p[i].bytes;
}

bool similar_sizes(uint64_t old, uint64_t now)
{
    uint64_t most = old > now ? old : now, least = old > now ? now : old;
    return most * (SIMILAR_MAX - SIMILAR_RENAME) >= (most - least) * SIMILAR_MAX;
}

bool similar_could(const struct print *old, const struct print *now)
{
    uint64_t common = 0, most = old->size > now->size ? old->size : now->size;
    for (size_t i = 0; i < SKETCH; i++)
        common += old->sketch[i] < now->sketch[i] ? old->sketch[i] : now->sketch[i];
    return similar_sizes(old->size, now->size) && common * SIMILAR_MAX >= most * SIMILAR_RENAME;
}

unsigned similar_score(const struct print *old, const struct print *now)
{
    if (!similar_sizes(old->size, now->size) || now->size == 0)
        return 0;
    uint64_t common = 0, most = old->size > now->size ? old->size : now->size;
    for (size_t i = 0, k = 0; i < old->n && k < now->n;) {
        const struct piece *x = &old->pieces[i], *y = &now->pieces[k];
        if (x->hash == y->hash)
            common += x->bytes < y->bytes ? x->bytes : y->bytes;
        i += x->hash <= y->hash;
        k += y->hash <= x->hash;
    }
    return (unsigned)(common * SIMILAR_MAX / most);
}
