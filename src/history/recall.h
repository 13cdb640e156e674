/* recall - the history's pure functions, each asked of the memo before it is computed.
 * Owns:      nothing; answers lie in the arena that is handed in, or in the cache.
 * Fails:     as the functions themselves; an answer in the memo that does not fit its question is computed anew.
 */
#ifndef HISTORY_RECALL_H
#define HISTORY_RECALL_H

#include "history/linediff.h"
#include "history/memo.h"
#include "history/treediff.h"

/* A commit object's bytes; `room` holds them when they had to be read. False: missing or damaged. */
bool recall_commit(struct memo *m, struct objects *o, const struct oid *id, struct buf *room,
                   struct str *out);
/* treediff_compare */
void recall_changes(struct memo *m, struct treediff *t, const struct oid *old, const struct oid *now,
                    struct arena *a, struct changes *out);
/* rename_find for the changes between these trees */
int32_t *recall_renames(struct memo *m, struct objects *o, const struct oid *old, const struct oid *now,
                        const struct changes *c, struct arena *a);

/* How a text is laid out: enough for who wrote it, without the text itself. */
struct shape {
    uint32_t size, lines;
    const unsigned char *blank; /* a bit for each line */
};

/* Two texts that can be read when it must be. */
struct recall_pair {
    struct memo *memo;
    const struct oid *old, *now; /* their blobs */
    uint32_t old_lines, now_lines;
    bool (*read)(void *ctx, bool now, const struct text **out); /* false: it cannot be */
    void *ctx;
};

bool recall_shape(struct memo *m, const struct oid *blob, struct shape *out);
void recall_keep_shape(struct memo *m, const struct oid *blob, const struct text *t, struct arena *a,
                       struct shape *out);
/* linediff_compare; false when a text cannot be read. */
bool recall_hunks(const struct recall_pair *p, struct arena *a, struct hunks *out);
/* guess_lines for all hunks, one behind the other; NULL when a text cannot be read. */
const uint32_t *recall_guesses(const struct recall_pair *p, const struct hunks *h, struct arena *a);

#endif
