#include "base/arena.h"
#include "view/view.h"

/* What a query finds, as a layout sees it: pages, groups of them, a number or a two-way table. */

static struct value pages_value(const struct view *v, const struct pages *ps, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, ps->n);
    for (size_t i = 0; i < ps->n; i++)
        items[i] = view_page(v, ps->items[i]);
    return value_list(items, ps->n);
}

static struct value head_value(const struct view *v, const struct matrix_head *h, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    value_map_add(&m, a, STR("title"), h->title.n ? value_text(h->title) : value_null());
    value_map_add(&m, a, STR("page"), h->page ? view_page(v, h->page) : value_null());
    value_map_add(&m, a, STR("sum"), value_int((int64_t)h->sum));
    value_map_add(&m, a, STR("none"), value_bool(!h->sum));
    return m;
}

/* {count, items, empty, row, column} */
static struct value cell_value(const struct view *v, const struct pages *ps, struct value row,
                               struct value column, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    value_map_add(&m, a, STR("count"), value_int((int64_t)ps->n));
    value_map_add(&m, a, STR("items"), pages_value(v, ps, a));
    value_map_add(&m, a, STR("empty"), value_bool(!ps->n));
    value_map_add(&m, a, STR("row"), row);
    value_map_add(&m, a, STR("column"), column);
    return m;
}

/* {columns: [head], rows: [head with cells], sum}; nothing when no page was asked for and no side has a head. */
static struct value matrix_value(const struct view *v, const struct query_matrix *x, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP}, *columns = ARENA_ARRAY(a, struct value, x->n_columns),
                 *rows = ARENA_ARRAY(a, struct value, x->n_rows);
    if (!x->n_rows || !x->n_columns)
        return value_null();
    for (size_t k = 0; k < x->n_columns; k++)
        columns[k] = head_value(v, &x->columns[k], a);
    for (size_t i = 0; i < x->n_rows; i++) {
        struct value *cells = ARENA_ARRAY(a, struct value, x->n_columns);
        struct value head = head_value(v, &x->rows[i], a);
        for (size_t k = 0; k < x->n_columns; k++)
            cells[k] = cell_value(v, &x->cells[i * x->n_columns + k], head, columns[k], a);
        rows[i] = head_value(v, &x->rows[i], a);
        value_map_add(&rows[i], a, STR("cells"), value_list(cells, x->n_columns));
    }
    value_map_add(&m, a, STR("columns"), value_list(columns, x->n_columns));
    value_map_add(&m, a, STR("rows"), value_list(rows, x->n_rows));
    value_map_add(&m, a, STR("sum"), value_int((int64_t)x->sum));
    return m;
}

struct value view_query(const struct view *v, const struct query *q, struct arena *a)
{
    struct query_result r = query_run(q, v->vs->site, v->page, a);
    if (r.counted)
        return value_int((int64_t)r.pages.n);
    if (r.matrix)
        return matrix_value(v, r.matrix, a);
    if (!r.grouped)
        return pages_value(v, &r.pages, a);
    struct value *groups = ARENA_ARRAY(a, struct value, r.n_groups);
    for (size_t i = 0; i < r.n_groups; i++) {
        const struct query_group *g = &r.groups[i];
        groups[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&groups[i], a, STR("title"), g->title.n ? value_text(g->title) : value_null());
        value_map_add(&groups[i], a, STR("page"), g->page ? view_page(v, g->page) : value_null());
        value_map_add(&groups[i], a, STR("items"), pages_value(v, &g->pages, a));
        value_map_add(&groups[i], a, STR("items_count"), value_int((int64_t)g->pages.n));
    }
    return value_list(groups, r.n_groups);
}
