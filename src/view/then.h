/* then - a page as a relation with `as_of` shows it: with the way to how the page was on the day that the relation tells of.
 * Owns:      nothing; values lie in the arena of the page being rendered.
 * Fails:     never: where the history does not reach so far, or the page has not changed since, there is no such way.
 * Invariant: leads only to versions that readers could see (model/past.h), and whose text the history page holds: what is led to is
 *            told there in full before others are (then_versions). then_same: the page still is as it was on the day.
 * Example:   vedroerer: {kind: pages, as_of: trin.dato} -> {{#vedroerer}}{{#link_then}}<a href="{{link_then}}">{{then}}</a>{{/link_then}}{{/vedroerer}}
 */
#ifndef VIEW_THEN_H
#define VIEW_THEN_H

#include "view/view.h"

/* to: what field f of the page refers to. A page object with the members link_then, then and then_same; the newest day of f->as_of counts that is
 * not to come. */
struct value then_page(const struct view *v, const struct page *page, const struct field *f,
                       const struct page *to, struct arena *a);

/* The versions of a page that others lead to; there may be NULL among them, and the same one twice. */
size_t then_versions(const struct view *v, const struct page *to, struct arena *a,
                     const struct past_version ***out);

#endif
