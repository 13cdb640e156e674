/* feeds - which pages have a feed of their own, and of which pages each tells.
 * Owns:      nothing; lists lie in the site's arena.
 * Fails:     never.
 * Invariant: visible pages alone. A folder's page tells of the pages of its type (`feed: true`); a page of a type with `feed: each` of
 *            itself, of those that refer to it in their fields, and of those that it is the owner of.
 */
#ifndef MODEL_FEEDS_H
#define MODEL_FEEDS_H

#include "model/site.h"

/* The page itself, those that refer to it, and those that it owns among the n pages of `all`; each once. */
struct pages feeds_about(const struct page *const *all, size_t n, const struct page *of, struct arena *a);
/* Whether the feed of a page, NULL: that of the site, tells of p. */
bool feeds_tells(const struct page *of, const struct page *p);

#endif
