/* calendar - the dates of the site, as the types declare them (`calendar:`), and the pages that they belong to.
 * Owns:      nothing; lies in the site's arena.
 * Fails:     what is not known to the day ("foraaret 2024") is no event; that is no fault.
 * Invariant: events come from visible pages with a source only, sorted by day; a page has a calendar when an event belongs to it:
 *            its own, those of pages that refer to it by a path in `by`, on a folder's page those of the folder's type, and on the
 *            front page all.
 */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include "base/date.h"
#include "model/page.h"

struct event {
    const struct page *page;
    const struct value *map; /* the page's front matter, or the list's group that it is */
    /* Which map of the type's `calendar:`, and which of the list's groups as written: what tells events apart. */
    uint32_t row, item;
    struct str title, where; /* where: "" when not said */
    struct date first, last; /* whole days, both inclusive */
    int begins, ends;        /* minutes after midnight, on an event of one day; -1: not known */
    bool yearly;
};

struct calendar {
    const struct event **events;
    size_t n, cap;
};

#endif
