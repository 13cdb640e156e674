#include "model/query.h"

#include <stdlib.h>

#include "model/period.h"
#include "model/reach.h"

enum compare { IS_SELF, IS_TEXT, HAS };

struct condition {
    struct str path;
    enum compare compare;
    struct str text; /* IS_TEXT */
    bool has;        /* HAS: wanted answer */
};

struct order {
    struct str path;
    bool down;
};

struct query {
    const struct type **of; /* NULL: any */
    size_t n_of;
    struct condition *where;
    size_t n_where;
    struct order *sort;
    size_t n_sort;
    struct str group;
    size_t limit; /* 0: all */
};

/* Names that every page has, beside its type's fields. */
static const struct str page_names[] = {
    STR_INIT("title"),          STR_INIT("date"),    STR_INIT("order"), STR_INIT("url"),
    STR_INIT("created"),        STR_INIT("updated"), STR_INIT("tags"),  STR_INIT("owner"),
    STR_INIT("type"),           STR_INIT("parent"),  STR_INIT("slug"),  STR_INIT("history.updated"),
    STR_INIT("history.created")};

struct compiler {
    const struct types *types;
    struct query *q;
    struct str path;
    struct arena *a;
    struct diags *ds;
};

static bool name_exists(const struct compiler *c, struct str path)
{
    for (size_t i = 0; i < sizeof page_names / sizeof *page_names; i++)
        if (str_eq(page_names[i], path))
            return true;
    for (size_t i = 0; i < (c->q->of ? c->q->n_of : c->types->n); i++)
        if (reach_possible(c->types, c->q->of ? c->q->of[i] : &c->types->items[i], path))
            return true;
    return false;
}

static void check_name(const struct compiler *c, const struct value *at, struct str path)
{
    if (!name_exists(c, path))
        diag_at(c->ds, CODE_BAD_QUERY, c->path, at->line, at->col, "the pages asked for have no \"%.*s\"",
                STR_F(path));
}

static void compile_type(struct compiler *c, const struct value *v)
{
    if (str_eq(value_str(v), STR("any")))
        return;
    const struct type *t = types_find(c->types, value_str(v));
    if (t) {
        c->q->of[c->q->n_of++] = t;
        return;
    }
    struct str *names = ARENA_ARRAY(c->a, struct str, c->types->n);
    for (size_t i = 0; i < c->types->n; i++)
        names[i] = c->types->items[i].name;
    struct str near = diag_nearest(value_str(v), names, c->types->n);
    diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col, "unknown type \"%.*s\"%s%.*s%s",
            STR_F(value_str(v)), near.n ? "; did you mean \"" : "", STR_F(near), near.n ? "\"?" : "");
}

static void compile_where(struct compiler *c, const struct value *v)
{
    if (v->kind != VALUE_MAP) {
        diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col,
                "where wants names with values: {tema: self}");
        return;
    }
    c->q->where = ARENA_ARRAY(c->a, struct condition, v->map.n);
    for (size_t i = 0; i < v->map.n; i++) {
        const struct value *want = &v->map.pairs[i].value, *has = value_get(want, STR("has"));
        struct condition *w = &c->q->where[c->q->n_where++];
        *w = (struct condition){.path = v->map.pairs[i].key.s, .compare = IS_TEXT, .text = value_str(want)};
        if (has) {
            w->compare = HAS;
            value_as_bool(has, &w->has);
        } else if (want->plain && str_eq(want->s, STR("self"))) {
            w->compare = IS_SELF;
        }
        check_name(c, want, w->path);
    }
}

static void compile_sort(struct compiler *c, const struct value *v)
{
    const struct value *items = v->kind == VALUE_LIST ? v->list.items : v;
    size_t n = v->kind == VALUE_LIST ? v->list.n : 1;
    c->q->sort = ARENA_ARRAY(c->a, struct order, n);
    for (size_t i = 0; i < n; i++) {
        struct str name = value_str(&items[i]);
        bool down = name.n && name.p[0] == '-';
        c->q->sort[c->q->n_sort++] = (struct order){down ? str_from(name, 1) : name, down};
        check_name(c, &items[i], c->q->sort[i].path);
    }
}

static void compile_key(struct compiler *c, const struct value_pair *p)
{
    const struct value *v = &p->value;
    int64_t limit;
    if (str_eq(p->key.s, STR("of"))) {
        return; /* compiled first */
    } else if (str_eq(p->key.s, STR("where"))) {
        compile_where(c, v);
    } else if (str_eq(p->key.s, STR("sort"))) {
        compile_sort(c, v);
    } else if (str_eq(p->key.s, STR("group"))) {
        c->q->group = value_str(v);
        check_name(c, v, c->q->group);
    } else if (str_eq(p->key.s, STR("limit"))) {
        if (value_as_int(v, &limit) && limit > 0)
            c->q->limit = (size_t)limit;
        else
            diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col, "limit wants a whole number over 0");
    } else {
        diag_at(c->ds, CODE_BAD_QUERY, c->path, p->line, p->col,
                "\"%.*s\" is no part of a query; of, where, sort, group and limit are", STR_F(p->key.s));
    }
}

struct query *query_compile(const struct value *spec, const struct types *types, struct str path,
                            struct arena *a, struct diags *ds)
{
    struct query *q = ARENA_NEW(a, struct query);
    struct compiler c = {types, q, path, a, ds};
    const struct value *of = value_get(spec, STR("of"));
    if (!of) {
        diag_at(ds, CODE_BAD_QUERY, path, spec->line, spec->col,
                "a query says what it is of: {of: TYPE}, or {of: any}");
        return q;
    }
    q->of = ARENA_ARRAY(a, const struct type *, of->kind == VALUE_LIST ? of->list.n : 1);
    for (size_t i = 0; of->kind == VALUE_LIST && i < of->list.n; i++)
        compile_type(&c, &of->list.items[i]);
    if (of->kind != VALUE_LIST)
        compile_type(&c, of);
    if (!q->n_of && of->kind != VALUE_LIST && str_eq(value_str(of), STR("any")))
        q->of = NULL;
    for (size_t i = 0; i < spec->map.n; i++)
        compile_key(&c, &spec->map.pairs[i]);
    return q;
}

/* ---- running ---- */

/* What a page has under a name: a page, a number or a text; several when it is a list. */
struct operand {
    const struct page *page;
    bool is_number;
    int64_t number;
    struct str text;
};

struct run {
    const struct query *q;
    const struct site *site;
    const struct page *self;
    struct arena *a;
};

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
            }
    return o;
}

static size_t operands(const struct run *r, const struct page *p, struct str path, struct operand **out)
{
    struct date d;
    struct reached *found;
    *out = NULL;
    if (str_starts(path, STR("history.")))
        path = str_from(path, 8);
    if (str_eq(path, STR("title")))
        return one(r->a, (struct operand){.text = p->sort_key}, out);
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
    size_t n = operands(r, p, w->path, &o);
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

static int cmp_operand(const struct operand *x, const struct operand *y)
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
        int c = a->has[i] ? cmp_operand(&a->keys[i], &b->keys[i]) : 0;
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
            if (operands(r, ps->items[i], r->q->sort[j].path, &o)) {
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
        return cmp_operand(&l, &m);
    }
    return str_cmp(a->title, b->title);
}

static void group_pages(const struct run *r, struct query_result *out)
{
    size_t cap = 0;
    out->grouped = true;
    for (size_t i = 0; i < out->pages.n; i++) {
        struct operand *o;
        size_t n = operands(r, out->pages.items[i], r->q->group, &o);
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
    if (q->group.n)
        group_pages(&r, &out);
    return out;
}
