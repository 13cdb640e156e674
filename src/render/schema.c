#include "render/schema.h"

#include "base/arena.h"

/* What YAML readers make of a value that an editor wrote without quotes: 2024 is a number to them, and so is 8.15. */
static const struct {
    const char *types[3];
    const char *pattern;
} kinds[] = {
    [FIELD_TEXT] = {{"string", "number", "boolean"}, NULL},
    [FIELD_MARKDOWN] = {{"string", "number", "boolean"}, NULL},
    [FIELD_INTEGER] = {{"integer"}, NULL},
    [FIELD_NUMBER] = {{"number"}, NULL},
    [FIELD_BOOLEAN] = {{"boolean", "string"},
                       "^([Yy]es|[Nn]o|[Oo]n|[Oo]ff|[Jj]a|[Nn]ej|[Tt]rue|[Ff]alse|YES|NO)$"},
    [FIELD_DATE] = {{"string"}, "^[0-9]{4}-[0-9]{2}-[0-9]{2}"},
    [FIELD_TIME] = {{"string", "number"}, "^[0-9]{1,2}[.:][0-9]{2}$"},
    [FIELD_PERIOD] = {{"string", "integer"}, NULL},
    [FIELD_CHOICE] = {{"string", "number"}, NULL},
    [FIELD_URL] = {{"string"}, NULL},
    [FIELD_FILE] = {{"string"}, NULL},
    [FIELD_PAGE] = {{"string", "number"}, NULL},
    [FIELD_PAGES] = {{"string", "number"}, NULL},
    [FIELD_LIST] = {{"array"}, NULL},
    [FIELD_GROUP] = {{"object"}, NULL},
};

/* The engine's own keys, which pages of any type may have. */
static const struct {
    const char *name;
    enum field_kind kind;
    bool many; /* a list of these, or one alone */
} engine[] = {
    {"title", FIELD_TEXT, false},       {"type", FIELD_TEXT, false},
    {"summary", FIELD_TEXT, false},     {"date", FIELD_DATE, false},
    {"draft", FIELD_BOOLEAN, false},    {"publish", FIELD_DATE, false},
    {"expires", FIELD_DATE, false},     {"owner", FIELD_PAGE, false},
    {"reviewed", FIELD_DATE, false},    {"review_every", FIELD_INTEGER, false},
    {"replaced_by", FIELD_PAGE, false}, {"aliases", FIELD_TEXT, true},
    {"slug", FIELD_TEXT, false},        {"tags", FIELD_PAGES, true},
    {"order", FIELD_INTEGER, false},    {"sort_as", FIELD_TEXT, false},
    {"keywords", FIELD_TEXT, true},     {"layout", FIELD_TEXT, false},
    {"toc", FIELD_BOOLEAN, false},      {"queries", FIELD_GROUP, false},
};

static void add(struct value *m, struct arena *a, const char *name, struct value v)
{
    value_map_add(m, a, str_of(name), v);
}

static struct value texts(const char *const *words, size_t n, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, n);
    for (size_t i = 0; i < n; i++)
        items[i] = value_text(str_of(words[i]));
    return value_list(items, n);
}

static struct value of_kind(enum field_kind kind, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    size_t n = 1;
    while (n < 3 && kinds[kind].types[n])
        n++;
    add(&m, a, "type", n == 1 ? value_text(str_of(kinds[kind].types[0])) : texts(kinds[kind].types, n, a));
    if (kinds[kind].pattern)
        add(&m, a, "pattern", value_text(str_of(kinds[kind].pattern)));
    return m;
}

/* One value, or a list of them. */
static struct value one_or_many(struct value one, struct arena *a)
{
    struct value list = {.kind = VALUE_MAP}, both = {.kind = VALUE_MAP},
                 *forms = ARENA_ARRAY(a, struct value, 2);
    add(&list, a, "type", value_text(STR("array")));
    add(&list, a, "items", one);
    forms[0] = one;
    forms[1] = list;
    add(&both, a, "anyOf", value_list(forms, 2));
    return both;
}

static void add_bounds(struct value *m, const struct field *f, struct arena *a)
{
    static const char *const names[][2] = {
        [FIELD_TEXT] = {"minLength", "maxLength"}, [FIELD_MARKDOWN] = {"minLength", "maxLength"},
        [FIELD_INTEGER] = {"minimum", "maximum"},  [FIELD_NUMBER] = {"minimum", "maximum"},
        [FIELD_LIST] = {"minItems", "maxItems"},   [FIELD_GROUP] = {NULL, NULL},
    };
    const char *const *name = names[f->kind];
    int64_t most = f->has_max ? f->max : INT64_MAX;
    for (size_t i = 0; i < f->n_rules; i++)
        if (f->rules[i].kind == RULE_AT_MOST && f->rules[i].most < most)
            most = f->rules[i].most;
    if (name[0] && f->has_min)
        add(m, a, name[0], value_int(f->min));
    if (name[1] && most != INT64_MAX)
        add(m, a, name[1], value_int(most));
}

static struct value choices(const struct field *f, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP}, *items = ARENA_ARRAY(a, struct value, f->n_choices);
    for (size_t i = 0; i < f->n_choices; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        add(&items[i], a, "const", value_text(f->choices[i].id));
        add(&items[i], a, "title", value_text(f->choices[i].label));
    }
    add(&m, a, "oneOf", value_list(items, f->n_choices));
    return m;
}

static void add_object(struct value *m, const struct field *fields, size_t n, struct value properties,
                       const char *also_required, struct arena *a);

static struct value of_field(const struct field *f, struct arena *a)
{
    struct value m = f->kind == FIELD_CHOICE && f->n_choices ? choices(f, a) : of_kind(f->kind, a);
    if (f->kind == FIELD_GROUP)
        add_object(&m, f->fields, f->n_fields, (struct value){.kind = VALUE_MAP}, NULL, a);
    if (f->kind == FIELD_LIST) {
        struct value item = f->n_fields ? of_kind(FIELD_GROUP, a)
                            : f->of     ? of_field(f->of, a)
                                        : of_kind(FIELD_TEXT, a);
        if (f->n_fields)
            add_object(&item, f->fields, f->n_fields, (struct value){.kind = VALUE_MAP}, NULL, a);
        add(&m, a, "items", item);
    }
    if (f->kind <= FIELD_NUMBER || f->kind == FIELD_LIST)
        add_bounds(&m, f, a);
    if (f->pattern.n)
        add(&m, a, "pattern", value_text(f->pattern));
    if (f->kind == FIELD_PAGES)
        m = one_or_many(m, a);
    if (f->label.n)
        add(&m, a, "title", value_text(f->label));
    if (f->help.n)
        add(&m, a, "description", value_text(f->help));
    return m;
}

/* {"if": {FIELD: one of the values}, "then": {required: [NAME]}}; null where a premise reaches beyond the fields beside it. */
static struct value required_when(const struct field *f, const struct rule *r, struct arena *a)
{
    struct value given = {.kind = VALUE_MAP}, absent = {.kind = VALUE_MAP}, m = {.kind = VALUE_MAP};
    struct value *needed = ARENA_ARRAY(a, struct value, r->n_when), properties = {.kind = VALUE_MAP};
    for (size_t i = 0; i < r->n_when; i++) {
        const struct premise *p = &r->when[i];
        struct value one = {.kind = VALUE_MAP}, *values = ARENA_ARRAY(a, struct value, p->n_values);
        if (str_find(p->field, '.') != STR_NONE || (!p->n_values && !p->has && r->n_when > 1))
            return value_null();
        needed[i] = value_text(p->field);
        for (size_t k = 0; k < p->n_values; k++)
            values[k] = value_text(p->values[k]);
        if (p->n_values) {
            add(&one, a, "enum", value_list(values, p->n_values));
            value_map_add(&properties, a, p->field, one);
        }
    }
    add(&given, a, "properties", properties);
    add(&given, a, "required", value_list(needed, r->n_when));
    add(&absent, a, "not", given);
    struct value then = {.kind = VALUE_MAP}, *name = ARENA_ARRAY(a, struct value, 1);
    name[0] = value_text(f->name);
    add(&then, a, "required", value_list(name, 1));
    bool lacks = r->n_when == 1 && !r->when[0].n_values && !r->when[0].has;
    add(&m, a, "if", lacks ? absent : given);
    add(&m, a, "then", then);
    return m;
}

static struct value conditions(const struct field *fields, size_t n, struct arena *a)
{
    struct value *items = NULL;
    size_t count = 0, cap = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < fields[i].n_rules; k++) {
            if (fields[i].rules[k].kind != RULE_REQUIRED_WHEN)
                continue;
            struct value one = required_when(&fields[i], &fields[i].rules[k], a);
            if (one.kind == VALUE_MAP)
                *ARENA_PUSH(a, items, count, cap, struct value) = one;
        }
    return value_list(items, count);
}

/* The members of an object with these fields; what an editor never writes (`via`) is none of them. */
static void add_object(struct value *m, const struct field *fields, size_t n, struct value properties,
                       const char *also_required, struct arena *a)
{
    struct value *required = ARENA_ARRAY(a, struct value, n + 1);
    size_t n_required = 0;
    if (also_required)
        required[n_required++] = value_text(str_of(also_required));
    for (size_t i = 0; i < n; i++) {
        if (fields[i].via.n)
            continue;
        value_map_add(&properties, a, fields[i].name, of_field(&fields[i], a));
        if (fields[i].required)
            required[n_required++] = value_text(fields[i].name);
    }
    struct value when = conditions(fields, n, a);
    add(m, a, "properties", properties);
    if (n_required)
        add(m, a, "required", value_list(required, n_required));
    if (when.list.n)
        add(m, a, "allOf", when);
    add(m, a, "additionalProperties", value_bool(false));
}

static struct value engine_keys(struct arena *a)
{
    struct value m = {.kind = VALUE_MAP}, free_list = {.kind = VALUE_MAP}, free_map = {.kind = VALUE_MAP};
    for (size_t i = 0; i < sizeof engine / sizeof *engine; i++) {
        struct value one = of_kind(engine[i].kind, a);
        add(&m, a, engine[i].name, engine[i].many ? one_or_many(one, a) : one);
    }
    add(&free_list, a, "type", value_text(STR("array")));
    add(&m, a, "attachments", free_list);
    add(&free_map, a, "type", value_text(STR("object")));
    add(&m, a, "queries", free_map);
    return m;
}

static struct value of_type(const struct type *t, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    add(&m, a, "type", value_text(STR("object")));
    add(&m, a, "title", value_text(t->one.n ? t->one : t->name));
    if (t->help.n)
        add(&m, a, "description", value_text(t->help));
    add_object(&m, t->fields, t->n_fields, engine_keys(a), "title", a);
    return m;
}

struct value schema_value(const struct types *ts, const struct type *type, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP}, defs = {.kind = VALUE_MAP},
                 *any = ARENA_ARRAY(a, struct value, ts->n);
    add(&m, a, "$schema", value_text(STR("https://json-schema.org/draft/2020-12/schema")));
    if (type) {
        struct value own = of_type(type, a);
        for (size_t i = 0; i < own.map.n; i++)
            value_map_add(&m, a, own.map.pairs[i].key.s, own.map.pairs[i].value);
        return m;
    }
    for (size_t i = 0; i < ts->n; i++) {
        any[i] = (struct value){.kind = VALUE_MAP};
        add(&any[i], a, "$ref", value_text(str_printf(a, "#/$defs/%.*s", STR_F(ts->items[i].name))));
        value_map_add(&defs, a, ts->items[i].name, of_type(&ts->items[i], a));
    }
    if (ts->n)
        add(&m, a, "anyOf", value_list(any, ts->n));
    add(&m, a, "$defs", defs);
    return m;
}
