#include "base/arena.h"
#include "view/share.h"

/* What a query finds, as a layout sees it: pages or items on them, groups of these, a number or a two-way table. */

/* ---- an item of a list: its own members, `text` (what it prints), `page`, and what else the page has ---- */

struct shown_item {
    struct value group, page;
};

static bool item_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct shown_item *item = self->obj.self;
    if (value_member(&item->group, key, a, out))
        return true;
    if (!str_eq(key->s, STR("page")) && !str_eq(key->s, STR("text")))
        return value_member(&item->page, key, a, out);
    *out = str_eq(key->s, STR("page")) ? item->page : value_text(value_to_text(&item->group, a));
    return true;
}

static struct str item_text(const struct value *self, struct arena *a)
{
    const struct shown_item *item = self->obj.self;
    return value_to_text(&item->group, a);
}

static struct str item_name(const struct value *self, size_t i)
{
    const struct shown_item *item = self->obj.self;
    return i ? item->group.obj.cls->name_at(&item->group, i - 1) : STR("page");
}

static const struct value_class item_class = {"item", item_get, item_text, NULL, item_name};

static struct value row_value(const struct view *v, const struct query_row *row, struct arena *a)
{
    if (!row->item)
        return view_page(v, row->page);
    struct shown_item *item = ARENA_NEW(a, struct shown_item);
    *item = (struct shown_item){view_group(v, row->page, row->list, row->item, a), view_page(v, row->page)};
    return value_object(&item_class, item, NULL);
}

static struct value rows_value(const struct view *v, const struct query_rows *rows, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        items[i] = row_value(v, &rows->items[i], a);
    return value_list(items, rows->n);
}

/* ---- two-way tables ---- */

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
static struct value cell_value(const struct view *v, const struct query_rows *rows, struct value row,
                               struct value column, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    value_map_add(&m, a, STR("count"), value_int((int64_t)rows->n));
    value_map_add(&m, a, STR("items"), rows_value(v, rows, a));
    value_map_add(&m, a, STR("empty"), value_bool(!rows->n));
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

/* ---- the whole ---- */

static struct value group_value(const struct view *v, const struct query_group *g, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP}, title = value_text(g->title);
    if (g->is_date)
        title = view_date(v, g->date, a);
    value_map_add(&m, a, STR("title"), g->title.n ? title : value_null());
    value_map_add(&m, a, STR("page"), g->page ? view_page(v, g->page) : value_null());
    value_map_add(&m, a, STR("items"), rows_value(v, &g->rows, a));
    value_map_add(&m, a, STR("items_count"), value_int((int64_t)g->rows.n));
    return m;
}

struct value view_found(const struct view *v, const struct query_result *r, struct arena *a)
{
    if (r->counted)
        return value_int((int64_t)r->rows.n);
    if (r->matrix)
        return matrix_value(v, r->matrix, a);
    if (!r->grouped)
        return rows_value(v, &r->rows, a);
    struct value *groups = ARENA_ARRAY(a, struct value, r->n_groups);
    for (size_t i = 0; i < r->n_groups; i++)
        groups[i] = group_value(v, &r->groups[i], a);
    return value_list(groups, r->n_groups);
}

struct value view_query(const struct view *v, const struct query *q, struct arena *a)
{
    bool shared = v->share && v->share->query == q;
    struct query_rows rows = shared ? v->share->rows : query_find(q, v->vs->site, v->page, a);
    struct query_result r = query_share(q, v->vs->site, v->page, rows, a);
    query_check(q, &r, v->ds);
    return view_found(v, &r, a);
}
