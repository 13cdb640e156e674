/* hash - SHA-256 for what is published, SHA-1 for Git's blob ids (both by nettle).
 * Owns: nothing. Fails: never.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

struct sha256 {
    uint8_t b[32];
};

struct oid { /* a Git object id */
    uint8_t b[20];
};

struct sha256 hash_sha256(struct str bytes);
struct oid hash_blob(struct str bytes); /* the id that `git hash-object` gives */

struct str hash_hex(struct arena *a, const uint8_t *p, size_t n);
bool hash_unhex(struct str hex, uint8_t *out, size_t n); /* hex must be 2 * n digits */

static inline bool oid_eq(const struct oid *x, const struct oid *y)
{
    return memcmp(x->b, y->b, sizeof x->b) == 0;
}

#endif
