/* news - what has changed lately on the site's pages, in words, by day.
 * Owns:      nothing; works in the arena of the page being rendered.
 * Fails:     never.
 * Invariant: public versions of visible pages only (model/past.h). All that happened to a page on one day is one item, from the last
 *            version before that day to the day's last; what readers cannot see is none. A Note that an editor wrote with a
 *            change stands instead of the words that are made. The same order from run to run: newest first, then by address.
 */
#ifndef VIEW_NEWS_H
#define VIEW_NEWS_H

#include "view/view.h"

/* [{day, new_pages [{label, items [page], items_count, several, many}], items [{page, what [text], people [text]}]}] of the last 90 days.
 * about: of itself, of the pages that refer to it, and of those it owns; NULL: of all. */
struct value news_days(const struct view *v, const struct page *about, struct arena *a);
/* What was changed last on the page, in a few words; none when it is new, or when that is not known. */
struct value news_latest(const struct view *v, const struct page *p, struct arena *a);

#endif
