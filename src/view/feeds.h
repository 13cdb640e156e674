/* feeds - what readers can follow (model/feeds.h).
 * Owns: nothing; lies in the arena. Fails: never.
 * Invariant: site.feeds is [{label, items [page], items_count}]: the pages that tell of what belongs to them, by their types, and then,
 *            with the label null, the folders that tell of their pages. A page's `feeds` are those that tell of it.
 */
#ifndef VIEW_FEEDS_H
#define VIEW_FEEDS_H

#include "view/view.h"

struct value feeds_of_site(const struct view *v, struct arena *a);
struct value feeds_of_page(const struct view *v, const struct page *p, struct arena *a);

#endif
