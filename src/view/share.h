/* share - one page of a listing that is spread over several: {of: children, per_page: 60}. The first stands at the page's own
 * address, the others below it: "planer/", "planer/side-2/".
 * Owns:      nothing; lies in the build's arena. Fails: never.
 * Invariant: {{#NAME}} gives the rows of the share, {{NAME_count}} how many there are in all; {{#NAME_pages}}, which is `paging`
 *            too, is nothing when there is but one page.
 */
#ifndef VIEW_SHARE_H
#define VIEW_SHARE_H

#include "view/view.h"

struct view_share {
    const struct query *query;
    struct query_rows rows; /* of this page */
    size_t found;           /* rows of all pages */
    size_t number, total;   /* from 1 */
    struct str url;         /* address of this page */
};

/* The address of the k-th page of the listing on p. */
struct str share_url(const struct strings *s, const struct page *p, size_t k, struct arena *a);
/* {number, total, further, previous, next, canonical, items: [{number, url, current, gap}]}; links are of the page rendered. */
struct value share_pages(const struct view *v, struct arena *a);

#endif
