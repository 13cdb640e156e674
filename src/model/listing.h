/* listing - lists that editors ask for in a page's own front matter, in the words of layouts (model/query.h) and with a title:
 *   queries:
 *     naeste: {title: Kommende møder, of: moede, where: {dato: {after: now}}, sort: dato}
 * Owns:      nothing; lies in the arena.
 * Fails:     what cannot be is a diagnostic (bad-query, limit) at its place in the front matter; that list is left out.
 * Invariant: LIMIT_LISTINGS of a page at most, LIMIT_LISTING rows in each; they hold visible pages only, as all queries do.
 */
#ifndef MODEL_LISTING_H
#define MODEL_LISTING_H

#include "model/query.h"

struct builder;

struct listing {
    struct str name, title;
    const struct query *query;
};

void listings_read(struct builder *b, struct page *p);

#endif
