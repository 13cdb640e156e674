/* sections - a page cut at its headings, and what the history says of each piece.
 * Owns:      nothing; sections lie in the arena.
 * Fails:     what is not known is unknown: without a history, or when the page's file is not the one that was committed.
 * Invariant: the first section is the page itself: what stands before the first heading or, where nothing does, its front matter (of a
 *            page without text the fields are the text). Then one for each heading of level 2 to 4, with its lines down to the
 *            next of them: a section's subsections are not its own. Blank lines are nobody's.
 */
#ifndef MODEL_SECTIONS_H
#define MODEL_SECTIONS_H

#include "model/page.h"

struct section {
    const struct heading *heading; /* NULL: the page itself */
    struct line_sum history;
};

struct sections {
    struct section *items;
    size_t n;
};

struct sections sections_of(const struct page *p, struct arena *a);

#endif
