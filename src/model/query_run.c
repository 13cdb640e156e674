#include <stdlib.h>

#include "model/query_parts.h"
#include "model/reach.h"

/* Rows, in their order. */

struct keyed {
    struct query_row row;
    const struct query *q;
    const struct operand **keys; /* by q->sort; NULL sorts last */
    size_t place;                /* among the rows found: items of one page stay as they were written */
};

static int by_keys(const void *x, const void *y)
{
    const struct keyed *a = x, *b = y;
    for (size_t i = 0; i < a->q->n_sort; i++) {
        if (!a->keys[i] != !b->keys[i])
            return a->keys[i] ? -1 : 1;
        int c = a->keys[i] ? query_compare(a->keys[i], b->keys[i]) : 0;
        if (c)
            return a->q->sort[i].down ? -c : c;
    }
    int c = str_cmp(a->row.page->sort_key, b->row.page->sort_key);
    if (!c)
        c = str_cmp(a->row.page->url, b->row.page->url);
    return c ? c : (a->place > b->place) - (a->place < b->place);
}

static void sort_rows(const struct run *r, struct query_rows *rows)
{
    struct keyed *k = ARENA_ARRAY(r->a, struct keyed, rows->n);
    size_t n_keys = r->q->n_sort;
    const struct operand **keys = ARENA_ARRAY(r->a, const struct operand *, rows->n *n_keys);
    for (size_t i = 0; i < rows->n; i++, keys += n_keys) {
        k[i] = (struct keyed){rows->items[i], r->q, keys, i};
        for (size_t j = 0; j < n_keys; j++) {
            struct operand *o;
            keys[j] = query_operands(r, &rows->items[i], &r->q->sort[j].name, true, &o) ? o : NULL;
        }
    }
    qsort(k, rows->n, sizeof *k, by_keys);
    for (size_t i = 0; i < rows->n; i++)
        rows->items[i] = k[i].row;
}

static void add_row(const struct run *r, struct query_rows *out, struct query_row row)
{
    if (query_where_holds(r, &row))
        *ARENA_PUSH(r->a, out->items, out->n, out->cap, struct query_row) = row;
}

static void add_page(const struct run *r, struct query_rows *out, const struct page *p)
{
    struct reached *items;
    if (!r->q->each.n) {
        add_row(r, out, (struct query_row){.page = p});
        return;
    }
    size_t n = reach(r->site, p, r->q->each, r->a, &items);
    for (size_t i = 0; i < n; i++)
        if (items[i].value && items[i].value->kind == VALUE_MAP)
            add_row(r, out, (struct query_row){p, items[i].field, items[i].value});
}

static void add_pages(const struct run *r, struct query_rows *out, const struct pages *ps,
                      const struct type *type)
{
    for (size_t i = 0; i < ps->n; i++)
        if (!type || ps->items[i]->type == type)
            add_page(r, out, ps->items[i]);
}

/* The pages that can meet a condition that asks for the page shown: it alone, or those in its inverse list, which is in the same
 * order as the type's own; NULL: it may be any. Saves a look at each page of the type for each page shown. */
static const struct pages *near_self(const struct run *r, const struct condition *c, const struct type *type)
{
    if (c->compare != EQUALS || !c->self || c->negated || c->name.of_item || c->name.last)
        return NULL;
    struct pages *found = ARENA_NEW(r->a, struct pages);
    if (c->name.first && !c->name.middle.n && str_eq(c->name.first->name, STR("page"))) {
        pages_add(found, r->a, r->self);
        return found;
    }
    const struct field *f = c->name.first ? NULL : type_field(type, c->name.middle);
    if (!f || (f->kind != FIELD_PAGE && f->kind != FIELD_PAGES) || !f->inverse.n)
        return NULL;
    for (size_t i = 0; i < r->self->n_inverses; i++)
        if (str_eq(r->self->inverses[i].name.s, f->inverse))
            return &r->self->inverses[i].pages;
    return found;
}

static void add_type(const struct run *r, struct query_rows *out, size_t index)
{
    const struct type *type = index < r->site->types->n ? &r->site->types->items[index] : NULL;
    const struct pages *pages = NULL;
    for (size_t i = 0; type && r->self && !pages && i < r->q->n_where; i++)
        pages = near_self(r, &r->q->where[i], type);
    add_pages(r, out, pages ? pages : &r->site->by_type[index], type);
}

struct query_rows query_find(const struct query *q, const struct site *s, const struct page *self,
                             struct arena *a)
{
    struct run r = {q, s, self, a};
    struct query_rows out = {0};
    for (size_t i = 0; !q->children && i < (q->of ? q->n_of : s->types->n + 1); i++)
        add_type(&r, &out, q->of ? q->of[i]->index : i);
    if (q->children)
        add_pages(&r, &out, &self->children, NULL);
    if (out.n && (q->n_sort || (!q->of && !q->children) || q->n_of > 1))
        sort_rows(&r, &out);
    if (q->limit && out.n > q->limit)
        out.n = q->limit;
    return out;
}

struct query_result query_share(const struct query *q, const struct site *s, const struct page *self,
                                struct query_rows rows, struct arena *a)
{
    struct run r = {q, s, self, a};
    struct query_result out = {.counted = q->count, .rows = rows};
    if (q->rows)
        out.matrix = query_tabulate(&r, &out.rows);
    else if (q->grouped)
        query_group_rows(&r, &out);
    return out;
}

struct query_result query_run(const struct query *q, const struct site *s, const struct page *self,
                              struct arena *a)
{
    return query_share(q, s, self, query_find(q, s, self, a), a);
}
