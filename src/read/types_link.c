#include "base/arena.h"
#include "read/calendar.h"
#include "read/fields.h"

enum { PATH_DEPTH = 8 }; /* how far a path may lead on over other paths: they may go in a circle */

struct linking {
    struct types *types;
    const struct type *type; /* whose fields are judged */
    struct reading r;
};

static bool is_relation(const struct field *f)
{
    return f->kind == FIELD_PAGE || f->kind == FIELD_PAGES;
}

static bool leads_to(const struct field *f, const struct type *t)
{
    for (size_t i = 0; i < f->n_to; i++)
        if (str_eq(f->to[i], t->name))
            return true;
    return f->n_to == 0;
}

/* ---- where a path leads ---- */

/* Names that a path may go on with: fields, and on a page its engine keys and inverses too. */
struct scope {
    const struct field *fields;
    size_t n;
    const struct type *page; /* NULL: within a group */
};

static struct scope scope_of_type(const struct type *t)
{
    return (struct scope){t->fields, t->n_fields, t};
}

static const struct field *field_in(const struct scope *s, struct str name)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->fields[i].name, name))
            return &s->fields[i];
    return NULL;
}

static const struct field *inverse_among(const struct field *fields, size_t n, const struct type *t,
                                         struct str name)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        if (is_relation(f) && str_eq(f->inverse, name) && leads_to(f, t))
            return f;
        f = inverse_among(f->fields, f->n_fields, t, name);
        if (f)
            return f;
    }
    return NULL;
}

const struct field *types_inverse(const struct types *ts, const struct type *t, struct str name,
                                  const struct type **from)
{
    const struct field *found = NULL;
    for (size_t i = 0; !found && i < ts->n; i++) {
        *from = &ts->items[i];
        found = inverse_among(ts->items[i].fields, ts->items[i].n_fields, t, name);
    }
    return found;
}

static bool known_on_page(const struct types *ts, const struct type *t, struct str name)
{
    const struct type *from;
    return types_engine_key(name) || str_eq(name, STR("id")) || types_inverse(ts, t, name, &from);
}

static bool leads_on(const struct types *ts, const struct type *home, const struct field *f, struct str rest,
                     unsigned depth, const struct field **last);

/* Whether `path` leads to something from here; *last is the field it ends at, NULL when that is none that is declared.
 * home: the type of the page on which the fields stand. */
static bool follow(const struct types *ts, const struct type *home, struct scope here, struct str path,
                   unsigned depth, const struct field **last)
{
    struct str rest = path, name;
    *last = NULL;
    if (!depth || !str_split(&rest, '.', &name))
        return false;
    const struct field *f = field_in(&here, name);
    if (!f)
        return here.page && known_on_page(ts, here.page, name);
    *last = f;
    return !rest.n || leads_on(ts, home, f, rest, depth - 1, last);
}

/* The list whose items a choice `from` chooses among: its path less the last name. */
static const struct field *list_of_choice(const struct types *ts, const struct type *home,
                                          const struct field *f, unsigned depth)
{
    const struct field *list;
    size_t dot = str_rfind(f->from, '.');
    if (dot == STR_NONE || !follow(ts, home, scope_of_type(home), str_sub(f->from, 0, dot), depth, &list))
        return NULL;
    return list;
}

static bool leads_on(const struct types *ts, const struct type *home, const struct field *f, struct str rest,
                     unsigned depth, const struct field **last)
{
    if (is_relation(f)) {
        for (size_t i = 0; i < f->n_to; i++) {
            const struct type *t = types_find(ts, f->to[i]);
            if (t && follow(ts, t, scope_of_type(t), rest, depth, last))
                return true;
        }
        return f->n_to == 0; /* to any page: cannot be known */
    }
    if (f->kind == FIELD_CHOICE && f->from.n) {
        const struct field *list = list_of_choice(ts, home, f, depth);
        return list &&
               follow(ts, home, (struct scope){list->fields, list->n_fields, NULL}, rest, depth, last);
    }
    if (f->of)
        return leads_on(ts, home, f->of, rest, depth, last);
    if (f->n_fields)
        return follow(ts, home, (struct scope){f->fields, f->n_fields, NULL}, rest, depth, last);
    *last = NULL;
    return str_find(rest, '.') == STR_NONE; /* a part of a value, as date.year */
}

bool types_follow(const struct types *ts, const struct type *t, struct str path, const struct field **last)
{
    return follow(ts, t, scope_of_type(t), path, PATH_DEPTH, last);
}

/* ---- what is judged ---- */

static void check_path(const struct linking *l, struct scope siblings, const struct field *f,
                       const char *option, struct str path)
{
    const struct field *last = NULL;
    const struct value *v = value_get(f->written, str_of(option));
    if (!path.n)
        return;
    bool found = follow(l->types, l->type, siblings, path, PATH_DEPTH, &last) ||
                 follow(l->types, l->type, scope_of_type(l->type), path, PATH_DEPTH, &last);
    if (!found)
        KEYS_FAULT(&l->r, v, "\"%s\" of \"%.*s\" leads nowhere: \"%.*s\"", option, STR_F(f->name),
                   STR_F(path));
    else if (last == f)
        KEYS_FAULT(&l->r, v, "\"%s\" of \"%.*s\" leads back to itself", option, STR_F(f->name));
}

/* A path from the page to a date of its own. */
static void check_as_of(const struct linking *l, const struct field *f)
{
    const struct field *last = NULL;
    if (f->as_of.n && (!follow(l->types, l->type, scope_of_type(l->type), f->as_of, PATH_DEPTH, &last) ||
                       !last || last->kind != FIELD_DATE))
        KEYS_FAULT(
            &l->r, value_get(f->written, STR("as_of")),
            "\"as_of\" of \"%.*s\" must lead to a date of the page, as dato or trin.dato, not \"%.*s\"",
            STR_F(f->name), STR_F(f->as_of));
}

/* The place of the i-th name in `to`, which may be one text or a list. */
static const struct value *place_of_to(const struct field *f, size_t i)
{
    const struct value *v = value_get(f->written, STR("to"));
    return v->kind == VALUE_LIST ? &v->list.items[i] : v;
}

static void check_to(const struct linking *l, const struct field *f)
{
    struct keys known = {l->types->items, l->types->n,
                         sizeof *l->types->items}; /* a type begins with its name */
    for (size_t i = 0; i < f->n_to; i++) {
        if (types_find(l->types, f->to[i]))
            continue;
        const struct value *v = place_of_to(f, i);
        struct str hint = keys_hint(known, f->to[i], l->r.arena);
        diag_at(l->r.diags, CODE_UNKNOWN_TYPE, l->r.path, v->line, v->col, "unknown type \"%.*s\"%.*s",
                STR_F(f->to[i]), STR_F(hint));
    }
}

/* The list of groups of the type's own that a choice is made among, when its path is just "LIST.KEY". */
static const struct field *own_list(const struct type *t, const struct field *choice)
{
    size_t dot = str_find(choice->from, '.');
    const struct field *list = dot == STR_NONE ? NULL : type_field(t, str_sub(choice->from, 0, dot));
    bool whole = dot != STR_NONE && str_find(str_from(choice->from, dot + 1), '.') == STR_NONE;
    return whole && list && list->kind == FIELD_LIST && list->n_fields ? list : NULL;
}

static void check_inverse_of_choice(const struct linking *l, const struct field *f, const struct value *v)
{
    const struct field *list = own_list(l->type, f);
    const struct scope items = {list ? list->fields : NULL, list ? list->n_fields : 0, NULL};
    if (!list)
        KEYS_FAULT(&l->r, v,
                   "\"inverse\" of a choice wants \"from\" to be a list of the same page, as stationer.id");
    else if (field_in(&items, f->inverse))
        KEYS_FAULT(&l->r, v, "\"inverse\" has the name of a field of \"%.*s\": \"%.*s\"", STR_F(list->name),
                   STR_F(f->inverse));
}

static void check_inverse(const struct linking *l, const struct field *f)
{
    if (!f->inverse.n)
        return;
    const struct value *v = value_get(f->written, STR("inverse"));
    if (!fields_name(f->inverse))
        KEYS_FAULT(&l->r, v, "\"inverse\" must be a-z, 0-9 and _, beginning with a letter, not \"%.*s\"",
                   STR_F(f->inverse));
    else if (types_engine_key(f->inverse))
        KEYS_FAULT(&l->r, v, "\"%.*s\" is a key of every page; an inverse needs another name",
                   STR_F(f->inverse));
    if (f->kind == FIELD_CHOICE) {
        check_inverse_of_choice(l, f, v);
        return;
    }
    for (size_t i = 0; i < l->types->n; i++) {
        const struct type *t = &l->types->items[i];
        const struct field *same = leads_to(f, t) ? type_field(t, f->inverse) : NULL;
        if (same)
            KEYS_FAULT(&l->r, v,
                       "\"inverse\" has the name of a field of the type \"%.*s\": \"%.*s\" (%.*s:%u)",
                       STR_F(t->name), STR_F(f->inverse), STR_F(t->path), same->line);
    }
}

static void check_circle(const struct linking *l, const struct field *f, bool of_page)
{
    if (f->no_circle && !(of_page && leads_to(f, l->type)))
        KEYS_FAULT(&l->r, value_get(f->written, STR("no_circle")),
                   "\"no_circle\" wants a field of the page that leads to pages of its own type");
}

static void check_fields(const struct linking *l, const struct field *fields, size_t n)
{
    struct scope siblings = {fields, n, NULL};
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        check_to(l, f);
        check_inverse(l, f);
        check_circle(l, f, fields == l->type->fields);
        check_path(l, siblings, f, "from", f->from);
        check_path(l, siblings, f, "via", f->via);
        check_as_of(l, f);
        rules_link(&l->r, l->type, fields, n, f);
        if (f->of)
            check_fields(l, f->of, 1);
        check_fields(l, f->fields, f->n_fields);
    }
}

static void check_folder(const struct types *ts, const struct type *t, struct diags *ds)
{
    for (size_t i = 0; t->has_folder && i < t->index; i++) {
        const struct type *other = &ts->items[i];
        if (other->has_folder && str_eq(other->folder, t->folder))
            diag_at(ds, CODE_BAD_SCHEMA, t->path, t->line, t->col,
                    "folder \"%.*s\" is the folder of the type \"%.*s\" already", STR_F(t->folder),
                    STR_F(other->name));
    }
}

void types_link(struct types *ts, struct arena *a, struct diags *ds)
{
    ts->by_name = (struct map){.arena = a};
    for (size_t i = 0; i < ts->n; i++) {
        ts->items[i].index = (uint32_t)i;
        map_put(&ts->by_name, ts->items[i].name, &ts->items[i]);
    }
    for (size_t i = 0; i < ts->n; i++) {
        struct type *t = &ts->items[i];
        struct linking l = {ts, t, {.path = t->path, .fault = CODE_BAD_SCHEMA, .arena = a, .diags = ds}};
        check_folder(ts, t, ds);
        check_fields(&l, t->fields, t->n_fields);
        type_gates_link(&l.r, t);
        calendar_link(ts, t, &l.r);
        abbreviated_link(&l.r, t);
    }
}
