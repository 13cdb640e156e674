/* letters - what a word is made of, for the index and for the one who searches: composed, lower case, folded.
 * Owns:      nothing; results are appended to a buffer.
 * Fails:     never; bytes that are no UTF-8 count as U+FFFD, which is no letter.
 * Invariant: assets/soeg.js does the same word for word: each step here is one call of JavaScript there.
 * Example:   letters_lower(STR("Å\u00adrshjul"), &low) -> "årshjul"; letters_fold(STR("årshjul"), &key) -> "aarshjul"
 */
#ifndef SEARCH_LETTERS_H
#define SEARCH_LETTERS_H

#include "base/buf.h"

static inline bool letters_is_ascii_word(unsigned char c)
{
    return (c | 0x20u) - 'a' < 26 || c - (unsigned)'0' < 10;
}

bool letters_is_word_by_table(uint32_t c);
bool letters_is_digit_by_table(uint32_t c);

/* From À to ÿ all are letters, but for two signs: Danish texts have few others, and these are asked of every letter of a site. */
static inline bool letters_is_latin(uint32_t c)
{
    return c - 0xc0 < 0x40 && c != 0xd7 && c != 0xf7;
}

/* A letter, a number, or a mark on one. */
static inline bool letters_is_word(uint32_t c)
{
    return c < 0x80 ? letters_is_ascii_word((unsigned char)c)
                    : letters_is_latin(c) || letters_is_word_by_table(c);
}

/* Any kind of number. */
static inline bool letters_is_digit(uint32_t c)
{
    return c < 0x80 ? c - '0' < 10 : !letters_is_latin(c) && letters_is_digit_by_table(c);
}

/* NFC, each character to lower case by itself, soft hyphens dropped. */
void letters_lower(struct str s, struct buf *out);
/* Of lower-case text: æ ä to ae, ø ö to oe, å to aa, other marks dropped. */
void letters_fold(struct str s, struct buf *out);

#endif
