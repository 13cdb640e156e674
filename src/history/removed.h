/* removed - pages that were removed: what the line of first parents deleted and nothing of the same name or by a rename came of.
 * Owns:      nothing; all lies in the arena.
 * Fails:     never: what cannot be read is not known, and a rename that is not seen as one counts as a removal.
 * Invariant: told commits from the newest to the oldest, so that of each path the last removal counts; REMOVED_MOST at most.
 */
#ifndef HISTORY_REMOVED_H
#define HISTORY_REMOVED_H

#include "base/map.h"
#include "history/commits.h"
#include "history/treediff.h"

enum { REMOVED_MOST = 1000 };

struct removals {
    struct arena *arena;
    struct map settled; /* paths that are there now, or of which it is known what became of them */
    struct removed *items;
    size_t n, cap;
};

/* paths: the pages there are. */
void removed_begin(struct removals *r, const struct str *paths, size_t n, struct arena *a);
/* Whether the changes may tell of a removal: only then the renames among them are asked for. */
bool removed_any(const struct removals *r, const struct changes *c);
/* c: what the commit changed of its first parent; from: as rename_find gives it. */
void removed_take(struct removals *r, const struct commit *commit, const struct changes *c,
                  const int32_t *from);

#endif
