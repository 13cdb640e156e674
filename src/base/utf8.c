#include "base/utf8.h"

#include "base/arena.h"

/* Bytes of the valid character at s[i] (1-4), or 0: shortest form only, no surrogates, nothing past U+10FFFF. */
static size_t sequence(struct str s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    size_t left = s.n - i;
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2)
        return 0;
    if (p[0] < 0xE0)
        return left >= 2 && (p[1] & 0xC0) == 0x80 ? 2 : 0;
    if (p[0] < 0xF0) {
        if (left < 3 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F))
            return 0;
        return 3;
    }
    if (p[0] > 0xF4 || left < 4 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
        return 0;
    if ((p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return 4;
}

uint32_t utf8_next_long(struct str s, size_t *i)
{
    const unsigned char *p = (const unsigned char *)s.p + *i;
    size_t n = sequence(s, *i);
    *i += n ? n : 1;
    switch (n) {
    case 2:
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3:
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    case 4:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3F);
    default:
        return 0xFFFD;
    }
}

unsigned utf8_encode(uint32_t c, char out[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* From the character at i on over those of one and of two bytes, as long as eight bytes hold nothing else: Danish is hardly ever more. */
static size_t skip_short(struct str s, size_t i)
{
    const uint64_t tops = 0x8080808080808080ull;
    for (uint64_t w; s.n - i >= sizeof w;) {
        memcpy(&w, s.p + i, sizeof w);
        if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
            w = __builtin_bswap64(w);
        uint64_t later = w & ~(w << 1) & tops, lead = w & (w << 1) & tops; /* 10xxxxxx, 11xxxxxx */
        uint64_t none =
            lead & ~((w & 0x1E1E1E1E1E1E1E1Eull) + 0x7F7F7F7F7F7F7F7Full); /* C0 and C1: too long a form */
        if (later != lead << 8 || (lead & (w << 2)) || none)
            break;
        i += lead >> 63 ? 7 : 8; /* whose other byte comes next */
    }
    return i;
}

size_t utf8_invalid(struct str s)
{
    for (size_t i = 0; (i = skip_short(s, i)) < s.n;) {
        size_t n = sequence(s, i);
        if (!n)
            return i;
        i += n;
    }
    return STR_NONE;
}

size_t utf8_length(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

struct str utf8_cut(struct str s, size_t chars)
{
    size_t i = 0;
    for (; i < s.n && chars; chars--)
        utf8_next(s, &i);
    return str_sub(s, 0, i);
}

bool utf8_unwanted(uint32_t c)
{
    if (c < 0x20)
        return c != '\t' && c != '\n';
    if (c < 0x7F)
        return false;
    return c <= 0x9F || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE ||
           c == 0xFEFF;
}

struct str utf8_clean(struct arena *a, struct str s, size_t *dropped)
{
    size_t bad = 0;
    for (size_t i = 0; i < s.n;)
        bad += utf8_unwanted(utf8_next(s, &i));
    if (dropped)
        *dropped = bad;
    if (!bad)
        return s;
    char *p = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        if (utf8_unwanted(utf8_next(s, &i)))
            continue;
        memcpy(p + n, s.p + from, i - from);
        n += i - from;
    }
    return str_n(p, n);
}
