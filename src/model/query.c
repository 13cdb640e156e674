#include "base/limits.h"
#include "model/query_parts.h"
#include "model/reach.h"

static void compile_type(struct query_compiler *c, const struct value *v)
{
    struct keys known = {c->types->items, c->types->n,
                         sizeof *c->types->items}; /* a type begins with its name */
    const struct type *t = types_find(c->types, value_str(v));
    if (str_eq(value_str(v), STR("any")) || str_eq(value_str(v), STR("children")))
        return;
    if (t) {
        c->q->of[c->q->n_of++] = t;
        return;
    }
    struct str hint = keys_hint(known, value_str(v), c->r.arena);
    QUERY_FAULT(c, v, "unknown type \"%.*s\"%.*s", STR_F(value_str(v)), STR_F(hint));
}

static bool compile_of(struct query_compiler *c, const struct value *spec)
{
    const struct value *of = value_get(spec, STR("of"));
    if (!of) {
        QUERY_FAULT(c, spec, "a query says what it is of: {of: TYPE}, or {of: any}");
        return false;
    }
    c->q->of = ARENA_ARRAY(c->r.arena, const struct type *, of->kind == VALUE_LIST ? of->list.n : 1);
    for (size_t i = 0; of->kind == VALUE_LIST && i < of->list.n; i++)
        compile_type(c, &of->list.items[i]);
    if (of->kind != VALUE_LIST)
        compile_type(c, of);
    c->q->children = str_eq(value_str(of), STR("children"));
    c->q->selfish = c->q->children;
    if (c->q->children || str_eq(value_str(of), STR("any")))
        c->q->of = NULL;
    return !c->q->of || c->q->n_of; /* of no type that there is, every name would be wrong */
}

/* ---- the items of a list ---- */

static const struct field *list_named(const struct field *fields, size_t n, struct str path)
{
    struct str name, rest = path;
    if (!str_split(&rest, '.', &name))
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (str_eq(fields[i].name, name) && fields[i].n_fields)
            return rest.n                         ? list_named(fields[i].fields, fields[i].n_fields, rest)
                   : fields[i].kind == FIELD_LIST ? &fields[i]
                                                  : NULL;
    return NULL;
}

static void compile_each(struct query_compiler *c, const struct value *v)
{
    struct str *lists;
    size_t most = 0, n = 0;
    for (size_t i = 0; i < query_types(c); i++) {
        const struct type *t = query_type(c, i);
        if (list_named(t->fields, t->n_fields, value_str(v))) {
            c->q->each = value_str(v);
            return;
        }
        most += t->n_fields;
    }
    lists = ARENA_ARRAY(c->r.arena, struct str, most);
    for (size_t i = 0; i < query_types(c); i++)
        for (size_t k = 0; k < query_type(c, i)->n_fields; k++)
            if (list_named(&query_type(c, i)->fields[k], 1, query_type(c, i)->fields[k].name))
                lists[n++] = query_type(c, i)->fields[k].name;
    struct str hint = diag_hint(diag_nearest(value_str(v), lists, n), c->r.arena);
    QUERY_FAULT(c, v, "each wants a list of groups: \"%.*s\" is none on the pages asked for%.*s",
                STR_F(value_str(v)), STR_F(hint));
}

/* ---- order, numbers ---- */

static void compile_sort(struct query_compiler *c, const struct value *v)
{
    const struct value *items = v->kind == VALUE_LIST ? v->list.items : v;
    size_t n = v->kind == VALUE_LIST ? v->list.n : 1;
    c->q->sort = ARENA_ARRAY(c->r.arena, struct order, n);
    for (size_t i = 0; i < n; i++) {
        struct str name = value_str(&items[i]);
        struct order *o = &c->q->sort[c->q->n_sort];
        o->down = name.n && name.p[0] == '-';
        c->q->n_sort += query_name_read(c, &items[i], o->down ? str_from(name, 1) : name, &o->name);
    }
}

static size_t positive(struct query_compiler *c, const struct value *v, const char *what)
{
    int64_t n;
    if (value_as_int(v, &n) && n > 0)
        return (size_t)n;
    QUERY_FAULT(c, v, "%s wants a whole number over 0", what);
    return 0;
}

static void compile_limit(struct query_compiler *c, const struct value *v)
{
    c->q->limit = positive(c, v, "limit");
}

static void compile_per_page(struct query_compiler *c, const struct value *v)
{
    c->q->per_page = positive(c, v, "per_page");
}

static void compile_count(struct query_compiler *c, const struct value *v)
{
    if (!value_as_bool(v, &c->q->count))
        QUERY_FAULT(c, v, "count wants true: the number of pages alone");
}

/* ---- two-way tables ---- */

/* {by: FIELD, of: TYPE, sort: ...}: what remains without `by` is a query of its own, or {self: PATH}. */
static void compile_axis_map(struct query_compiler *c, const struct value *v, struct axis *out)
{
    const struct value *by = value_get(v, STR("by")), *self = value_get(v, STR("self"));
    struct value rest = *v;
    if (!by) {
        QUERY_FAULT(c, v, "a side of a matrix says by what: {by: FIELD, of: TYPE}");
        return;
    }
    query_name_read(c, by, value_str(by), &out->by);
    rest.map.pairs = ARENA_ARRAY(c->r.arena, struct value_pair, v->map.n);
    rest.map.n = 0;
    for (size_t i = 0; i < v->map.n; i++)
        if (&v->map.pairs[i].value != by && &v->map.pairs[i].value != self)
            rest.map.pairs[rest.map.n++] = v->map.pairs[i];
    if (self) {
        out->reaches = query_name_of_any(c, self, &out->self);
        c->q->selfish = true;
    }
    if (rest.map.n) {
        out->all = query_compile(&rest, c->types, c->r.path, c->r.arena, c->r.diags);
        c->q->selfish |= out->all->selfish;
    }
}

static struct axis *compile_axis(struct query_compiler *c, const struct value *v)
{
    struct axis *out = ARENA_NEW(c->r.arena, struct axis);
    if (v->kind == VALUE_MAP)
        compile_axis_map(c, v, out);
    else
        query_name_read(c, v, value_str(v), &out->by);
    return out;
}

static void compile_matrix(struct query_compiler *c, const struct value *v)
{
    const struct value *rows = value_get(v, STR("rows")), *columns = value_get(v, STR("columns"));
    if (!rows || !columns || v->map.n != 2) {
        QUERY_FAULT(c, v, "a matrix has two sides and nothing else: {rows: FIELD, columns: FIELD}");
        return;
    }
    c->q->rows = compile_axis(c, rows);
    c->q->columns = compile_axis(c, columns);
}

/* ---- the whole ---- */

/* In the order that messages name them; `of` and `each` say what the other names are of, so they are compiled first. */
static const struct {
    struct str name;
    void (*compile)(struct query_compiler *c, const struct value *v);
} keys[] = {{STR_INIT("of"), NULL},
            {STR_INIT("each"), NULL},
            {STR_INIT("where"), query_where_read},
            {STR_INIT("sort"), compile_sort},
            {STR_INIT("group"), query_group_read},
            {STR_INIT("limit"), compile_limit},
            {STR_INIT("per_page"), compile_per_page},
            {STR_INIT("count"), compile_count},
            {STR_INIT("matrix"), compile_matrix}};

static void compile_key(struct query_compiler *c, const struct value_pair *p)
{
    size_t i = keys_find(KEYS(keys), p->key.s);
    if (i != STR_NONE) {
        if (keys[i].compile)
            keys[i].compile(c, &p->value);
        return;
    }
    struct str list = keys_list(KEYS(keys), c->r.arena), hint = keys_hint(KEYS(keys), p->key.s, c->r.arena);
    QUERY_FAULT(c, p, "\"%.*s\" is no part of a query; there are %.*s%.*s", STR_F(p->key.s), STR_F(list),
                STR_F(hint));
}

struct query *query_compile(const struct value *spec, const struct types *types, struct str path,
                            struct arena *a, struct diags *ds)
{
    struct query *q = ARENA_NEW(a, struct query);
    struct query_compiler c = {types, q, {path, CODE_BAD_QUERY, a, ds}};
    const struct value *each = value_get(spec, STR("each"));
    q->path = path;
    q->line = spec->line;
    q->col = spec->col;
    if (!compile_of(&c, spec))
        return q;
    if (each)
        compile_each(&c, each);
    for (size_t i = 0; i < spec->map.n; i++)
        compile_key(&c, &spec->map.pairs[i]);
    if (q->grouped + q->count + (q->rows != NULL) > 1)
        QUERY_FAULT(&c, spec, "a query gives groups, a count or a matrix, not several of them");
    if (q->per_page && (q->count || q->rows))
        QUERY_FAULT(&c, spec,
                    "only rows and groups of them can be spread over pages: per_page has no use here");
    return q;
}

bool query_is_matrix(const struct query *q)
{
    return q->rows != NULL;
}

bool query_is_number(const struct query *q)
{
    return q->count;
}

bool query_is_selfish(const struct query *q)
{
    return q->selfish;
}

size_t query_per_page(const struct query *q)
{
    return q->per_page;
}

void query_check(const struct query *q, const struct query_result *r, struct diags *ds)
{
    if (ds && r->matrix && r->matrix->too_large)
        diag_at(ds, CODE_LIMIT, q->path, q->line, q->col,
                "the table has more than %d rows or columns; ask for fewer with where, or for another name",
                LIMIT_MATRIX);
}

void query_refuse_pages(const struct query *q, struct diags *ds)
{
    diag_at(
        ds, CODE_BAD_QUERY, q->path, q->line, q->col,
        "one query of a layout, with its parents and partials, can have per_page; another has it already");
}
