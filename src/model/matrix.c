#include <stdlib.h>

#include "base/limits.h"
#include "model/query_parts.h"

/* Two-way tables: which pages stand under each pair of keys, and which pairs have none. */

struct side {
    const struct axis *axis;
    struct operand *keys;
    size_t n, cap;
    size_t firm; /* those that stand there in any case: in the order asked for, before the ones found */
    bool without, too_many;
};

static bool same_key(const struct operand *x, const struct operand *y)
{
    return x->page || y->page ? x->page == y->page : str_eq(x->text, y->text);
}

static size_t find_key(const struct operand *keys, size_t n, const struct operand *key)
{
    for (size_t i = 0; i < n; i++)
        if (same_key(&keys[i], key))
            return i;
    return STR_NONE;
}

static void add_keys(const struct run *r, struct side *s, const struct operand *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (find_key(s->keys, s->n, &keys[i]) == STR_NONE) {
            if (s->n < LIMIT_MATRIX)
                *ARENA_PUSH(r->a, s->keys, s->n, s->cap, struct operand) = keys[i];
            else
                s->too_many = true;
        }
}

static int by_key(const void *x, const void *y)
{
    return query_compare(x, y);
}

static void gather(const struct run *r, struct side *s, const struct query_rows *rows)
{
    struct operand *keys;
    if (s->axis->all) {
        struct query_rows all = query_find(s->axis->all, r->site, r->self, r->a);
        for (size_t i = 0; i < all.n; i++)
            add_keys(r, s, &(struct operand){.page = all.items[i].page, .text = all.items[i].page->title}, 1);
    }
    if (s->axis->reaches) {
        size_t n = query_operands(r, &(struct query_row){.page = r->self}, &s->axis->self, true, &keys);
        add_keys(r, s, keys, n);
    }
    s->firm = s->n;
    for (size_t i = 0; i < rows->n; i++) {
        size_t n = query_operands(r, &rows->items[i], &s->axis->by, true, &keys);
        add_keys(r, s, keys, n);
        s->without |= !n;
    }
    if (s->n > s->firm)
        qsort(s->keys + s->firm, s->n - s->firm, sizeof *s->keys, by_key);
}

static struct matrix_head *heads(const struct run *r, const struct side *s, size_t *n)
{
    struct matrix_head *out = ARENA_ARRAY(r->a, struct matrix_head, s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        const struct operand *k = &s->keys[i];
        out[i] = (struct matrix_head){.page = k->page, .title = k->label.n ? k->label : k->text};
    }
    *n = s->n + s->without;
    return out;
}

/* The places of a row on one side, each once. */
static size_t places(const struct run *r, const struct side *s, const struct query_row *row, size_t **out)
{
    struct operand *keys;
    size_t n = query_operands(r, row, &s->axis->by, true, &keys), m = 0;
    *out = ARENA_ARRAY(r->a, size_t, n + 1);
    if (!n)
        (*out)[m++] = s->n;
    for (size_t i = 0; i < n; i++) {
        size_t at = find_key(s->keys, s->n, &keys[i]);
        if (at != STR_NONE && find_key(keys, i, &keys[i]) == STR_NONE)
            (*out)[m++] = at;
    }
    return m;
}

struct query_matrix *query_tabulate(const struct run *r, const struct query_rows *found)
{
    struct side rows = {.axis = r->q->rows}, columns = {.axis = r->q->columns};
    struct query_matrix *m = ARENA_NEW(r->a, struct query_matrix);
    gather(r, &rows, found);
    gather(r, &columns, found);
    m->rows = heads(r, &rows, &m->n_rows);
    m->columns = heads(r, &columns, &m->n_columns);
    m->cells = ARENA_ARRAY(r->a, struct query_rows, m->n_rows * m->n_columns);
    m->sum = found->n;
    m->too_large = rows.too_many || columns.too_many;
    for (size_t i = 0; i < found->n; i++) {
        size_t *down, *across;
        size_t n_down = places(r, &rows, &found->items[i], &down),
               n_across = places(r, &columns, &found->items[i], &across);
        for (size_t k = 0; k < n_across; k++)
            m->columns[across[k]].sum++;
        for (size_t j = 0; j < n_down; j++) {
            m->rows[down[j]].sum++;
            for (size_t k = 0; k < n_across; k++) {
                struct query_rows *cell = &m->cells[down[j] * m->n_columns + across[k]];
                *ARENA_PUSH(r->a, cell->items, cell->n, cell->cap, struct query_row) = found->items[i];
            }
        }
    }
    return m;
}
