/* scan - the next byte of a text that needs a look: most need none, and sixteen at a time are passed over.
 * Owns:      nothing.
 * Fails:     never.
 * Invariant: what a test says of a byte depends on that byte alone.
 * Example:   static inline scan_block is_digit(scan_block b) { return scan_within(b, '0', '9'); }
 *            for (size_t i = 0; (i = scan_next(s, i, is_digit)) < s.n; i++) ...
 */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include "base/str.h"

/* The compiler's vectors: instructions of sixteen bytes where the machine has them, else of as many as it has. */
typedef unsigned char scan_block __attribute__((vector_size(16)));

/* All ones in each byte of a block that needs the look, else zero. */
typedef scan_block scan_test(scan_block b);

static inline scan_block scan_is(scan_block b, unsigned char c)
{
    return (scan_block)(b == c);
}

static inline scan_block scan_within(scan_block b, unsigned char first, unsigned char last)
{
    return (scan_block)(b - first <= (unsigned char)(last - first));
}

/* The place in memory of the first byte of a word that is not zero. */
static inline size_t scan_first(uint64_t w)
{
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
        w = __builtin_bswap64(w);
    return (size_t)__builtin_ctzll(w) / 8;
}

/* The first byte from i on that the test asks for, or s.n. Always inlined, and the test with it. Should the test ask for zeros: the first
 * that fills up the last block stands at s.n. */
__attribute__((always_inline)) static inline size_t scan_next(struct str s, size_t i, scan_test *test)
{
    for (; i < s.n; i += sizeof(scan_block)) {
        scan_block b = {0};
        size_t left = s.n - i;
        if (left >= sizeof b)
            memcpy(&b, s.p + i, sizeof b);
        else
            memcpy(&b, s.p + i, left);
        uint64_t hit[2];
        b = test(b);
        memcpy(hit, &b, sizeof hit);
        if (hit[0] | hit[1]) {
            i += hit[0] ? scan_first(hit[0]) : 8 + scan_first(hit[1]);
            return i;
        }
    }
    return s.n;
}

#endif
