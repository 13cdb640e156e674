/* lineage - where each page's text was made anew, and from which earlier texts: what `git blame` would ask of whom.
 * Owns:      nothing that outlives the call; nodes and links lie in the arena.
 * Fails:     where the history is cut off stands a node of no commit: its text is known, who made it is not; node 0 stands for a
 *            page of which nothing is known.
 * Invariant: a node is a commit in which a path's blob is another than in every parent; its links go to what stood in each parent that
 *            had the path (or another by a rename), in the parents' order, each blob once. Where a parent has the very same blob the
 *            whole text is that parent's: of the path itself first, then of a rename. A node comes after those it links to.
 * Why forward: a commit's heads are its first parent's but for the few paths that it changed, so one pass over the hops finds all
 *            pages' lineages at once; going back from each page would visit the same merges for every page.
 */
#ifndef HISTORY_LINEAGE_H
#define HISTORY_LINEAGE_H

#include "history/follow.h"

struct node {
    uint32_t commit; /* or COMMIT_UNKNOWN */
    struct oid blob;
    struct oid
        mark; /* made of all this and the marks of what it links to: the same mark, the same lines by the same commits */
    uint32_t links, n_links; /* in lineage.links */
};

struct lineage {
    struct node *nodes; /* from 1 */
    size_t n_nodes, cap_nodes;
    uint32_t *links; /* to nodes */
    size_t n_links, cap_links;
    uint32_t *heads; /* by page: its node at the first commit; 0: not known */
};

/* pages: how many; f->trails[page].tracks tells where each lives. */
void lineage_find(const struct commits *c, const struct followed *f, size_t pages, struct arena *a,
                  struct lineage *out);

#endif
