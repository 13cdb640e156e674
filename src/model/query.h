/* query - what a layout asks of the site: "inputs: {of: stationsinput, where: {tema: self}, sort: [nummer], group: kategori}".
 *            count: true gives the number alone; matrix: {rows: kategori, columns: tema} a two-way table, where
 *            rows: {by: kategori, of: kategori, sort: [title]} has a row for each category, {by: tema, self: stationer.tema} one
 *            for each theme that the page shown reaches.
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

/* One row or column of a two-way table. */
struct matrix_head {
    const struct page *page; /* NULL: a text, or (title "") those that have nothing there, which come last */
    struct str title;
    size_t sum; /* different pages in it: a page may stand in several */
};

struct query_matrix {
    struct matrix_head *rows, *columns;
    size_t n_rows, n_columns; /* LIMIT_MATRIX at most; a page beyond stands in `sum` alone */
    struct pages *cells;      /* row by row */
    size_t sum;               /* different pages in all */
};

struct query_result {
    bool grouped, counted;
    struct pages pages;
    struct query_matrix *matrix; /* NULL: none was asked for */
    struct query_group *groups;
    size_t n_groups;
};

struct query *query_compile(const struct value *spec, const struct types *types, struct str path,
                            struct arena *a, struct diags *ds);
bool query_is_matrix(const struct query *q);
struct query_result query_run(const struct query *q, const struct site *s, const struct page *self,
                              struct arena *a);

#endif
