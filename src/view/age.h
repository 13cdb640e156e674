/* age - what is told behind a heading: when its section was last changed, where that is clearly another time than the page's.
 * Owns:      nothing; remarks lie in the arena.
 * Fails:     never: what is not known is not told.
 * Invariant: nobody's name is told here. Remarks come in the order of the HTML.
 */
#ifndef VIEW_AGE_H
#define VIEW_AGE_H

#include "view/view.h"

struct remark {
    size_t at; /* in doc.html */
    struct str html;
};

size_t age_remarks(const struct view *v, const struct page *p, struct arena *a, const struct remark **out);

#endif
