/* paging - the further pages of listings: each page whose layout has a query with per_page, and how its rows are shared out.
 * Owns:      nothing; lies in the arena.
 * Fails:     a page that stands at the address of a further page is told (double-permalink), and stands.
 * Processes: shared out before the workers are forked.
 * Invariant: a query that finds the same on every page is run once.
 */
#ifndef RENDER_PAGING_H
#define RENDER_PAGING_H

#include "render/templates.h"
#include "view/share.h"

struct paging {
    const struct site *site;
    const struct templates *templates;
    struct map shared; /* a query's number among all → struct query_rows */
};

/* The shares of a page's listing, at least one; none when its layout spreads nothing. One whose address is taken has no url. */
size_t paging_shares(struct paging *g, const struct page *p, struct arena *a, struct diags *ds,
                     struct view_share **out);

#endif
