/* reviews - who has read which page without changing it: the trailers `Reviewed: PATH`, a path of the repository each.
 * Owns:      nothing; what is found lies in the arena.
 * Fails:     a path that no page had at that commit is nobody's: pages come and go.
 * Invariant: a review is of the page that stood at the path then, wherever it stands now. Of parallel branches the newest state before
 *            the commit, in the order of the walk, is what stood there.
 */
#ifndef HISTORY_REVIEWS_H
#define HISTORY_REVIEWS_H

#include "history/follow.h"

/* Fills the records' reviews. prefix: the site's root in the repository. */
void reviews_assign(const struct commits *c, const struct followed *f, struct str prefix, struct arena *a,
                    struct history *out);

#endif
