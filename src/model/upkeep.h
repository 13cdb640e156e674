/* upkeep - which pages somebody should look at: due for review, past it, and linked from nowhere.
 * Owns: nothing. Fails: a page that says nothing of it is never due.
 * Invariant: the one definition for layouts, queries, `list` and reports. A review is due `review_every` months after the last
 *            one; where there was none (no `reviewed`), after the page's own `date`; failing that, after the day it was made.
 *            A change is no review. An orphan is a visible page, other than the front page, that no visible page links or
 *            refers to; that its folder lists it does not count.
 */
#ifndef MODEL_UPKEEP_H
#define MODEL_UPKEEP_H

#include "model/site.h"

bool upkeep_due(const struct page *p, struct date *out);         /* the day on which the next review is due */
bool upkeep_overdue(const struct site *s, const struct page *p); /* that day has come */
bool upkeep_orphan(const struct page *p);

#endif
