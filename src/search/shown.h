/* shown - what of a page a result shows and is sorted by, as readers see it: its kind, its day, and the facets that the site names.
 * Owns:      nothing; results lie in the arena or the site.
 * Fails:     what is not known is absent: empty, false, or no value.
 * Invariant: never a hidden page's title, never an author's own name where the site shows another.
 */
#ifndef SEARCH_SHOWN_H
#define SEARCH_SHOWN_H

#include "model/site.h"

struct shown_values {
    struct str *items;
    size_t n, cap;
};

struct str shown_type(const struct page *p); /* "Artikel" */
/* The day of its last change by the history, else its own `date`. */
bool shown_day(const struct site *s, const struct page *p, struct date *out);
/* A facet's values on a page: type, owner, year, author, or a declared field. */
void shown_facet(const struct site *s, const struct page *p, struct str name, struct arena *a,
                 struct shown_values *out);
/* What a declared field is called; empty for the engine's own. */
struct str shown_label(const struct site *s, struct str name);

#endif
