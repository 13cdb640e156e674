#include "read/abbreviated.h"

#include "read/types.h"

static const struct {
    struct str name;
} parts[] = {{STR_INIT("list")}, {STR_INIT("short")}, {STR_INIT("long")}};

void abbreviated_read(const struct reading *r, const struct value_pair *p, struct type *t)
{
    struct abbreviated *to = &t->abbreviated;
    struct str *const texts[] = {&to->list, &to->brief, &to->full};
    if (!keys_map(r, p))
        return;
    to->written = &p->value;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t at = keys_find(KEYS(parts), q->key.s);
        if (at == STR_NONE)
            keys_unknown(r, KEYS(parts), q, "abbreviations");
        else
            keys_text(r, q, texts[at]);
    }
    if (!to->brief.n || !to->full.n) {
        KEYS_FAULT(r, &p->value, "\"abbreviations\" needs \"short\" and \"long\": the fields that hold them");
        to->brief = STR("");
    }
}

static void link_text(const struct reading *r, const struct type *t, const struct field *fields, size_t n,
                      struct str name)
{
    const struct field *f = rules_field(fields, n, name, false);
    if (!f)
        KEYS_FAULT(r, t->abbreviated.written, "\"abbreviations\" names no field here: \"%.*s\"", STR_F(name));
    else if (f->kind != FIELD_TEXT)
        KEYS_FAULT(r, t->abbreviated.written, "\"abbreviations\" wants a text, and \"%.*s\" is none",
                   STR_F(name));
}

void abbreviated_link(const struct reading *r, const struct type *t)
{
    const struct abbreviated *in = &t->abbreviated;
    const struct field *list = in->list.n ? type_field(t, in->list) : NULL;
    if (!in->brief.n)
        return;
    if (in->list.n && !(list && list->kind == FIELD_LIST && list->n_fields)) {
        KEYS_FAULT(r, in->written, "\"abbreviations\" wants a list of groups, and \"%.*s\" is none",
                   STR_F(in->list));
        return;
    }
    const struct field *fields = list ? list->fields : t->fields;
    size_t n = list ? list->n_fields : t->n_fields;
    link_text(r, t, fields, n, in->brief);
    if (list || !str_eq(in->full, STR("title")))
        link_text(r, t, fields, n, in->full);
}
