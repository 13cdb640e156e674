#include "view/form.h"
#include "base/arena.h"

static struct value fields_value(const struct field *fields, size_t n, struct arena *a);

static struct value choices_value(const struct field *f, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, f->n_choices);
    for (size_t i = 0; i < f->n_choices; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("id"), value_text(f->choices[i].id));
        value_map_add(&items[i], a, STR("label"), value_text(f->choices[i].label));
    }
    return value_list(items, f->n_choices);
}

static struct value text_or_null(struct str s)
{
    return s.n ? value_text(s) : value_null();
}

static struct value field_value(const struct field *f, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    value_map_add(&m, a, STR("name"), value_text(f->name));
    value_map_add(&m, a, STR("label"), value_text(f->label));
    value_map_add(&m, a, STR("help"), text_or_null(f->help));
    value_map_add(&m, a, STR("required"), value_bool(f->required));
    value_map_add(&m, a, STR("editorial"), value_bool(f->editorial));
    value_map_add(&m, a, STR("min"), f->has_min ? value_int(f->min) : value_null());
    value_map_add(&m, a, STR("max"), f->has_max ? value_int(f->max) : value_null());
    value_map_add(&m, a, STR("choices"), choices_value(f, a));
    value_map_add(&m, a, STR("fields"), fields_value(f->fields, f->n_fields, a));
    return m;
}

/* Those that an editor writes: what is derived is not asked for. */
static struct value fields_value(const struct field *fields, size_t n, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, n);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!fields[i].via.n)
            items[m++] = field_value(&fields[i], a);
    return value_list(items, m);
}

static bool types_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct type *t = types_find(self->obj.self, key->s);
    if (!t)
        return false;
    *out = (struct value){.kind = VALUE_MAP};
    value_map_add(out, a, STR("name"), value_text(t->name));
    value_map_add(out, a, STR("one"), value_text(t->one));
    value_map_add(out, a, STR("many"), value_text(t->many));
    value_map_add(out, a, STR("help"), text_or_null(t->help));
    value_map_add(out, a, STR("fields"), fields_value(t->fields, t->n_fields, a));
    for (size_t i = 0; i < t->n_fields; i++)
        if (!value_get(out, t->fields[i].name))
            value_map_add(out, a, t->fields[i].name, field_value(&t->fields[i], a));
    return true;
}

static const struct value_class types_class = {.name = "types", .get = types_get};

struct value form_value(const struct types *ts)
{
    return value_object(&types_class, ts, NULL);
}
