/* utf8 - just enough of UTF-8. Unicode's own tables (case, collation) are ICU's business, in view/ and search/.
 * Owns: nothing.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

uint32_t utf8_next_long(struct str s, size_t *i); /* for utf8_next: the character is not ASCII */
/* Decodes the character at s[*i] and moves *i behind it. Invalid bytes give U+FFFD and move by one. *i must be < s.n. */
static inline uint32_t utf8_next(struct str s, size_t *i)
{
    unsigned char c = (unsigned char)s.p[*i];
    if (c >= 0x80)
        return utf8_next_long(s, i);
    ++*i;
    return c;
}
unsigned utf8_encode(uint32_t c, char out[4]); /* bytes written; 3 for U+FFFD when c is no character */
size_t utf8_invalid(struct str s); /* offset of the first byte that is not valid UTF-8, or STR_NONE */
size_t utf8_length(struct str s);  /* characters */
struct str utf8_cut(struct str s, size_t chars); /* the first `chars` characters */
/* Characters that never reach a page: C0 and C1 controls except tab and line feed, noncharacters, bidi controls. */
bool utf8_unwanted(uint32_t c);
/* A copy without the unwanted characters; *dropped is set to how many there were (may be NULL). Returns s itself when none. */
struct str utf8_clean(struct arena *a, struct str s, size_t *dropped);

#endif
