/* compound_words - what only looks like a part, or like a compound: found by eye among the splits of real texts.
 * Owns:      nothing; sorted tables. Fails: never. All words are lower case.
 */
#ifndef SEARCH_COMPOUND_WORDS_H
#define SEARCH_COMPOUND_WORDS_H

#include "base/str.h"

bool compound_never_first(struct str form); /* particles: what they stand before is one word with them */
bool compound_never_last(struct str word);  /* endings far more often than words */
bool compound_is_one_word(struct str word); /* begins as one that is no compound: "kulturen", "vejlederens" */

#endif
