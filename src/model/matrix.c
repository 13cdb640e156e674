#include <stdlib.h>

#include "base/limits.h"
#include "model/query_parts.h"

/* Two-way tables: which pages stand under each pair of keys, and which pairs have none. */

struct side {
    const struct axis *axis;
    struct operand *keys;
    size_t n, cap;
    size_t firm; /* those that stand there in any case: in the order asked for, before the ones found */
    bool without;
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
        if (s->n < LIMIT_MATRIX && find_key(s->keys, s->n, &keys[i]) == STR_NONE)
            *ARENA_PUSH(r->a, s->keys, s->n, s->cap, struct operand) = keys[i];
}

static int by_key(const void *x, const void *y)
{
    return query_compare(x, y);
}

static void gather(const struct run *r, struct side *s, const struct pages *pages)
{
    struct operand *keys;
    if (s->axis->all) {
        struct query_result all = query_run(s->axis->all, r->site, r->self, r->a);
        for (size_t i = 0; i < all.pages.n; i++)
            add_keys(r, s, &(struct operand){.page = all.pages.items[i], .text = all.pages.items[i]->title},
                     1);
    }
    if (s->axis->self.n) {
        size_t n = query_operands(r, r->self, s->axis->self, &keys);
        add_keys(r, s, keys, n);
    }
    s->firm = s->n;
    for (size_t i = 0; i < pages->n; i++) {
        size_t n = query_operands(r, pages->items[i], s->axis->by, &keys);
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

/* The places of a page on one side, each once. */
static size_t places(const struct run *r, const struct side *s, const struct page *p, size_t **out)
{
    struct operand *keys;
    size_t n = query_operands(r, p, s->axis->by, &keys), m = 0;
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

struct query_matrix *query_tabulate(const struct run *r, const struct pages *pages)
{
    struct side rows = {.axis = r->q->rows}, columns = {.axis = r->q->columns};
    struct query_matrix *m = ARENA_NEW(r->a, struct query_matrix);
    gather(r, &rows, pages);
    gather(r, &columns, pages);
    m->rows = heads(r, &rows, &m->n_rows);
    m->columns = heads(r, &columns, &m->n_columns);
    m->cells = ARENA_ARRAY(r->a, struct pages, m->n_rows * m->n_columns);
    m->sum = pages->n;
    for (size_t i = 0; i < pages->n; i++) {
        size_t *down, *across;
        size_t n_down = places(r, &rows, pages->items[i], &down),
               n_across = places(r, &columns, pages->items[i], &across);
        for (size_t k = 0; k < n_across; k++)
            m->columns[across[k]].sum++;
        for (size_t j = 0; j < n_down; j++) {
            m->rows[down[j]].sum++;
            for (size_t k = 0; k < n_across; k++)
                pages_add(&m->cells[down[j] * m->n_columns + across[k]], r->a, pages->items[i]);
        }
    }
    return m;
}
