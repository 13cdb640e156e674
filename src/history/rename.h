/* rename - which added file of a commit is which deleted one under a new name, as `git log -M` finds it.
 * Owns:      nothing; results lie in the scratch arena.
 * Fails:     a blob that is missing or over LIMIT_RENAME is like nothing but itself.
 * Invariant: every deleted file is the source of one added file at most. First the same bytes, then the same file name where it is
 *            the only one of its name on both sides (75 % alike), then the most alike (50 %). More than a thousand by a
 *            thousand candidates are not compared, as in Git.
 */
#ifndef HISTORY_RENAME_H
#define HISTORY_RENAME_H

#include "history/prints.h"
#include "history/treediff.h"

enum { RENAME_NONE = -1 };

/* from[i]: the index of the change (a deletion) that change i (an addition) comes from, or RENAME_NONE. *all_read: no file that was to
 * be compared was missing. */
int32_t *rename_find(struct prints *p, const struct changes *changes, struct arena *scratch, bool *all_read);

#endif
