/* query - what a layout asks of the site: "inputs: {of: stationsinput, where: {tema: self}, sort: [nummer], group: kategori}".
 * Owns:      nothing; compiled queries lie in the arena.
 * Fails:     query_compile gives a diagnostic (bad-query) with the layout's line when a type or name does not exist.
 * Invariant: a result holds visible pages only, in an order that does not depend on anything but the site.
 */
#ifndef MODEL_QUERY_H
#define MODEL_QUERY_H

#include "model/site.h"

struct query;

struct query_group {
    const struct page *page; /* the key, when it is a page */
    struct str title;        /* the key as text; "" for pages without */
    struct pages pages;
};

struct query_result {
    bool grouped;
    struct pages pages;
    struct query_group *groups;
    size_t n_groups;
};

struct query *query_compile(const struct value *spec, const struct types *types, struct str path,
                            struct arena *a, struct diags *ds);
struct query_result query_run(const struct query *q, const struct site *s, const struct page *self,
                              struct arena *a);

#endif
