#include "search/letters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/arena.h"
#include "base/utf8.h"

enum {
    SOFT_HYPHEN = 0xad,
    DOTTED_I = 0x130, /* the one letter whose lower case is two characters */
    DOT_ABOVE = 0x307,
    LATIN1_END = 0x100, /* what lies before is composed as it stands */
};

bool letters_is_word_by_table(uint32_t c)
{
    return U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK);
}

bool letters_is_digit_by_table(uint32_t c)
{
    return U_GET_GC_MASK((UChar32)c) & U_GC_N_MASK;
}

static void put(struct buf *out, uint32_t c)
{
    char bytes[4];
    buf_put_n(out, bytes, utf8_encode(c, bytes));
}

static uint32_t latin1_lower(uint32_t c)
{
    bool capital = (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
    return capital ? c + 32 : c;
}

/* How much of s is Latin-1 from its beginning. */
static size_t latin1_prefix(struct str s)
{
    size_t i = 0;
    while (i < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80)
            i++;
        else if ((c == 0xc2 || c == 0xc3) && i + 1 < s.n && ((unsigned char)s.p[i + 1] & 0xc0) == 0x80)
            i += 2;
        else
            break;
    }
    return i;
}

/* s in a normal form of Unicode, as UTF-16 in scratch memory that the caller releases. */
static UChar *normalize(const UNormalizer2 *form, struct str s, int32_t *n)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar *in = mem_alloc((s.n + 1) * sizeof *in);
    int32_t units = 0, cap = (int32_t)(s.n * 3 + 16);
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        U16_APPEND_UNSAFE(in, units, c);
    }
    UChar *out = mem_alloc((size_t)cap * sizeof *out);
    *n = unorm2_normalize(form, in, units, out, cap, &e);
    if (e == U_BUFFER_OVERFLOW_ERROR) {
        e = U_ZERO_ERROR;
        out = mem_resize(out, (size_t)*n * sizeof *out);
        *n = unorm2_normalize(form, in, units, out, *n, &e);
    }
    mem_release(in);
    if (U_FAILURE(e))
        *n = 0;
    return out;
}

static uint32_t next(const UChar *text, int32_t *i, int32_t n)
{
    uint32_t lead = text[(*i)++];
    if ((lead & 0xfc00) == 0xd800 && *i < n)
        return (lead << 10) + text[(*i)++] - (uint32_t)((0xd800 << 10) + 0xdc00 - 0x10000);
    return lead;
}

static void lower_any(struct str s, struct buf *out)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n;
    UChar *text = normalize(unorm2_getNFCInstance(&e), s, &n);
    for (int32_t i = 0; i < n;) {
        uint32_t c = next(text, &i, n);
        if (c == SOFT_HYPHEN)
            continue;
        put(out, c == DOTTED_I ? 'i' : (uint32_t)u_tolower((UChar32)c));
        if (c == DOTTED_I)
            put(out, DOT_ABOVE);
    }
    mem_release(text);
}

/* Nearly all text is Latin-1, and this runs over all of it: two bytes of one letter differ from those of its capital in the second. */
static void lower_latin1(struct str s, struct buf *out)
{
    buf_reserve(out, s.n);
    const unsigned char *p = (const unsigned char *)s.p, *end = p + s.n;
    char *to = out->p + out->n;
    while (p < end) {
        unsigned char c = *p++;
        if (c < 0x80) {
            *to++ = (char)latin1_lower(c);
            continue;
        }
        uint32_t wide = (uint32_t)(c & 3) << 6 | (*p++ & 0x3f);
        if (wide == SOFT_HYPHEN)
            continue;
        *to++ = (char)c;
        *to++ = (char)(0x80 | (latin1_lower(wide) & 0x3f));
    }
    out->n = (size_t)(to - out->p);
}

void letters_lower(struct str s, struct buf *out)
{
    if (latin1_prefix(s) < s.n)
        lower_any(s, out);
    else
        lower_latin1(s, out);
}

/* Danish letters and their Swedish and German sisters; 0: none of them. */
static const char *two_letters(uint32_t c)
{
    switch (c) {
    case 0xe6:
    case 0xe4:
        return "ae";
    case 0xf8:
    case 0xf6:
        return "oe";
    case 0xe5:
        return "aa";
    default:
        return NULL;
    }
}

static void fold_any(struct str s, struct buf *out)
{
    UErrorCode e = U_ZERO_ERROR;
    struct buf bare = {0};
    int32_t n;
    UChar *text = normalize(unorm2_getNFDInstance(&e), s, &n);
    for (int32_t i = 0; i < n;) {
        uint32_t c = next(text, &i, n);
        if (!(U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK))
            put(&bare, c);
    }
    mem_release(text);
    text = normalize(unorm2_getNFCInstance(&e), buf_str(&bare), &n);
    for (int32_t i = 0; i < n;)
        put(out, next(text, &i, n));
    mem_release(text);
    buf_free(&bare);
}

void letters_fold(struct str s, struct buf *out)
{
    struct buf rest = {0};
    bool plain = true;
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            buf_char(plain ? out : &rest, s.p[i++]);
            continue;
        }
        uint32_t c = utf8_next(s, &i);
        const char *two = two_letters(c);
        plain = plain && two;
        if (two)
            buf_put(plain ? out : &rest, str_of(two));
        else
            put(&rest, c);
    }
    if (rest.n)
        fold_any(buf_str(&rest), out);
    buf_free(&rest);
}
