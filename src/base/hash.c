#include "base/hash.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdio.h>

#include "base/arena.h"

struct sha256 hash_sha256(struct str bytes)
{
    struct sha256_ctx c;
    struct sha256 out;
    sha256_init(&c);
    sha256_update(&c, bytes.n, (const uint8_t *)bytes.p);
    sha256_digest(&c, sizeof out.b, out.b);
    return out;
}

struct oid hash_blob(struct str bytes)
{
    struct sha1_ctx c;
    struct oid out;
    char head[32];
    int n = snprintf(head, sizeof head, "blob %zu", bytes.n);
    sha1_init(&c);
    sha1_update(&c, (size_t)n + 1, (const uint8_t *)head);
    sha1_update(&c, bytes.n, (const uint8_t *)bytes.p);
    sha1_digest(&c, sizeof out.b, out.b);
    return out;
}

struct str hash_hex(struct arena *a, const uint8_t *p, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    char *s = arena_alloc(a, n * 2);
    for (size_t i = 0; i < n; i++) {
        s[2 * i] = digits[p[i] >> 4];
        s[2 * i + 1] = digits[p[i] & 15];
    }
    return str_n(s, n * 2);
}

/* One more than the digit's value; 0: no digit. A manifest of 10,000 pages has a million and a half of them. */
static const uint8_t digits[256] = {
    ['0'] = 1, ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9, ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

bool hash_unhex(struct str hex, uint8_t *out, size_t n)
{
    if (hex.n != 2 * n)
        return false;
    for (size_t i = 0; i < n; i++) {
        uint8_t high = digits[(unsigned char)hex.p[2 * i]], low = digits[(unsigned char)hex.p[2 * i + 1]];
        if (!high || !low)
            return false;
        out[i] = (uint8_t)((high - 1) << 4 | (low - 1));
    }
    return true;
}
