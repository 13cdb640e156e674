/* stale - what speaks for looking at a page again, and how much: from its text, its links and its history.
 * Owns:      nothing; lies in the site's arena.
 * Fails:     what is not known speaks for nothing: without a history only the day of the next review does.
 * Reasons:   OVERDUE  the day of the next review has come (upkeep.h)
 *            TEXT     a section has stood unchanged, and unreviewed, for STALE_MONTHS; one reason for all when all have
 *            DATE     the text names a day that lay ahead when its line was written, and is over now (read/mentions.h)
 *            LINK     a page that it links or refers to was written anew, by a tenth of its lines at least (not counted: titles, reviews
 *                     and the like), more than LINK_DAYS after this one was changed or reviewed; not its owner, nor a page below it
 *            A review answers all reasons that were there on its day. Pages of a type with `upkeep: no` tell what was: only OVERDUE is
 *            for them.
 * Score:     OVERDUE 20, and 1 more for each month since, at most 40; TEXT 20 times the share of the sections; DATE and LINK 5 each, at
 *            most 20 each. So 100 at most. 0: no reason.
 * Invariant: of visible pages alone, and from visible pages alone. Reasons come in the order above, at most REASONS_MOST of a kind.
 */
#ifndef MODEL_STALE_H
#define MODEL_STALE_H

#include "model/site.h"

enum { STALE_MONTHS = 24, STALE_LINK_DAYS = 30, STALE_REASONS_MOST = 5 };

enum stale_kind { STALE_OVERDUE, STALE_TEXT, STALE_DATE, STALE_LINK };

struct stale_reason {
    enum stale_kind kind;
    struct date date; /* OVERDUE: when it was due; TEXT, LINK: of the last change; DATE: its last day */
    const struct heading
        *heading;            /* TEXT, DATE: of the section; NULL: of all, or what stands before the first */
    struct str words;        /* DATE: as the text has it */
    const struct page *page; /* LINK */
};

struct staleness {
    unsigned score;
    struct stale_reason *reasons;
    size_t n;
};

/* What was judged of the page; NULL: nothing speaks for looking at it again. */
const struct staleness *stale_of(const struct site *s, const struct page *p);
/* Every page's, once the site is finished. */
void stale_judge(struct site *s, struct arena *a);
const char *stale_kind_name(enum stale_kind k); /* "overdue", "text", "date", "link" */

#endif
