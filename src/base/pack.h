/* pack - flat bytes with counted parts, for what crosses a process or lies in a cache.
 * Owns:      nothing; strings read back point into the packed bytes.
 * Fails:     a reader that meets nonsense sets `bad`, gives zeros and empty strings from then on, and never reads outside.
 * Invariant: what was put is got in the same order. Native byte order: the bytes never leave the machine.
 * Example:   pack_u32(b, 7); pack_str(b, s);   struct unpack u = {.rest = bytes}; x = unpack_u32(&u); s = unpack_str(&u); if (u.bad) ...
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/value.h"

struct unpack {
    struct str rest;
    bool bad;
};

void pack_u8(struct buf *b, uint8_t x);
void pack_u32(struct buf *b, uint32_t x);
void pack_u64(struct buf *b, uint64_t x);
void pack_str(struct buf *b, struct str s);
void pack_oid(struct buf *b, const struct oid *id);
void pack_sha256(struct buf *b, const struct sha256 *h);
void pack_value(struct buf *b, const struct value *v); /* all kinds but objects, with places */

uint8_t unpack_u8(struct unpack *u);
uint32_t unpack_u32(struct unpack *u);
uint64_t unpack_u64(struct unpack *u);
struct str unpack_str(struct unpack *u);
struct oid unpack_oid(struct unpack *u);
struct sha256 unpack_sha256(struct unpack *u);
/* A count of items that take at least `least` bytes each: never more than the rest can hold. */
size_t unpack_count(struct unpack *u, size_t least);
struct value unpack_value(struct unpack *u, struct arena *a); /* depth bounded */

#endif
