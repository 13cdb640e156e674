#include <stdlib.h>

#include "model/period.h"
#include "model/query_parts.h"
#include "model/reach.h"

static size_t one(struct arena *a, struct operand o, struct operand **out)
{
    *out = ARENA_NEW(a, struct operand);
    **out = o;
    return 1;
}

static size_t of_touch(struct arena *a, const struct touch *t, struct operand **out)
{
    return t && t->known && t->has_date
               ? one(a, (struct operand){.is_number = true, .number = t->date.epoch}, out)
               : 0;
}

static size_t of_pages(struct arena *a, const struct pages *ps, struct operand **out)
{
    *out = ARENA_ARRAY(a, struct operand, ps->n);
    for (size_t i = 0; i < ps->n; i++)
        (*out)[i] = (struct operand){.page = ps->items[i], .text = ps->items[i]->title};
    return ps->n;
}

static struct operand operand_of(const struct reached *r)
{
    struct operand o = {.page = r->page, .text = r->page ? r->page->title : value_str(r->value)};
    struct period period;
    enum field_kind kind = r->field ? r->field->kind : FIELD_TEXT;
    if (kind == FIELD_INTEGER && value_as_int(r->value, &o.number))
        o.is_number = true;
    if ((kind == FIELD_DATE || kind == FIELD_PERIOD) &&
        period_parse(str_sub(o.text, 0, kind == FIELD_DATE ? 10 : o.text.n), &period)) {
        o.is_number = true;
        o.number = date_to_days(period.from);
    }
    if (kind == FIELD_CHOICE)
        for (size_t i = 0; i < r->field->n_choices; i++)
            if (str_eq(r->field->choices[i].id, o.text)) {
                o.is_number = true; /* in the order of the schema */
                o.number = (int64_t)i;
                o.label = r->field->choices[i].label;
            }
    return o;
}

size_t query_operands(const struct run *r, const struct page *p, struct str path, struct operand **out)
{
    struct date d;
    struct reached *found;
    *out = NULL;
    if (str_starts(path, STR("history.")))
        path = str_from(path, 8);
    if (str_eq(path, STR("title")))
        return one(r->a, (struct operand){.text = p->sort_key, .label = p->title}, out);
    if (str_eq(path, STR("url")))
        return one(r->a, (struct operand){.text = p->url}, out);
    if (str_eq(path, STR("slug")))
        return one(r->a, (struct operand){.text = p->stem}, out);
    if (str_eq(path, STR("type")))
        return p->type ? one(r->a, (struct operand){.text = p->type->name}, out) : 0;
    if (str_eq(path, STR("order")))
        return one(r->a, (struct operand){.is_number = true, .number = p->order}, out);
    if (str_eq(path, STR("updated")))
        return of_touch(r->a, p->record ? &p->record->updated : NULL, out);
    if (str_eq(path, STR("created")))
        return of_touch(r->a, p->record ? &p->record->created : NULL, out);
    if (str_eq(path, STR("date")) && date_parse(str_sub(value_str(value_get(p->front, path)), 0, 10), &d))
        return one(r->a, (struct operand){.is_number = true, .number = date_to_days(d)}, out);
    if (str_eq(path, STR("tags")))
        return of_pages(r->a, &p->tags, out);
    if (str_eq(path, STR("owner")) || str_eq(path, STR("parent"))) {
        const struct page *to = path.p[0] == 'o' ? p->owner : p->parent;
        return to ? one(r->a, (struct operand){.page = to, .text = to->title}, out) : 0;
    }
    size_t n = reach(r->site, p, path, r->a, &found);
    *out = ARENA_ARRAY(r->a, struct operand, n);
    for (size_t i = 0; i < n; i++)
        (*out)[i] = operand_of(&found[i]);
    return n;
}

static bool holds(const struct run *r, const struct condition *w, const struct page *p)
{
    struct operand *o;
    size_t n = query_operands(r, p, w->path, &o);
    bool has = false;
    if (w->compare == HAS) {
        for (size_t i = 0; i < n; i++)
            has |= o[i].page || o[i].is_number || o[i].text.n;
        return has == w->has;
    }
    for (size_t i = 0; i < n; i++) {
        if (w->compare == IS_SELF ? o[i].page == r->self
                                  : str_eq(o[i].page ? o[i].page->stem : o[i].text, w->text))
            return true;
    }
    return false;
}

static bool wanted(const struct run *r, const struct page *p)
{
    for (size_t i = 0; i < r->q->n_where; i++)
        if (!holds(r, &r->q->where[i], p))
            return false;
    return true;
}

struct keyed {
    const struct page *page;
    const struct query *q;
    struct operand *keys; /* by q->sort; missing ones sort last */
    bool *has;
};

int query_compare(const struct operand *x, const struct operand *y)
{
    if (x->is_number && y->is_number)
        return (x->number > y->number) - (x->number < y->number);
    if (x->page && y->page)
        return x->page->order != y->page->order ? (x->page->order < y->page->order ? -1 : 1)
                                                : str_cmp(x->page->sort_key, y->page->sort_key);
    return str_cmp(x->text, y->text);
}

static int by_keys(const void *x, const void *y)
{
    const struct keyed *a = x, *b = y;
    for (size_t i = 0; i < a->q->n_sort; i++) {
        if (a->has[i] != b->has[i])
            return a->has[i] ? -1 : 1;
        int c = a->has[i] ? query_compare(&a->keys[i], &b->keys[i]) : 0;
        if (c)
            return a->q->sort[i].down ? -c : c;
    }
    int c = str_cmp(a->page->sort_key, b->page->sort_key);
    return c ? c : str_cmp(a->page->url, b->page->url);
}

static void sort_pages(const struct run *r, struct pages *ps)
{
    struct keyed *k = ARENA_ARRAY(r->a, struct keyed, ps->n);
    for (size_t i = 0; i < ps->n; i++) {
        k[i] = (struct keyed){ps->items[i], r->q, ARENA_ARRAY(r->a, struct operand, r->q->n_sort),
                              ARENA_ARRAY(r->a, bool, r->q->n_sort)};
        for (size_t j = 0; j < r->q->n_sort; j++) {
            struct operand *o;
            if (query_operands(r, ps->items[i], r->q->sort[j].path, &o)) {
                k[i].keys[j] = o[0];
                k[i].has[j] = true;
            }
        }
    }
    qsort(k, ps->n, sizeof *k, by_keys);
    for (size_t i = 0; i < ps->n; i++)
        ps->items[i] = k[i].page;
}

static void add_to_group(const struct run *r, struct query_result *out, size_t *cap, const struct operand *o,
                         const struct page *p)
{
    struct str title = o ? o->text : STR("");
    for (size_t i = 0; i < out->n_groups; i++) {
        struct query_group *g = &out->groups[i];
        if (o && o->page ? g->page == o->page : !g->page && str_eq(g->title, title)) {
            pages_add(&g->pages, r->a, p);
            return;
        }
    }
    struct query_group *g = ARENA_PUSH(r->a, out->groups, out->n_groups, *cap, struct query_group);
    *g = (struct query_group){.page = o ? o->page : NULL, .title = title};
    pages_add(&g->pages, r->a, p);
}

static int by_group(const void *x, const void *y)
{
    const struct query_group *a = x, *b = y;
    if (!a->title.n != !b->title.n)
        return a->title.n ? -1 : 1; /* those without come last */
    if (a->page && b->page) {
        struct operand l = {.page = a->page}, m = {.page = b->page};
        return query_compare(&l, &m);
    }
    return str_cmp(a->title, b->title);
}

static void group_pages(const struct run *r, struct query_result *out)
{
    size_t cap = 0;
    out->grouped = true;
    for (size_t i = 0; i < out->pages.n; i++) {
        struct operand *o;
        size_t n = query_operands(r, out->pages.items[i], r->q->group, &o);
        for (size_t k = 0; k < n; k++)
            add_to_group(r, out, &cap, &o[k], out->pages.items[i]);
        if (!n)
            add_to_group(r, out, &cap, NULL, out->pages.items[i]);
    }
    if (out->n_groups)
        qsort(out->groups, out->n_groups, sizeof *out->groups, by_group);
}

struct query_result query_run(const struct query *q, const struct site *s, const struct page *self,
                              struct arena *a)
{
    struct run r = {q, s, self, a};
    struct query_result out = {0};
    for (size_t i = 0; i < (q->of ? q->n_of : s->types->n + 1); i++) {
        const struct pages *all = &s->by_type[q->of ? q->of[i]->index : i];
        for (size_t k = 0; k < all->n; k++)
            if (wanted(&r, all->items[k]))
                pages_add(&out.pages, a, all->items[k]);
    }
    if (out.pages.n && (q->n_sort || !q->of || q->n_of > 1))
        sort_pages(&r, &out.pages);
    if (q->limit && out.pages.n > q->limit)
        out.pages.n = q->limit;
    out.counted = q->count;
    if (q->rows)
        out.matrix = query_tabulate(&r, &out.pages);
    else if (q->group.n)
        group_pages(&r, &out);
    return out;
}
