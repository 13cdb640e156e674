#include "read/capitals.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

enum { LONGEST = 30 };

/* Whether a capital may begin at i: most of a text is small letters and blanks, also æ, ø and å, and is passed over fast. */
static bool may_be_capital(struct str s, size_t i)
{
    static const bool begins[256] = {['A' ... 'Z'] = true, [0xC3 ... 0xFF] = true};
    unsigned char c = (unsigned char)s.p[i];
    if (!begins[c])
        return false;
    return c != 0xC3 || (i + 1 < s.n && (unsigned char)s.p[i + 1] < 0x9F);
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
    for (size_t i = *from; i < s.n; i++) {
        if (!may_be_capital(s, i))
            continue;
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
        i = *from - 1;
    }
    *from = s.n;
    return false;
}
