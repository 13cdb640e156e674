/* treediff - the Markdown files in which two trees differ, found by going down only where ids differ.
 * Owns:      buffers for the trees on the way down; treediff_free lets go. Changes lie in the scratch arena that is handed in.
 * Fails:     a tree that is missing, damaged, too deep or endless becomes a gap: nothing is known below that folder.
 * Invariant: changes come sorted by path (in trees that Git made); paths are relative to the prefix.
 */
#ifndef HISTORY_TREEDIFF_H
#define HISTORY_TREEDIFF_H

#include "base/arena.h"
#include "source/objects.h"

struct change {
    struct str path;
    struct oid old, now;
    bool had, has; /* whether the path is on the old side, on the new */
    bool link;     /* a symbolic link on one of them: never like anything but itself */
};

struct changes {
    struct change *items;
    size_t n, cap;
    struct str *gaps; /* folders of which nothing is known; "" is everything */
    size_t n_gaps, cap_gaps;
    struct oid gap; /* the tree that was the first of them */
    bool hides_old; /* old files may lie in them */
};

struct treediff;

struct treediff *treediff_new(struct objects *o, struct str prefix);
void treediff_free(struct treediff *t);
/* old, now: trees of commits; old may be NULL (nothing there). */
void treediff_compare(struct treediff *t, const struct oid *old, const struct oid *now, struct arena *scratch,
                      struct changes *out);

#endif
