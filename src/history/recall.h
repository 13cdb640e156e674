/* recall - the history's pure functions, each asked of the memo before it is computed.
 * Owns:      nothing; answers lie in the arena that is handed in, or in the cache.
 * Fails:     as the functions themselves; an answer in the memo that does not fit its question is computed anew.
 */
#ifndef HISTORY_RECALL_H
#define HISTORY_RECALL_H

#include "history/commits.h"
#include "history/memo.h"
#include "history/prints.h"
#include "history/treediff.h"

/* A commit object's bytes; `room` holds them when they had to be read. False: missing or damaged. */
bool recall_commit(struct memo *m, struct objects *o, const struct oid *id, struct buf *room,
                   struct str *out);
/* treediff_compare */
void recall_changes(struct memo *m, struct treediff *t, const struct oid *old, const struct oid *now,
                    struct arena *a, struct changes *out);
/* rename_find for the changes between these trees; *unread is set when a file could not be read. */
int32_t *recall_renames(struct memo *m, struct prints *p, const struct oid *old, const struct oid *now,
                        const struct changes *c, struct arena *a, bool *unread);

/* Whose the lines of a lineage's node are, by its mark. */
struct origins;
bool recall_origins(struct memo *m, const struct oid *mark, const struct commits *c, struct arena *a,
                    struct origins *out);
void recall_keep_origins(struct memo *m, const struct oid *mark, const struct commits *c,
                         const struct origins *origins);

#endif
