/* capitals - words that look like abbreviations: MED, LMU, ØK, SOSU in SOSU-hjælper. What they stand for, if anything, only the
 * site knows (model/abbreviations.h).
 * Owns: nothing. Fails: never.
 * Example: size_t from = 0; while (capitals_next(s, &from, &word)) ...
 */
#ifndef READ_CAPITALS_H
#define READ_CAPITALS_H

#include "base/str.h"

/* The next word at or behind *from with two capitals or more (a run of letters and digits, at most 30 bytes); it lies in s, and *from
 * is moved behind it. */
bool capitals_next(struct str s, size_t *from, struct str *word);

#endif
