/* guess - which old line each line of a change came from, when the change itself is to be looked through (ignored commits).
 * Owns:      the answer lies in the arena.
 * Fails:     a change of more lines than LINES_MAX, and what is left when LOOKS_MAX pairs of lines were looked at, is not guessed at:
 *            its lines stay the ignored commit's.
 * Invariant: within a change lines keep their order; several new lines may come from one old line (a line that was broken in two). What
 *            is like no line of its change may come from any old line that it has ALIKE_LEAST pairs of letters in common with.
 * How:       as `git blame --ignore-revs-file` does. Likeness is the number of letter pairs in common, the nearer line before the farther,
 *            none farther than REACH. The line whose best match stands out most is settled first, and what it has in common with the
 *            old line is spent; then the lines before it and those after it by themselves.
 */
#ifndef HISTORY_GUESS_H
#define HISTORY_GUESS_H

#include "history/linediff.h"

enum { GUESS_NONE = UINT32_MAX };

/* The old line, or GUESS_NONE, for each new line of the hunks, one hunk behind the other. */
uint32_t *guess_lines(const struct text *old, const struct text *now, const struct hunks *h, struct arena *a);

#endif
