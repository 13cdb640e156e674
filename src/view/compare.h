/* compare - what is different between two texts, for people: whole blocks that came, went or moved, and words within blocks.
 * Owns:      nothing; works in the arena, texts point into what was given where they are not cut.
 * Fails:     never. Texts that have too much changed in too many places are `rewritten`: no blocks are given then.
 * Invariant: bounded: COMPARE_BLOCKS blocks at most (`more` says that there are others), a long stretch of the same words is cut to
 *            its ends, and a block that came or went to COMPARE_CHARS characters.
 *            Gone words stand before those that came in their place.
 * Example:   struct comparison c = compare_texts(STR("Et hus."), STR("Et rødt hus."), a); -> CHANGED: same "Et ", new "rødt ", same "hus."
 */
#ifndef VIEW_COMPARE_H
#define VIEW_COMPARE_H

#include "base/arena.h"
#include "base/str.h"

enum { COMPARE_BLOCKS = 40, COMPARE_CHARS = 1200 };

enum run_kind { RUN_SAME, RUN_GONE, RUN_NEW };

struct run {
    enum run_kind kind;
    struct str text;
};

enum block_change { BLOCK_CHANGED, BLOCK_NEW, BLOCK_GONE, BLOCK_MOVED };

struct block { /* a paragraph, a heading, an item: one line of doc.text */
    enum block_change change;
    struct run *runs; /* of others than CHANGED: one */
    size_t n;
};

struct comparison {
    struct block *blocks; /* in the order of the new text */
    size_t n, cap;
    bool rewritten, more;
    size_t gone, came, moved; /* words gone and come, blocks moved; of all blocks */
    size_t words;             /* of the new text, about; 0 when nothing changed */
};

struct comparison compare_texts(struct str old, struct str now, struct arena *a);

#endif
