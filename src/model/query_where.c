#include "model/query_parts.h"

/* Conditions: what a row must meet. */

typedef void reader(struct query_compiler *c, struct condition *w, const struct value *v);

static void add(struct query_compiler *c, const struct condition *w)
{
    *ARENA_PUSH(c->r.arena, c->q->where, c->q->n_where, c->q->cap_where, struct condition) = *w;
    c->q->selfish |= w->self;
}

/* ---- what a value can be, checked against what the types have there ---- */

static void check_truth(struct query_compiler *c, const struct condition *w, const struct value *v)
{
    bool b;
    if (!value_as_bool(v, &b))
        QUERY_FAULT(c, v, "\"%.*s\" is yes or no, found \"%.*s\"", STR_F(w->name.written),
                    STR_F(value_str(v)));
}

static void check_type(struct query_compiler *c, const struct value *v)
{
    struct keys known = {c->types->items, c->types->n,
                         sizeof *c->types->items}; /* a type begins with its name */
    struct str hint = keys_hint(known, value_str(v), c->r.arena);
    if (!types_find(c->types, value_str(v)))
        QUERY_FAULT(c, v, "unknown type \"%.*s\"%.*s", STR_F(value_str(v)), STR_F(hint));
}

/* Only when every type that has the name says there what there is to choose from. */
static void check_choice(struct query_compiler *c, const struct condition *w, const struct value *v)
{
    struct str ids[64];
    size_t n = 0;
    for (size_t i = 0; i < query_types(c); i++) {
        const struct field *f = query_name_field(c, &w->name, i);
        if (f && (f->kind != FIELD_CHOICE || !f->n_choices))
            return;
        for (size_t k = 0; f && k < f->n_choices && n < sizeof ids / sizeof *ids; k++) {
            if (str_eq(f->choices[k].id, value_str(v)))
                return;
            ids[n++] = f->choices[k].id;
        }
    }
    if (!n || n == sizeof ids / sizeof *ids)
        return;
    struct str hint = diag_hint(diag_nearest(value_str(v), ids, n), c->r.arena);
    QUERY_FAULT(c, v, "\"%.*s\" is none of the choices of \"%.*s\"%.*s", STR_F(value_str(v)),
                STR_F(w->name.written), STR_F(hint));
}

static void check_value(struct query_compiler *c, const struct condition *w, const struct value *v)
{
    if (v->kind != VALUE_TEXT)
        QUERY_FAULT(c, v, "a value is expected here, or a list of values");
    else if (w->name.kind == NAME_BOOL)
        check_truth(c, w, v);
    else if (str_eq(w->name.written, STR("type")))
        check_type(c, v);
    else
        check_choice(c, w, v);
}

/* ---- reading ---- */

static void read_equals(struct query_compiler *c, struct condition *w, const struct value *v)
{
    const struct value *items = v->kind == VALUE_LIST ? v->list.items : v;
    size_t n = v->kind == VALUE_LIST ? v->list.n : 1;
    w->compare = EQUALS;
    w->texts = ARENA_ARRAY(c->r.arena, struct str, n);
    for (size_t i = 0; i < n; i++) {
        if (items[i].plain && str_eq(items[i].s, STR("self"))) {
            w->self = true;
            continue;
        }
        check_value(c, w, &items[i]);
        w->texts[w->n_texts++] = str_trim(value_str(&items[i]));
    }
    add(c, w);
}

static void read_map(struct query_compiler *c, const struct condition *common, const struct value *v);

/* Not a value, or not what another condition asks for: {not: {before: now}} holds today too, and where there is no date. */
static void read_not(struct query_compiler *c, struct condition *w, const struct value *v)
{
    w->negated = !w->negated;
    if (v->kind == VALUE_MAP)
        read_map(c, w, v);
    else
        read_equals(c, w, v);
}

static void read_has(struct query_compiler *c, struct condition *w, const struct value *v)
{
    w->compare = HAS;
    if (!value_as_bool(v, &w->has))
        QUERY_FAULT(c, v, "has wants yes or no");
    add(c, w);
}

/* "now", "now+90", "now-30" */
static bool read_now(struct str s, int64_t *days)
{
    if (!str_starts(s, STR("now")))
        return false;
    s = str_from(s, 3);
    *days = 0;
    return !s.n ||
           ((s.p[0] == '+' || s.p[0] == '-') && str_int(s, days) && *days > -100000 && *days < 100000);
}

static void read_when(struct query_compiler *c, struct condition *w, const struct value *v)
{
    struct str s = str_trim(value_str(v));
    struct date d;
    if (w->name.kind != NAME_DATE) {
        QUERY_FAULT(c, v, "\"%.*s\" is no date: nothing can be before or after it", STR_F(w->name.written));
        return;
    }
    w->now = read_now(s, &w->days);
    if (!w->now && !date_parse(s, &d)) {
        QUERY_FAULT(c, v, "a day is now, now+90, now-30 or a date such as 2026-03-01, found \"%.*s\"",
                    STR_F(s));
        return;
    }
    if (!w->now)
        w->days = date_to_days(d);
    add(c, w);
}

static void read_before(struct query_compiler *c, struct condition *w, const struct value *v)
{
    w->compare = BEFORE;
    read_when(c, w, v);
}

static void read_after(struct query_compiler *c, struct condition *w, const struct value *v)
{
    w->compare = AFTER;
    read_when(c, w, v);
}

static const struct {
    struct str name;
    reader *read;
} conditions[] = {{STR_INIT("has"), read_has},
                  {STR_INIT("not"), read_not},
                  {STR_INIT("before"), read_before},
                  {STR_INIT("after"), read_after}};

static void read_map(struct query_compiler *c, const struct condition *common, const struct value *v)
{
    for (size_t i = 0; i < v->map.n; i++) {
        const struct value_pair *p = &v->map.pairs[i];
        struct condition w = *common;
        size_t k = keys_find(KEYS(conditions), p->key.s);
        if (k != STR_NONE) {
            conditions[k].read(c, &w, &p->value);
            continue;
        }
        struct str list = keys_list(KEYS(conditions), c->r.arena),
                   hint = keys_hint(KEYS(conditions), p->key.s, c->r.arena);
        QUERY_FAULT(c, p, "\"%.*s\" is no condition; there are %.*s%.*s", STR_F(p->key.s), STR_F(list),
                    STR_F(hint));
    }
}

void query_where_read(struct query_compiler *c, const struct value *v)
{
    if (v->kind != VALUE_MAP) {
        QUERY_FAULT(c, v, "where wants names with values: {tema: self}");
        return;
    }
    for (size_t i = 0; i < v->map.n; i++) {
        const struct value *want = &v->map.pairs[i].value;
        struct condition w = {0};
        if (!query_name_read(c, want, v->map.pairs[i].key.s, &w.name))
            continue;
        if (want->kind == VALUE_MAP)
            read_map(c, &w, want);
        else
            read_equals(c, &w, want);
    }
}

/* ---- judging ---- */

static bool equals(const struct run *r, const struct condition *w, const struct operand *o)
{
    bool b;
    if (w->self && o->page && o->page == r->self)
        return true;
    for (size_t i = 0; i < w->n_texts; i++) {
        struct value written = value_text(w->texts[i]);
        if (o->is_bool ? value_as_bool(&written, &b) && b == (o->number != 0)
            : o->page  ? query_page_is(o->page, w->texts[i])
                       : str_eq(o->text, w->texts[i]))
            return true;
    }
    return false;
}

static bool is_there(const struct operand *o)
{
    return o->page || o->is_number || o->text.n;
}

/* Any of several values is enough; of none, nothing holds but that there is none. */
static bool meets(const struct run *r, const struct condition *w, const struct operand *o)
{
    int64_t day = w->days + (w->now ? r->site->today : 0);
    switch (w->compare) {
    case EQUALS:
        return equals(r, w, o);
    case HAS:
        return is_there(o);
    case BEFORE:
        return o->is_date && o->to < day;
    case AFTER:
        return o->is_date && o->from > day;
    }
    return false;
}

bool query_where_holds(const struct run *r, const struct query_row *row)
{
    for (size_t i = 0; i < r->q->n_where; i++) {
        const struct condition *w = &r->q->where[i];
        struct operand *o;
        size_t n = query_operands(r, row, &w->name, false, &o);
        bool any = false;
        for (size_t k = 0; k < n && !any; k++)
            any = meets(r, w, &o[k]);
        bool wanted = (w->compare != HAS || w->has) != w->negated;
        if (any != wanted)
            return false;
    }
    return true;
}
