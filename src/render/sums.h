/* sums - one number for what each page's texts and history say, and one for all else that pages show of each other.
 * Owns:      nothing; lies in the arena.
 * Fails:     never.
 * Invariant: two models of which a page has the same sum tell the same through page_inner (model/page.h) of it, and of two with the same
 *            frame all pages tell the same of everything else. Authors count by their names, not by their numbers, which change
 *            with every new one. A page's history page is no page of its own here: it comes with the second version, and is told of
 *            by that page alone.
 */
#ifndef RENDER_SUMS_H
#define RENDER_SUMS_H

#include "base/hash.h"
#include "model/site.h"

struct sums {
    const struct site *site;
    uint32_t *number;     /* by page.index: of the page, or of the one that it is the history of */
    struct sha256 *inner; /* by number */
    size_t n;
};

void sums_make(struct sums *s, const struct site *site, struct arena *a);
struct sha256 sums_frame(const struct sums *s);

#endif
