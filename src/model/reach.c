#include "model/reach.h"

enum { DEPTH = 8 };

/* Where a path stands: among the fields of a page, or of a group in it. */
struct stand {
    const struct page *page;
    const struct field *fields;
    size_t n_fields;
    const struct value *map;
};

struct trip {
    const struct site *site;
    struct arena *a;
    struct reached *out;
    size_t n, cap;
};

static void walk(struct trip *t, struct stand at, struct str path, unsigned depth);

static struct stand stand_on_page(const struct page *p)
{
    const struct type *type = p->type;
    return (struct stand){p, type ? type->fields : NULL, type ? type->n_fields : 0, p->front};
}

static const struct field *field_named(const struct field *fields, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(fields[i].name, name))
            return &fields[i];
    return NULL;
}

static void arrive(struct trip *t, struct reached r)
{
    *ARENA_PUSH(t->a, t->out, t->n, t->cap, struct reached) = r;
}

static void to_page(struct trip *t, const struct page *p, struct str rest, unsigned depth)
{
    if (!p || !p->visible)
        return;
    if (rest.n)
        walk(t, stand_on_page(p), rest, depth);
    else
        arrive(t, (struct reached){.page = p});
}

/* A value of field f, reached; `rest` is what is left of the path. */
static void to_value(struct trip *t, struct stand at, const struct field *f, const struct value *v,
                     struct str rest, unsigned depth)
{
    if (!v || v->kind == VALUE_NULL)
        return;
    if (v->kind == VALUE_LIST && (f->kind == FIELD_PAGES || f->kind == FIELD_PAGE || f->kind == FIELD_LIST)) {
        for (size_t i = 0; i < v->list.n; i++)
            if (v->list.items[i].kind != VALUE_LIST)
                to_value(t, at, f, &v->list.items[i], rest, depth);
        return;
    }
    if (f->kind == FIELD_PAGE || f->kind == FIELD_PAGES) {
        to_page(t, site_reference(t->site, f->to, f->n_to, value_str(v)), rest, depth);
    } else if (v->kind == VALUE_MAP && rest.n) {
        walk(t, (struct stand){at.page, f->fields, f->n_fields, v}, rest, depth);
    } else if (f->kind == FIELD_CHOICE && f->from.n && rest.n) {
        const struct field *list;
        const struct value *item = reach_choice(t->site, at.page, f, value_str(v), t->a, &list);
        if (item)
            walk(t, (struct stand){at.page, list->fields, list->n_fields, item}, rest, depth);
    } else if (!rest.n) {
        if (f->kind == FIELD_LIST && f->of && (f->of->kind == FIELD_PAGE || f->of->kind == FIELD_PAGES))
            to_value(t, at, f->of, v, rest, depth);
        else
            arrive(t, (struct reached){.value = v, .field = f});
    }
}

static void walk(struct trip *t, struct stand at, struct str path, unsigned depth)
{
    struct str name, rest = path;
    if (depth > DEPTH || !str_split(&rest, '.', &name))
        return;
    const struct field *f = field_named(at.fields, at.n_fields, name);
    if (f && f->via.n) {
        struct str whole = rest.n ? str_printf(t->a, "%.*s.%.*s", STR_F(f->via), STR_F(rest)) : f->via;
        walk(t, at, whole, depth + 1);
    } else if (f) {
        to_value(t, at, f, value_get(at.map, name), rest, depth + 1);
    } else if (at.page && at.map == at.page->front) {
        struct key key = key_of(name);
        const struct pages *ps = page_relation(at.page, &key);
        for (size_t i = 0; ps && i < ps->n; i++)
            to_page(t, ps->items[i], rest, depth + 1);
    }
}

size_t reach(const struct site *s, const struct page *from, struct str path, struct arena *a,
             struct reached **out)
{
    struct trip t = {.site = s, .a = a};
    walk(&t, stand_on_page(from), path, 0);
    *out = t.out;
    return t.n;
}

size_t reach_group(const struct site *s, const struct page *from, const struct field *group,
                   const struct value *map, struct str path, struct arena *a, struct reached **out)
{
    struct trip t = {.site = s, .a = a};
    walk(&t, (struct stand){from, group->fields, group->n_fields, map}, path, 0);
    *out = t.out;
    return t.n;
}

/* "arrangement.stationer.id": the items are what "arrangement.stationer" reaches, their ids what stands under "id". */
static size_t choice_items(const struct site *s, const struct page *p, const struct field *f, struct arena *a,
                           struct reached **items, struct str *key)
{
    size_t dot = str_rfind(f->from, '.');
    *items = NULL;
    if (dot == STR_NONE)
        return 0;
    *key = str_from(f->from, dot + 1);
    return reach(s, p, str_sub(f->from, 0, dot), a, items);
}

const struct value *reach_choice(const struct site *s, const struct page *p, const struct field *f,
                                 struct str id, struct arena *a, const struct field **list)
{
    struct reached *items;
    struct str key = {0};
    size_t n = choice_items(s, p, f, a, &items, &key);
    for (size_t i = 0; i < n; i++)
        if (items[i].value && str_eq(value_str(value_get(items[i].value, key)), id)) {
            *list = items[i].field;
            return items[i].value;
        }
    return NULL;
}

size_t reach_choices(const struct site *s, const struct page *p, const struct field *f, struct arena *a,
                     struct str **out)
{
    struct reached *items;
    struct str key = {0};
    size_t n = choice_items(s, p, f, a, &items, &key), m = 0;
    *out = ARENA_ARRAY(a, struct str, n);
    for (size_t i = 0; i < n; i++) {
        struct str id = value_str(value_get(items[i].value, key));
        if (id.n)
            (*out)[m++] = id;
    }
    return m;
}

static bool possible(const struct types *ts, const struct field *fields, size_t n, struct str path,
                     unsigned depth);

static bool has_inverse(const struct field *fields, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(fields[i].inverse, name) || has_inverse(fields[i].fields, fields[i].n_fields, name))
            return true;
    return false;
}

/* An inverse leads to the pages of the types that give it. */
static bool possible_back(const struct types *ts, struct str name, struct str rest, unsigned depth)
{
    for (size_t i = 0; i < ts->n; i++)
        if (has_inverse(ts->items[i].fields, ts->items[i].n_fields, name) &&
            (!rest.n || possible(ts, ts->items[i].fields, ts->items[i].n_fields, rest, depth + 1)))
            return true;
    return false;
}

static bool possible(const struct types *ts, const struct field *fields, size_t n, struct str path,
                     unsigned depth)
{
    struct str name, rest = path;
    if (depth > DEPTH || !str_split(&rest, '.', &name))
        return false;
    const struct field *f = field_named(fields, n, name);
    if (!f)
        return possible_back(ts, name, rest, depth);
    if (!rest.n || f->via.n || (f->kind == FIELD_CHOICE && f->from.n))
        return true;
    if (f->fields)
        return possible(ts, f->fields, f->n_fields, rest, depth + 1);
    for (size_t i = 0; i < f->n_to; i++) {
        const struct type *to = types_find(ts, f->to[i]);
        if (to && possible(ts, to->fields, to->n_fields, rest, depth + 1))
            return true;
    }
    return false;
}

bool reach_possible(const struct types *ts, const struct type *from, struct str path)
{
    return possible(ts, from->fields, from->n_fields, path, 0);
}
