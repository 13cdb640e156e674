/* words - what is different between two paragraphs, word by word.
 * Owns:      nothing; works in the arena. Fails: never: paragraphs with little in common are one gone and one come.
 * Invariant: the kept and the gone words are the old paragraph, the kept and the new ones the new, but for what is cut out of long
 *            stretches that are the same ("…").
 */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include "view/compare.h"

struct words_change {
    struct run *runs;
    size_t n, cap;
    size_t gone, came; /* words */
};

struct words_change words_compare(struct str old, struct str now, struct arena *a);
size_t words_count(struct str s);
/* How much of the words of both is in both: 0 … 100. */
unsigned words_alike(struct str x, struct str y, struct arena *a);

#endif
