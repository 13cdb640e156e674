#include "model/premise.h"

static bool is_empty(const struct value *v)
{
    return !v || v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && !str_trim(v->s).n) ||
           (v->kind == VALUE_LIST && !v->list.n);
}

const struct value *premise_value(const struct value *map, struct str path)
{
    struct str name;
    for (struct str rest = path; map && rest.n && str_split(&rest, '.', &name);)
        map = value_get(map, name);
    return is_empty(map) ? NULL : map;
}

/* As it is written, or both a yes, or both a no. */
static bool same(const struct value *v, struct str wanted)
{
    const struct value w = value_text(wanted);
    bool x, y;
    return v->kind == VALUE_TEXT &&
           (str_eq(str_trim(v->s), wanted) || (value_as_bool(v, &x) && value_as_bool(&w, &y) && x == y));
}

static bool holds(const struct premise *c, const struct value *v)
{
    if (!c->n_values)
        return (v != NULL) == c->has;
    for (size_t i = 0; v && i < c->n_values; i++) {
        if (same(v, c->values[i]))
            return true;
        for (size_t k = 0; v->kind == VALUE_LIST && k < v->list.n; k++)
            if (same(&v->list.items[k], c->values[i]))
                return true;
    }
    return false;
}

bool premises_hold(const struct premise *when, size_t n, const struct field *siblings, size_t n_siblings,
                   const struct value *here, const struct value *page, const struct value **why)
{
    for (size_t i = 0; i < n; i++) {
        bool beside = rules_field(siblings, n_siblings, when[i].field, false) != NULL;
        *why = premise_value(beside ? here : page, when[i].field);
        if (!holds(&when[i], *why))
            return false;
    }
    return true;
}
