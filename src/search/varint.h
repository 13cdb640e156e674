/* varint - numbers of few bytes (LEB128: seven bits a byte, the lowest first), as the files of the index have them.
 * Owns:      nothing.
 * Fails:     a reader that meets the end, or a number over 32 bits, sets `bad` and gives zeros and empty strings from then on.
 * Example:   varint_put(&b, 300); varint_put_str(&b, s);   struct varints v = {.rest = bytes}; n = varint_get(&v); if (v.bad) ...
 */
#ifndef SEARCH_VARINT_H
#define SEARCH_VARINT_H

#include "base/buf.h"

struct varints {
    struct str rest;
    bool bad;
};

static inline void varint_put(struct buf *b, uint32_t x)
{
    for (; x >= 0x80; x >>= 7)
        buf_char(b, (char)(x | 0x80));
    buf_char(b, (char)x);
}

/* A length, then the bytes. */
static inline void varint_put_str(struct buf *b, struct str s)
{
    varint_put(b, (uint32_t)s.n);
    buf_put(b, s);
}

static inline uint32_t varint_get(struct varints *v)
{
    uint64_t x = 0;
    for (unsigned shift = 0; shift < 35 && v->rest.n; shift += 7) {
        unsigned char c = (unsigned char)*v->rest.p;
        v->rest = str_from(v->rest, 1);
        x |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80 && x <= UINT32_MAX)
            return (uint32_t)x;
        if (c < 0x80)
            break;
    }
    v->bad = true;
    v->rest.n = 0;
    return 0;
}

static inline struct str varint_get_bytes(struct varints *v, size_t n)
{
    if (n > v->rest.n) {
        v->bad = true;
        v->rest.n = 0;
        return STR("");
    }
    struct str s = str_sub(v->rest, 0, n);
    v->rest = str_from(v->rest, n);
    return s;
}

static inline struct str varint_get_str(struct varints *v)
{
    uint32_t n = varint_get(v);
    return varint_get_bytes(v, n);
}

#endif
