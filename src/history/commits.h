/* commits - every commit that can be reached from one, read once, in the order of `git log --date-order`.
 * Owns:      nothing; all lies in the arena.
 * Fails:     a commit that is missing or damaged is `lost`, told once; one at the edge of a shallow clone is `shallow`, told once; a date
 *            or name that cannot be right is told by the commit's id and left out. False only when the first commit is lost.
 * Invariant: in `order` a commit stands before its parents, and of those free the one with the newest committer date.
 */
#ifndef HISTORY_COMMITS_H
#define HISTORY_COMMITS_H

#include "history/ignore.h"
#include "history/record.h"
#include "source/objects.h"

struct commit {
    struct oid id, tree;
    uint64_t seconds;   /* of the committer's date: what is sorted by */
    struct moment date; /* the author's */
    bool has_date, lost, shallow, ignored;
    uint32_t parents, n_parents; /* in commits.parents */
    uint32_t author;
    uint32_t helpers, n_helpers; /* co-authors, in commits.helpers */
    struct str subject;
    struct str note; /* the trailer Note: what readers are told of the change; empty: none */
};

/* The trailer Reviewed: somebody has read the file at this path of the repository, and changed nothing. */
struct reviewed {
    uint32_t commit;
    struct str path;
};

struct memo;

struct commits {
    struct commit *items; /* the first is the one asked for */
    size_t n, cap;
    uint32_t *parents;
    size_t n_parents, cap_parents;
    uint32_t *helpers;
    size_t n_helpers, cap_helpers;
    struct reviewed *reviews; /* as the commits were read, of ignored ones too */
    size_t n_reviews, cap_reviews;
    uint32_t *order;         /* indices, n of them */
    struct moment head_date; /* the first commit's committer date */
    bool has_head_date;
    uint32_t *slots; /* by id: index + 1, open addressing, a power of two */
    size_t n_slots;
    bool clone_is_shallow;
};

enum { COMMIT_UNKNOWN = UINT32_MAX };

/* edge: a commit whose parents are not looked for, like one at a shallow clone's edge, but nothing is told of it; may be NULL. */
bool commits_read(struct objects *o, struct memo *m, const struct oid *first, const struct oid *edge,
                  struct people *people, const struct ignore *ignore, struct arena *a, struct diags *ds,
                  struct commits *out);
uint32_t commits_find(const struct commits *c, const struct oid *id); /* COMMIT_UNKNOWN: it is none of them */

#endif
