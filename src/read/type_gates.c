#include "read/type_gates.h"

#include "base/arena.h"
#include "read/types.h"

static const struct {
    struct str name;
} gate_keys[] = {
    [GATE_UNTIL] = {STR_INIT("until")},
    [GATE_WITHDRAWN] = {STR_INIT("withdrawn")},
    [GATE_APPROVED] = {STR_INIT("approved")},
    {STR_INIT("when")},
};

static bool read_gate(const struct reading *r, const struct value *v, struct gate *g)
{
    bool good = true;
    *g = (struct gate){.written = v};
    for (size_t i = 0; i < v->map.n; i++) {
        const struct value_pair *p = &v->map.pairs[i];
        size_t at = keys_find(KEYS(gate_keys), p->key.s);
        if (at == STR_NONE) {
            keys_unknown(r, KEYS(gate_keys), p, "a gate");
            good = false;
        } else if (at > GATE_APPROVED) {
            good = conditions_read(r, p, &g->when, &g->n_when) && good;
        } else if (g->field.n) {
            KEYS_FAULT(r, &p->value, "a gate has one of until, withdrawn and approved; write another gate");
            good = false;
        } else {
            g->kind = (enum gate_kind)at;
            g->written = &p->value;
            good = keys_text(r, p, &g->field) && good;
        }
    }
    if (good && !g->field.n)
        KEYS_FAULT(r, v, "a gate needs until, withdrawn or approved, and the field that it goes by");
    return good && g->field.n;
}

void type_gates_read(const struct reading *r, const struct value_pair *p, struct type *t)
{
    const struct value *v = &p->value;
    if (v->kind != VALUE_LIST) {
        KEYS_FAULT(r, v, "\"gates\" must be a list: - {until: field}");
        return;
    }
    t->gates = ARENA_ARRAY(r->arena, struct gate, v->list.n);
    for (size_t i = 0; i < v->list.n; i++) {
        if (v->list.items[i].kind == VALUE_MAP)
            t->n_gates += read_gate(r, &v->list.items[i], &t->gates[t->n_gates]);
        else
            KEYS_FAULT(r, &v->list.items[i], "a gate must be a map: {until: field}");
    }
}

void type_gates_link(const struct reading *r, const struct type *t)
{
    for (size_t i = 0; i < t->n_gates; i++) {
        const struct gate *g = &t->gates[i];
        const struct field *f = rules_field(t->fields, t->n_fields, g->field, false);
        if (!f)
            KEYS_FAULT(r, g->written, "the gate names no field of the page or of a group on it: \"%.*s\"",
                       STR_F(g->field));
        else if (f->kind != FIELD_DATE)
            KEYS_FAULT(r, g->written, "the gate must go by a date, and \"%.*s\" is none", STR_F(g->field));
        conditions_link(r, t->fields, t->n_fields, t, g->when, g->n_when);
    }
}
