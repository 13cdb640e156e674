/* prints - of the files that renames are looked for among, by their blobs: each is read once, however many commits move it.
 * Owns:      the prints; prints_free lets go.
 * Fails:     prints_of gives NULL for a blob that is missing, damaged or over LIMIT_RENAME.
 * Invariant: a print stands until the next prints_trim, which lets go of all of them when they have become many.
 * Why:       where branches live side by side each merge compares the same files again: half of the walk went there.
 */
#ifndef HISTORY_PRINTS_H
#define HISTORY_PRINTS_H

#include "history/similar.h"
#include "source/objects.h"

struct prints;

struct prints *prints_new(struct objects *o);
void prints_free(struct prints *p);
void prints_trim(struct prints *p);
const struct print *prints_of(struct prints *p, const struct oid *blob);

#endif
