#include "read/capitals.h"

#include <unicode/uchar.h>

#include "base/scan.h"
#include "base/utf8.h"

enum { LONGEST = 30 };

/* Most of a text is small letters and blanks, also æ, ø and å, and is passed over fast. Those begin with the byte C3 as Æ, Ø and Å do,
 * which a byte below 9F follows. */
static inline scan_block is_telling(scan_block b)
{
    return scan_within(b, 'A', 'Z') | scan_within(b, 0x80, 0x9e) | scan_within(b, 0xc4, 0xff);
}

/* Where a capital may begin, from i on, or s.n. */
static size_t next_capital(struct str s, size_t i)
{
    for (size_t from = i; (i = scan_next(s, i, is_telling)) < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80 || c > 0x9e)
            return i;
        if (i > from && s.p[i - 1] == '\xc3')
            return i - 1;
    }
    return s.n;
}

/* The beginning of the word that holds the byte at i. */
static size_t word_start(struct str s, size_t from, size_t i)
{
    while (i > from) {
        size_t before = i - 1, at;
        while (before > from && ((unsigned char)s.p[before] & 0xC0) == 0x80)
            before--;
        at = before;
        if (!u_isalnum((UChar32)utf8_next(s, &at)))
            break;
        i = before;
    }
    return i;
}

bool capitals_next(struct str s, size_t *from, struct str *word)
{
    for (size_t i = *from; (i = next_capital(s, i)) < s.n; i = *from) {
        size_t start = word_start(s, *from, i), end = start, next = start;
        int capitals = 0;
        while (next < s.n) {
            UChar32 c = (UChar32)utf8_next(s, &next);
            if (!u_isalnum(c))
                break;
            capitals += u_isupper(c) != 0;
            end = next;
        }
        *from = end > i ? end : next;
        if (capitals > 1 && end - start <= LONGEST) {
            *word = str_sub(s, start, end - start);
            return true;
        }
    }
    *from = s.n;
    return false;
}
