/* query - what a layout, or a page's own front matter, asks of the site.
 *   inputs: {of: stationsinput, where: {tema: self}, sort: [nummer], group: kategori}
 * Keys:      of        a type, a list of types, any, or children: what lies directly below the page shown, in its order
 *            each      a list of groups: its items are the rows, not the pages
 *            where     {NAME: VALUE, …}, all of them: a value, one of [several], self (the page shown), {has: yes or no},
 *                      {not: any of these}, {before: WHEN}, {after: WHEN}; WHEN is now, now+90, now-30 (days), or a date. A period is
 *                      before something by its end, after something by its beginning; what is today is neither.
 *            sort      [NAME, -NAME]: -: the last one first; rows without the name come last
 *            group     NAME, or {by: NAME, as: letter, day, month or year}; groups come by their key, the last first when the
 *                      query is sorted by -NAME
 *            limit, per_page   how many rows, in all or on each page (render/paging.h)
 *            count     true: the number alone
 *            matrix    {rows: SIDE, columns: SIDE}, a two-way table; SIDE is a NAME, {by: NAME, of: TYPE, …} with a row for each
 *                      page of another query, or {by: NAME, self: NAME} with one for each thing that the page shown reaches
 * Names:     of an item of `each`; of fields of the types, inverses too; of what every page has (query_name.c); and through
 *            relations with dots between: arrangement.dato, owner.title.
 * Owns:      nothing; compiled queries lie in the arena.
 * Fails:     query_compile gives a diagnostic (bad-query) with line and column for what does not exist, and leaves it out.
 * Invariant: a result holds visible pages only, in an order that does not depend on anything but the site.
 */
#ifndef MODEL_QUERY_H
#define MODEL_QUERY_H

#include "model/site.h"

struct query;

/* A page, or with `each` one item of a list on it. */
struct query_row {
    const struct page *page;
    const struct field *list; /* NULL: the page itself */
    const struct value *item; /* the group's map, by list->fields */
};

struct query_rows {
    struct query_row *items;
    size_t n, cap;
};

struct query_group {
    const struct page *page; /* the key, when it is a page */
    struct str title;        /* the key as text; "" for rows without */
    bool is_date;            /* … or as a date: */
    struct date date;        /* as exact as the groups are: 2026, 2026-05 */
    struct query_rows rows;
};

/* One row or column of a two-way table. */
struct matrix_head {
    const struct page *page; /* NULL: a text, or (title "") those that have nothing there, which come last */
    struct str title;
    size_t sum; /* different rows in it: one may stand in several */
};

struct query_matrix {
    struct matrix_head *rows, *columns;
    size_t n_rows, n_columns; /* LIMIT_MATRIX at most */
    struct query_rows *cells; /* row by row */
    size_t sum;               /* different rows of the query in all */
    bool too_large;           /* some rows have no place here: see query_check */
};

struct query_result {
    bool grouped, counted;
    struct query_rows rows;
    struct query_matrix *matrix; /* NULL: none was asked for */
    struct query_group *groups;
    size_t n_groups;
};

struct query *query_compile(const struct value *spec, const struct types *types, struct str path,
                            struct arena *a, struct diags *ds);
bool query_is_matrix(const struct query *q);
bool query_is_number(const struct query *q);  /* count */
size_t query_per_page(const struct query *q); /* 0: not paged */
bool query_is_selfish(const struct query *q); /* what it finds depends on the page shown */
struct query_result query_run(const struct query *q, const struct site *s, const struct page *self,
                              struct arena *a);
/* query_run in two steps, for a listing that is shown in shares: all rows, and what some of them are as the query gives them. */
struct query_rows query_find(const struct query *q, const struct site *s, const struct page *self,
                             struct arena *a);
struct query_result query_share(const struct query *q, const struct site *s, const struct page *self,
                                struct query_rows rows, struct arena *a);
/* Tells that its rows cannot be spread over pages, since another query's of the layout are. */
void query_refuse_pages(const struct query *q, struct diags *ds);
/* Tells (limit) when a result cannot be shown whole; ds may be NULL. */
void query_check(const struct query *q, const struct query_result *r, struct diags *ds);

#endif
