/* loose - a reader of Git's loose objects: one compressed file each.
 * Owns:      nothing.
 * Fails:     returns false for what is missing, damaged, of another kind or longer than `limit`.
 * Why:       libgit2 1.5.1 hung or aborted on 2 of 18 repositories with some bytes of loose objects turned.
 */
#ifndef SOURCE_LOOSE_H
#define SOURCE_LOOSE_H

#include "source/packfile.h"

/* store: the folder `objects` of a repository. The object's bytes go to `out` (cleared first). */
bool loose_read(struct str store, const struct oid *id, enum object_kind kind, size_t limit, struct buf *out);

#endif
