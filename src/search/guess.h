/* guess - what a word may be that the index does not know: a slip, two words in one, a piece of longer words.
 * Owns:      nothing; all lies in the store's arena.
 * Fails:     a word that nothing is near stays without terms.
 */
#ifndef SEARCH_GUESS_H
#define SEARCH_GUESS_H

#include "search/query.h"

/* How many words were put in behind it (0 or 1): the second of two in one. */
size_t guess_word(struct store *s, struct query *q, size_t word);

/* In query.c, for guess.c: a term for a word, if it is there and weighs more than what the word has; the word as typed, and with æ ø å
 * for ae oe aa. */
void query_add(struct store *s, struct query_word *w, struct store_term *t, double weight, bool prefix);
size_t query_spellings(struct store *s, struct str word, struct str out[2]);

#endif
