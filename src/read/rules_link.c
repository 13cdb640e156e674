#include "base/arena.h"
#include "read/rules.h"
#include "read/types.h"

#define KIND(k) (1U << FIELD_##k)
enum {
    ORDERED = KIND(INTEGER) | KIND(DATE) | KIND(TIME) | KIND(PERIOD), /* kinds with a before and an after */
    COMPARED = ORDERED | KIND(TEXT) | KIND(CHOICE) | KIND(PAGE) | KIND(URL) | KIND(FILE),
    CHOSEN = KIND(CHOICE) | KIND(PAGE),
};

/* What is linked: a rule's value, its field, and the fields that its names may be. */
struct linking {
    const struct reading *r;
    const struct rule *rule;
    const struct field *fields;
    size_t n;
};

static const struct field *named(const struct field *fields, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(fields[i].name, name))
            return &fields[i];
    return NULL;
}

const struct field *rules_field(const struct field *fields, size_t n, struct str path, bool through_lists)
{
    const struct field *f = NULL;
    struct str name;
    for (struct str rest = path; rest.n && str_split(&rest, '.', &name);) {
        f = named(fields, n, name);
        if (!f)
            return NULL;
        bool on = through_lists || f->kind == FIELD_GROUP;
        fields = on ? f->fields : NULL;
        n = on ? f->n_fields : 0;
    }
    return f;
}

static struct str hint_of(const struct reading *r, const struct field *fields, size_t n, struct str name)
{
    struct str *names = ARENA_ARRAY(r->arena, struct str, n);
    for (size_t i = 0; i < n; i++)
        names[i] = fields[i].name;
    return diag_hint(diag_nearest(name, names, n), r->arena);
}

/* The field that a rule names, when it is there and of one of the kinds. */
static const struct field *link_name(const struct linking *l, const char *rule, struct str name,
                                     unsigned wanted)
{
    const struct field *f = rules_field(l->fields, l->n, name, true);
    if (!f) {
        struct str hint = hint_of(l->r, l->fields, l->n, name);
        KEYS_FAULT(l->r, l->rule->written, "\"%s\" names no field here: \"%.*s\"%.*s", rule, STR_F(name),
                   STR_F(hint));
    } else if (!(wanted & 1U << f->kind)) {
        struct str kind = field_kind_name(f->kind);
        KEYS_FAULT(l->r, l->rule->written, "\"%s\" cannot be judged by \"%.*s\", which is of kind %.*s", rule,
                   STR_F(name), STR_F(kind));
        return NULL;
    }
    return f;
}

/* ---- conditions ---- */

/* A value that the field can never have would make a rule that never holds. */
static void link_value(const struct reading *r, const struct premise *c, const struct field *f,
                       struct str value)
{
    bool known = f->kind != FIELD_CHOICE || f->from.n;
    for (size_t i = 0; !known && i < f->n_choices; i++)
        known = str_eq(f->choices[i].id, value);
    if (!known)
        KEYS_FAULT(r, c->written, "\"%.*s\" has no choice \"%.*s\", so the condition never holds",
                   STR_F(c->field), STR_F(value));
}

void conditions_link(const struct reading *r, const struct field *siblings, size_t n, const struct type *t,
                     const struct premise *when, size_t n_when)
{
    for (size_t i = 0; i < n_when; i++) {
        const struct premise *c = &when[i];
        const struct field *f = rules_field(siblings, n, c->field, false);
        if (!f)
            f = rules_field(t->fields, t->n_fields, c->field, false);
        if (!f) {
            struct str hint = hint_of(r, siblings, n, c->field);
            KEYS_FAULT(r, c->written, "the condition names no field here: \"%.*s\"%.*s", STR_F(c->field),
                       STR_F(hint));
        }
        for (size_t k = 0; f && k < c->n_values; k++)
            link_value(r, c, f, c->values[k]);
    }
}

/* ---- rules of lists ---- */

/* "pladser.gruppe" and "pladser.station": both choices, in the rounds themselves or in one list of theirs. */
static void link_rounds(const struct linking *l)
{
    struct str a = l->rule->first, b = l->rule->second;
    size_t x = str_rfind(a, '.'), y = str_rfind(b, '.');
    if (!link_name(l, "each_once", a, CHOSEN) || !link_name(l, "each_once", b, CHOSEN))
        return;
    const struct field *f = rules_field(l->fields, l->n, a, true), *g = rules_field(l->fields, l->n, b, true);
    if (x != y || (x != STR_NONE && !str_eq(str_sub(a, 0, x), str_sub(b, 0, y))) || f == g)
        KEYS_FAULT(l->r, l->rule->written, "\"each_once\" must be two fields of one group");
    else if (x != STR_NONE && str_find(a, '.') != x)
        KEYS_FAULT(l->r, l->rule->written, "\"each_once\" may name fields of a round, or of a list in it");
    else if (!f->from.n || !g->from.n)
        KEYS_FAULT(l->r, l->rule->written,
                   "\"each_once\" must name choices with \"from\": that is who meets whom");
}

static void link_list(const struct linking *l)
{
    switch (l->rule->kind) {
    case RULE_ORDERED_BY:
        link_name(l, "ordered_by", l->rule->first, ORDERED);
        break;
    case RULE_UNIQUE_BY:
        link_name(l, "unique_by", l->rule->first, COMPARED);
        break;
    case RULE_NO_OVERLAP: {
        const struct field *from = link_name(l, "no_overlap", l->rule->first, ORDERED),
                           *to = link_name(l, "no_overlap", l->rule->second, ORDERED);
        if (from && to && from->kind != to->kind)
            KEYS_FAULT(l->r, l->rule->written, "\"no_overlap\" must name two fields of one kind");
        break;
    }
    case RULE_EACH_ONCE:
        link_rounds(l);
        break;
    default:
        break;
    }
}

static void link_after(const struct linking *l, const struct field *f)
{
    const struct field *other = link_name(l, "after", l->rule->first, ORDERED);
    if (other == f)
        KEYS_FAULT(l->r, l->rule->written, "\"after\" names its own field");
    else if (other && other->kind != f->kind)
        KEYS_FAULT(l->r, l->rule->written, "\"after\" must name a field of the same kind");
}

void rules_link(const struct reading *r, const struct type *t, const struct field *siblings, size_t n,
                const struct field *f)
{
    for (size_t i = 0; i < f->n_rules; i++) {
        const struct rule *rule = &f->rules[i];
        struct linking within = {r, rule, f->fields, f->n_fields}, beside = {r, rule, siblings, n};
        if (rule->kind == RULE_AFTER)
            link_after(&beside, f);
        else
            link_list(&within);
        conditions_link(r, siblings, n, t, rule->when, rule->n_when);
    }
}
