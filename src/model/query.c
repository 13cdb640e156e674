#include "model/query_parts.h"

#include "model/reach.h"

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
    if (near.n)
        diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col,
                "unknown type \"%.*s\"; did you mean \"%.*s\"?", STR_F(value_str(v)), STR_F(near));
    else
        diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col, "unknown type \"%.*s\"",
                STR_F(value_str(v)));
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

/* {by: FIELD, of: TYPE, sort: ...}: what remains without `by` is a query of its own, or {self: PATH}. */
static void compile_axis_map(struct compiler *c, const struct value *v, struct axis *out)
{
    const struct value *by = value_get(v, STR("by")), *self = value_get(v, STR("self"));
    struct value rest = *v;
    if (!by) {
        diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col,
                "a side of a matrix says by what: {by: FIELD, of: TYPE}");
        return;
    }
    out->by = value_str(by);
    check_name(c, by, out->by);
    rest.map.pairs = ARENA_ARRAY(c->a, struct value_pair, v->map.n);
    rest.map.n = 0;
    for (size_t i = 0; i < v->map.n; i++)
        if (&v->map.pairs[i].value != by && &v->map.pairs[i].value != self)
            rest.map.pairs[rest.map.n++] = v->map.pairs[i];
    if (self) {
        struct query any = {0}; /* of whatever page is shown */
        struct compiler shown = *c;
        shown.q = &any;
        out->self = value_str(self);
        check_name(&shown, self, out->self);
    }
    if (rest.map.n)
        out->all = query_compile(&rest, c->types, c->path, c->a, c->ds);
}

static struct axis *compile_axis(struct compiler *c, const struct value *v)
{
    struct axis *out = ARENA_NEW(c->a, struct axis);
    if (v->kind == VALUE_MAP) {
        compile_axis_map(c, v, out);
    } else {
        out->by = value_str(v);
        check_name(c, v, out->by);
    }
    return out;
}

static void compile_matrix(struct compiler *c, const struct value *v)
{
    const struct value *rows = value_get(v, STR("rows")), *columns = value_get(v, STR("columns"));
    if (!rows || !columns || v->map.n != 2) {
        diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col,
                "a matrix has two sides and nothing else: {rows: FIELD, columns: FIELD}");
        return;
    }
    c->q->rows = compile_axis(c, rows);
    c->q->columns = compile_axis(c, columns);
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
    } else if (str_eq(p->key.s, STR("matrix"))) {
        compile_matrix(c, v);
    } else if (str_eq(p->key.s, STR("count"))) {
        if (!value_as_bool(v, &c->q->count))
            diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col,
                    "count wants true: the number of pages alone");
    } else if (str_eq(p->key.s, STR("limit"))) {
        if (value_as_int(v, &limit) && limit > 0)
            c->q->limit = (size_t)limit;
        else
            diag_at(c->ds, CODE_BAD_QUERY, c->path, v->line, v->col, "limit wants a whole number over 0");
    } else {
        diag_at(c->ds, CODE_BAD_QUERY, c->path, p->line, p->col,
                "\"%.*s\" is no part of a query; of, where, sort, group, limit, count and matrix are",
                STR_F(p->key.s));
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
    if ((q->group.n != 0) + q->count + (q->rows != NULL) > 1)
        diag_at(ds, CODE_BAD_QUERY, path, spec->line, spec->col,
                "a query gives groups, a count or a matrix, not several of them");
    return q;
}

bool query_is_matrix(const struct query *q)
{
    return q->rows != NULL;
}
