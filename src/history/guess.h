/* guess - which old line each line of a change came from, when the change itself is to be looked through (ignored commits).
 * Owns:      the answer lies in the arena.
 * Fails:     a change of more lines than CELLS allows is not guessed at: its lines stay the ignored commit's.
 * Invariant: lines keep their order; several new lines may come from one old line (a line that was broken in two), and a new line
 *            that is like none comes from none.
 * How:       likeness is the share of letter pairs that two lines have in common; of all orderly pairings the one with most in common
 *            wins. `git blame --ignore-revs-file` means the same but picks the surest pair first and looks no further than ten
 *            lines off, so single lines of a large change may differ.
 */
#ifndef HISTORY_GUESS_H
#define HISTORY_GUESS_H

#include "history/linediff.h"

enum { GUESS_NONE = UINT32_MAX };

/* from[i]: the old line that line h->now + i comes from, or GUESS_NONE; h->n_now of them. */
uint32_t *guess_lines(const struct text *old, const struct text *now, const struct hunk *h, struct arena *a);

#endif
