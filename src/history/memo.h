/* memo - what the history's pure functions gave before, by the ids that they were asked about, kept between builds.
 * Owns:      what is new since the cache was opened; memo_free lets go.
 * Fails:     never: what is not there, or cannot be believed, is not there. The cache's own checks are read/doc_cache.h's.
 * Threads:   memo_find may be called by several at a time.
 * Processes: filled in the worker that walks; memo_pack hands what is new to the parent, which saves it.
 * Invariant: an answer depends on the ids in its question and on nothing else: not on the commit that is built, the pages there are,
 *            the settings or the clone. So a history rewritten, an ignore list changed, or a build of another revision needs no rule of
 *            its own: what is still asked for is found, the rest is computed, and a cached history is a full one by construction.
 *            What could not be read in full is never kept.
 */
#ifndef HISTORY_MEMO_H
#define HISTORY_MEMO_H

#include "base/buf.h"
#include "base/diag.h"
#include "read/doc_cache.h"

enum memo_kind { MEMO_COMMIT = 1, MEMO_CHANGES, MEMO_RENAMES, MEMO_ORIGINS };

struct memo;

/* cache: NULL when there is none. prefix: of the paths in the answers. */
struct memo *memo_new(const struct doc_cache *cache, struct str prefix);
void memo_free(struct memo *m);

/* y may be NULL. Empty: not there; answers have a byte at least. */
struct str memo_find(struct memo *m, enum memo_kind kind, const struct oid *x, const struct oid *y);
void memo_put(struct memo *m, enum memo_kind kind, const struct oid *x, const struct oid *y,
              struct str answer);

/* What to save: nothing while what is new is so little that computing it again costs less than writing it all. */
void memo_pack(const struct memo *m, struct buf *out);
/* In the parent: saves what memo_pack wrote, taking what is not new from the cache. False: the bytes are nonsense. */
bool memo_save(struct doc_cache *cache, struct str packed, struct diags *ds);

#endif
