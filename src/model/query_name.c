#include "model/query_parts.h"
#include "model/reach.h"

/* Resolves names: of items, of fields that types declare, of what every page has, and through relations. */

size_t query_types(const struct query_compiler *c)
{
    return c->q->of ? c->q->n_of : c->types->n;
}

const struct type *query_type(const struct query_compiler *c, size_t i)
{
    return c->q->of ? c->q->of[i] : &c->types->items[i];
}

/* The path from the i-th type's pages that the name goes by; within the items of `each` when they have it. */
static bool possible_in(const struct query_compiler *c, bool of_item, struct str path, size_t i,
                        const struct field **last)
{
    const struct type *t = query_type(c, i);
    *last = NULL;
    if (of_item)
        path = str_printf(c->r.arena, "%.*s.%.*s", STR_F(c->q->each), STR_F(path));
    if (!reach_possible(c->types, t, path))
        return false;
    types_follow(c->types, t, path, last);
    return true;
}

const struct field *query_name_field(const struct query_compiler *c, const struct query_name *n, size_t i)
{
    const struct field *last;
    if (n->first || n->last)
        return NULL;
    return possible_in(c, n->of_item, n->middle, i, &last) ? last : NULL;
}

static enum name_kind kind_of(const struct field *f)
{
    static const enum name_kind kinds[] = {
        [FIELD_BOOLEAN] = NAME_BOOL, [FIELD_DATE] = NAME_DATE,  [FIELD_PERIOD] = NAME_DATE,
        [FIELD_PAGE] = NAME_PAGE,    [FIELD_PAGES] = NAME_PAGE, [FIELD_GROUP] = NAME_TEXT};
    if (!f)
        return NAME_PAGE; /* an inverse */
    return kinds[f->of ? f->of->kind : f->kind];
}

/* A path of declared fields alone; kind tells a date or a truth where any of the types has one there. */
static bool resolve_fields(const struct query_compiler *c, bool of_item, struct str path,
                           enum name_kind *kind)
{
    bool found = false;
    for (size_t i = 0; i < query_types(c); i++) {
        const struct field *last;
        if (!possible_in(c, of_item, path, i, &last))
            continue;
        enum name_kind k = kind_of(last);
        if (!found || *kind == NAME_TEXT || k == NAME_DATE)
            *kind = k;
        found = true;
    }
    return found;
}

/* A path of fields that leads to pages, and then what every page has. */
static bool resolve_last(const struct query_compiler *c, bool of_item, struct str path,
                         struct query_name *out)
{
    struct keys every = query_page_names();
    const struct page_name *names = every.rows;
    for (size_t i = 0; i < every.n; i++) {
        const struct page_name *last = &names[i];
        enum name_kind kind;
        if (path.n < last->name.n + 2 || !str_ends(path, last->name) ||
            path.p[path.n - last->name.n - 1] != '.')
            continue;
        struct str head = str_sub(path, 0, path.n - last->name.n - 1);
        if (!resolve_fields(c, of_item, head, &kind) || kind != NAME_PAGE)
            continue;
        out->middle = head;
        out->last = last;
        out->kind = last->kind;
        return true;
    }
    return false;
}

static bool resolve_declared(const struct query_compiler *c, bool of_item, struct str path,
                             struct query_name *out)
{
    out->of_item = of_item;
    if (resolve_last(c, of_item, path, out))
        return true;
    out->middle = path;
    return resolve_fields(c, of_item, path, &out->kind);
}

static bool resolve(const struct query_compiler *c, struct str path, struct query_name *out)
{
    struct query any = {0}; /* of whatever page is reached */
    struct query_compiler on = *c;
    struct str head, rest = path;
    *out = (struct query_name){.written = path};
    if (c->q->each.n && resolve_declared(c, true, path, out))
        return true;
    out->of_item = false;
    out->middle = STR("");
    out->first = query_page_name(path);
    if (out->first) {
        out->kind = out->first->kind;
        return true;
    }
    str_split(&rest, '.', &head);
    const struct page_name *first = query_page_name(head);
    if (!first || first->kind != NAME_PAGE || !rest.n)
        return resolve_declared(c, false, path, out);
    on.q = &any;
    out->first = first;
    out->last = query_page_name(rest);
    if (!out->last)
        return resolve_declared(&on, false, rest, out);
    out->kind = out->last->kind;
    return true;
}

/* Every name that could have been meant: of items, of the types' fields, of all pages. */
static struct str suggest(const struct query_compiler *c, struct str written)
{
    struct keys every = query_page_names();
    const struct page_name *of_pages = every.rows;
    size_t n = every.n;
    for (size_t i = 0; i < query_types(c); i++)
        for (size_t k = 0; k < query_type(c, i)->n_fields; k++)
            n += 1 + query_type(c, i)->fields[k].n_fields;
    struct str *names = ARENA_ARRAY(c->r.arena, struct str, n);
    n = 0;
    for (size_t i = 0; i < query_types(c); i++)
        for (size_t k = 0; k < query_type(c, i)->n_fields; k++) {
            const struct field *f = &query_type(c, i)->fields[k];
            names[n++] = f->name;
            for (size_t j = 0; j < f->n_fields; j++)
                if (str_eq(f->name, c->q->each))
                    names[n++] = f->fields[j].name;
        }
    for (size_t i = 0; i < every.n; i++)
        names[n++] = of_pages[i].name;
    struct str near = diag_nearest(written, names, n);
    return near.n ? str_printf(c->r.arena, "; did you mean \"%.*s\"?", STR_F(near)) : STR("");
}

bool query_name_read(struct query_compiler *c, const struct value *v, struct str written,
                     struct query_name *out)
{
    if (written.n && resolve(c, written, out))
        return true;
    struct str hint = suggest(c, written);
    QUERY_FAULT(c, v, "the pages asked for have no \"%.*s\"%.*s", STR_F(written), STR_F(hint));
    return false;
}

bool query_name_of_any(struct query_compiler *c, const struct value *v, struct query_name *out)
{
    struct query any = {0};
    struct query_compiler on = *c;
    on.q = &any;
    return query_name_read(&on, v, value_str(v), out);
}
