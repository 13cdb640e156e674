/* ignore - which commits are left out of attribution: by id, by pattern, by trailer.
 * Owns:      nothing; all lies in the arena.
 * Fails:     never; lines of .git-blame-ignore-revs that are no full id are passed over.
 * Invariant: leaving a commit out takes it out of `updated` and the contributors; it stays a version of the page, and the commit
 *            that made the page stays the one that made it: no other could.
 */
#ifndef HISTORY_IGNORE_H
#define HISTORY_IGNORE_H

#include "base/hash.h"
#include "history/people.h"

struct ignore {
    struct map revs; /* by the twenty bytes of the id */
    const struct str *patterns;
    size_t n;
    struct arena *arena;
};

/* revs: the text of .git-blame-ignore-revs; patterns: as fnmatch has them, on the author's name, address, both, or the subject. */
void ignore_init(struct ignore *g, struct str revs, const struct str *patterns, size_t n, struct arena *a);
bool ignore_commit(const struct ignore *g, const struct oid *id, const struct person *author,
                   struct str subject);

#endif
