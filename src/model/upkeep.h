/* upkeep - which pages somebody should look at: due for review, past it, and linked from nowhere.
 * Owns: nothing. Fails: a page that says nothing of it is never due.
 * Invariant: the one definition for layouts, queries, `list` and reports. The last review is what the page says itself (`reviewed`) or
 *            the newest commit that says so (a trailer `Reviewed:`), whichever came last. The next is due `review_every` months
 *            after it; where there was none, after the page's own `date`; failing that, after the day it was made.
 *            A change is no review. An orphan is a visible page, other than the front page, that no visible page links or
 *            refers to; that its folder lists it does not count.
 */
#ifndef MODEL_UPKEEP_H
#define MODEL_UPKEEP_H

#include "model/site.h"

struct review {
    struct date day;
    const struct touch *touch; /* the commit that says so; NULL: the page does */
};

bool upkeep_reviewed(const struct page *p, struct review *out);  /* the last review; false: none is known */
bool upkeep_due(const struct page *p, struct date *out);         /* the day on which the next review is due */
bool upkeep_overdue(const struct site *s, const struct page *p); /* that day has come */
bool upkeep_orphan(const struct page *p);

#endif
