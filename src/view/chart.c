#include "base/arena.h"
#include "base/tr.h"
#include "model/reach.h"
#include "view/chart_parts.h"

struct declaring {
    struct chart *out;
    const struct named_query *queries;
    size_t n_queries;
    const struct types *types;
    struct str path;
    struct arena *a;
    struct diags *ds;
    bool bad;
};

typedef void reader(struct declaring *r, const struct value *v, struct str *out);

static void fault(struct declaring *r, const struct value *at, const char *text, struct str name)
{
    r->bad = true;
    diag_at(r->ds, CODE_BAD_QUERY, r->path, at->line, at->col, text, STR_F(name));
}

static void read_word(struct declaring *r, const struct value *v, struct str *out)
{
    *out = value_str(v);
    if (!out->n)
        fault(r, v, "a name is expected here%.*s", STR(""));
}

static bool any_type_has(const struct types *types, struct str path)
{
    for (size_t i = 0; i < types->n; i++)
        if (reach_possible(types, &types->items[i], path))
            return true;
    return false;
}

static void read_field(struct declaring *r, const struct value *v, struct str *out)
{
    struct str path = value_str(v);
    *out = path;
    if (r->out->list.n && out != &r->out->list)
        path = str_printf(r->a, "%.*s.%.*s", STR_F(r->out->list), STR_F(path));
    if (!any_type_has(r->types, path))
        fault(r, v, "no type has the field \"%.*s\"", path);
}

static void read_of(struct declaring *r, const struct value *v, struct str *out)
{
    (void)out;
    for (size_t i = 0; i < r->n_queries; i++)
        if (str_eq(r->queries[i].name.s, value_str(v)))
            r->out->of = r->queries[i].query;
    if (!r->out->of)
        fault(r, v, "this layout has no query \"%.*s\"", value_str(v));
}

static void read_matrix(struct declaring *r, const struct value *v, struct str *out)
{
    read_of(r, v, out);
    if (r->out->of && !query_is_matrix(r->out->of))
        fault(r, v, "the query \"%.*s\" is no matrix", value_str(v));
}

/* "TYPE" or "TYPE.FIELD" */
static bool read_place(struct declaring *r, const struct value *v, struct chart_layer *out)
{
    struct str written = value_str(v);
    size_t dot = str_find(written, '.');
    out->type = types_find(r->types, str_sub(written, 0, dot == STR_NONE ? written.n : dot));
    out->field = out->type && dot != STR_NONE ? type_field(out->type, str_from(written, dot + 1)) : NULL;
    if (!out->type || (dot != STR_NONE && !out->field))
        fault(r, v, "\"%.*s\" is no type, or no TYPE.FIELD", written);
    return out->type && (dot == STR_NONE || out->field);
}

static void read_layers(struct declaring *r, const struct value *v, struct str *out)
{
    (void)out;
    if (v->kind != VALUE_LIST)
        fault(r, v, "layers wants a list of types, and of TYPE.FIELD for lists of groups%.*s", STR(""));
    r->out->layers = ARENA_ARRAY(r->a, struct chart_layer, v->kind == VALUE_LIST ? v->list.n : 0);
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->list.n; i++) {
        struct chart_layer l;
        if (!read_place(r, &v->list.items[i], &l))
            continue;
        if (l.field && !l.field->n_fields)
            fault(r, &v->list.items[i], "\"%.*s\" is no list of groups", l.field->name);
        r->out->layers[r->out->n_layers++] = l;
    }
}

static void read_links(struct declaring *r, const struct value *v, struct str *out)
{
    (void)out;
    if (v->kind != VALUE_LIST)
        fault(r, v, "links wants a list of TYPE.FIELD%.*s", STR(""));
    r->out->links = ARENA_ARRAY(r->a, struct chart_link, v->kind == VALUE_LIST ? v->list.n : 0);
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->list.n; i++) {
        struct chart_layer l;
        if (!read_place(r, &v->list.items[i], &l))
            continue;
        if (!l.field || (!l.field->inverse.n && !l.field->n_fields))
            fault(r, &v->list.items[i],
                  "\"%.*s\" is followed both ways, so it must be a field with an inverse",
                  value_str(&v->list.items[i]));
        else
            r->out->links[r->out->n_links++] = (struct chart_link){l.type, l.field};
    }
}

enum { NEEDS_MOST = 8 };

/* What each kind is declared with, in the order that it is read. */
static const struct {
    struct str name;
    chart_drawer *draw;
    struct {
        struct str key;
        reader *read;
        size_t at; /* of the member in struct chart */
        bool may;  /* be left out */
    } keys[NEEDS_MOST];
} kinds[] = {
#define AT(member) offsetof(struct chart, member)
    {STR_INIT("timeline"),
     timeline_draw,
     {{STR_INIT("label"), read_word, AT(label), false},
      {STR_INIT("list"), read_field, AT(list), false},
      {STR_INIT("date"), read_field, AT(date), false},
      {STR_INIT("to"), read_field, AT(to), true},
      {STR_INIT("title"), read_field, AT(title), false},
      {STR_INIT("status"), read_field, AT(status), true}}},
    {STR_INIT("wheel"),
     wheel_draw,
     {{STR_INIT("label"), read_word, AT(label), false},
      {STR_INIT("of"), read_of, AT(list), false},
      {STR_INIT("from"), read_field, AT(from), false},
      {STR_INIT("to"), read_field, AT(to), true},
      {STR_INIT("repeat"), read_field, AT(repeat), true}}},
    {STR_INIT("trace"),
     trace_draw,
     {{STR_INIT("label"), read_word, AT(label), false},
      {STR_INIT("layers"), read_layers, AT(list), false},
      {STR_INIT("links"), read_links, AT(list), false}}},
    {STR_INIT("matrix"),
     grid_draw,
     {{STR_INIT("label"), read_word, AT(label), false}, {STR_INIT("of"), read_matrix, AT(list), false}}},
#undef AT
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static bool plain_name(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '_'))
            return false;
    return s.n != 0;
}

static void read_keys(struct declaring *r, size_t kind, const struct value *spec)
{
    size_t n = 0;
    for (; n < NEEDS_MOST && kinds[kind].keys[n].read; n++) {
        const struct value *v = value_get(spec, kinds[kind].keys[n].key);
        if (v)
            kinds[kind].keys[n].read(r, v, (struct str *)(void *)((char *)r->out + kinds[kind].keys[n].at));
        else if (!kinds[kind].keys[n].may)
            fault(r, spec, "the chart lacks \"%.*s\"", kinds[kind].keys[n].key);
    }
    for (size_t i = 0; i < spec->map.n; i++) {
        struct str key = spec->map.pairs[i].key.s;
        bool known = str_eq(key, STR("kind"));
        for (size_t k = 0; k < n; k++)
            known |= str_eq(key, kinds[kind].keys[k].key);
        if (!known)
            fault(r, &spec->map.pairs[i].value, "a chart of this kind has no \"%.*s\"", key);
    }
}

struct chart *chart_compile(const struct value_pair *p, const struct named_query *queries, size_t n_queries,
                            const struct types *types, struct str path, struct arena *a, struct diags *ds)
{
    struct declaring r = {ARENA_NEW(a, struct chart), queries, n_queries, types, path, a, ds, false};
    const struct value *kind = value_get(&p->value, STR("kind"));
    size_t k = 0;
    while (k < N_KINDS && !str_eq(kinds[k].name, value_str(kind)))
        k++;
    if (k == N_KINDS) {
        fault(&r, kind ? kind : &p->value, "a chart says its kind: timeline, wheel, trace or matrix%.*s",
              STR(""));
        return NULL;
    }
    if (!plain_name(p->key.s))
        fault(&r, &(struct value){.line = p->line, .col = p->col},
              TR_MARK("the chart's name \"%.*s\" wants small letters, digits and _ alone"), p->key.s);
    r.out->id = p->key.s;
    r.out->draw = kinds[k].draw;
    read_keys(&r, k, &p->value);
    return r.bad ? NULL : r.out;
}

struct value chart_value(const struct view *v, const struct chart *c, struct arena *a)
{
    return c->draw(v, c, a);
}
