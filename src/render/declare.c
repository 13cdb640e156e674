#include "render/declare.h"

#include "base/tr.h"
#include "view/chart.h"

struct declaring {
    const struct types *types;
    struct str path;
    struct arena *a;
    struct diags *ds;
    struct declared *out;
};

static const struct query *query_named(const struct declared *d, struct str name)
{
    for (size_t i = 0; i < d->n_queries; i++)
        if (str_eq(d->queries[i].name.s, name))
            return d->queries[i].query;
    return NULL;
}

static void read_query(struct declaring *r, const struct value_pair *p)
{
    *ARENA_PUSH(r->a, r->out->queries, r->out->n_queries, r->out->cap_queries, struct named_query) =
        (struct named_query){p->key, query_compile(&p->value, r->types, r->path, r->a, r->ds)};
}

static bool has_chart(const struct declared *d, struct str name)
{
    for (size_t i = 0; i < d->n_charts; i++)
        if (str_eq(d->charts[i].name.s, name))
            return true;
    return false;
}

static void read_chart(struct declaring *r, const struct value_pair *p)
{
    struct declared *d = r->out;
    const struct value *label = value_get(&p->value, STR("label"));
    struct chart *c = chart_compile(p, d->queries, d->n_queries, r->types, r->path, r->a, r->ds);
    if (!c)
        return;
    *ARENA_PUSH(r->a, d->charts, d->n_charts, d->cap_charts, struct named_chart) =
        (struct named_chart){p->key, c};
    *ARENA_PUSH(r->a, d->labels, d->n_labels, d->cap_labels, struct declared_label) =
        (struct declared_label){value_str(label), r->path, label->line, label->col};
}

static bool plain_name(struct str name, struct str ending)
{
    if (!str_ends(name, ending) || name.n <= ending.n)
        return false;
    for (size_t i = 0; i + ending.n < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i)))
            return false;
    }
    return true;
}

static bool read_blank(struct declaring *r, const struct value *v, struct declared_file *out)
{
    const struct value *name = value_get(v, STR("blank"));
    out->blank = types_find(r->types, value_str(name));
    if (v->map.n != 1 || !name)
        diag_at(r->ds, CODE_BAD_QUERY, r->path, v->line, v->col,
                "a file to fill in says of what type: {blank: TYPE}");
    else if (!out->blank)
        diag_at(r->ds, CODE_BAD_QUERY, r->path, name->line, name->col, "unknown type \"%.*s\"",
                STR_F(value_str(name)));
    return v->map.n == 1 && out->blank;
}

static bool read_table(struct declaring *r, const struct value *v, struct declared_file *out)
{
    out->query = query_named(r->out, value_str(v));
    bool good = out->query && query_is_matrix(out->query);
    if (!good)
        diag_at(r->ds, CODE_BAD_QUERY, r->path, v->line, v->col,
                "a file wants the name of one of this layout's queries with a matrix");
    return good;
}

static void read_file(struct declaring *r, const struct value_pair *p)
{
    bool blank = p->value.kind == VALUE_MAP;
    const char *ending = blank ? ".md" : ".csv";
    struct declared_file file = {.name = p->key.s};
    if (!plain_name(p->key.s, str_of(ending)))
        diag_at(r->ds, CODE_TEMPLATE, r->path, p->line, p->col,
                "\"%.*s\" is no name of a file: small letters, digits and hyphens, then %s", STR_F(p->key.s),
                ending);
    else if (blank ? read_blank(r, &p->value, &file) : read_table(r, &p->value, &file))
        r->out->files[r->out->n_files++] = file;
}

/* In this order: what comes later refers to what was read before. */
static const struct {
    struct str name;
    void (*read)(struct declaring *r, const struct value_pair *p);
    const char *wants;
} keys[] = {
    {STR_INIT("queries"), read_query, TR_MARK("queries wants names with queries: {latest: {of: any}}")},
    {STR_INIT("charts"), read_chart, TR_MARK("charts wants names with charts: {course: {kind: timeline}}")},
    {STR_INIT("files"), read_file,
     TR_MARK("files wants names with queries: {table.csv: QUERY}, or with types: {page.md: {blank: TYPE}}")},
};
enum { N_KEYS = sizeof keys / sizeof *keys };

static bool known(struct str name)
{
    for (size_t i = 0; i < N_KEYS; i++)
        if (str_eq(keys[i].name, name))
            return true;
    return false;
}

struct declared *declare_read(const struct value *front, const struct types *types, struct str path,
                              struct arena *a, struct diags *ds)
{
    struct declaring r = {types, path, a, ds, ARENA_NEW(a, struct declared)};
    for (size_t i = 0; i < front->map.n; i++)
        if (!known(front->map.pairs[i].key.s))
            diag_at(ds, CODE_TEMPLATE, path, front->map.pairs[i].line, front->map.pairs[i].col,
                    "unknown key \"%.*s\"; a layout declares queries, charts and files",
                    STR_F(front->map.pairs[i].key.s));
    for (size_t k = 0; k < N_KEYS; k++) {
        const struct value *v = value_get(front, keys[k].name);
        if (v && v->kind != VALUE_MAP)
            diag_at(ds, CODE_BAD_QUERY, path, v->line, v->col, "%s", tr(keys[k].wants));
        if (!v || v->kind != VALUE_MAP)
            continue;
        if (keys[k].read == read_file)
            r.out->files = ARENA_ARRAY(a, struct declared_file, v->map.n);
        for (size_t i = 0; i < v->map.n; i++)
            keys[k].read(&r, &v->map.pairs[i]);
    }
    return r.out;
}

void declare_merge(struct declared *into, const struct declared *from, struct arena *a)
{
    for (size_t i = 0; i < from->n_queries; i++)
        if (!query_named(into, from->queries[i].name.s))
            *ARENA_PUSH(a, into->queries, into->n_queries, into->cap_queries, struct named_query) =
                from->queries[i];
    for (size_t i = 0; i < from->n_charts; i++)
        if (!has_chart(into, from->charts[i].name.s))
            *ARENA_PUSH(a, into->charts, into->n_charts, into->cap_charts, struct named_chart) =
                from->charts[i];
}
