#include "read/rules.h"

#include "base/arena.h"

enum { MONTHS_MOST = 1200 };

typedef bool rule_reader(const struct reading *r, const struct value_pair *p, struct rule *out);

/* ---- conditions ---- */

/* {has: yes} */
static bool read_has(const struct reading *r, const struct value_pair *p, struct premise *c)
{
    const struct value_pair *has = value_pair(&p->value, STR("has"));
    if (has && p->value.map.n == 1)
        return keys_bool(r, has, &c->has);
    KEYS_FAULT(r, &p->value,
               "the condition on \"%.*s\" must be a value, a list of values, or {has: yes} or {has: no}",
               STR_F(p->key.s));
    return false;
}

bool conditions_read(const struct reading *r, const struct value_pair *p, struct premise **out, size_t *n)
{
    if (!keys_map(r, p))
        return false;
    if (!p->value.map.n) {
        KEYS_FAULT(r, &p->value, "\"%.*s\" names no field: write {field: value}", STR_F(p->key.s));
        return false;
    }
    *out = ARENA_ARRAY(r->arena, struct premise, p->value.map.n);
    *n = 0;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        struct premise c = {.field = q->key.s, .written = &q->value};
        if (q->value.kind == VALUE_MAP ? !read_has(r, q, &c) : !keys_texts(r, q, &c.values, &c.n_values))
            return false;
        if (q->value.kind != VALUE_MAP && !c.n_values) {
            KEYS_FAULT(r, &q->value, "the condition on \"%.*s\" has no value", STR_F(q->key.s));
            return false;
        }
        (*out)[(*n)++] = c;
    }
    return true;
}

static bool read_when(const struct reading *r, const struct value_pair *p, struct rule *out)
{
    return conditions_read(r, p, &out->when, &out->n_when);
}

/* ---- the other forms ---- */

static bool read_name(const struct reading *r, const struct value_pair *p, struct rule *out)
{
    return keys_text(r, p, &out->first);
}

static bool read_two_names(const struct reading *r, const struct value_pair *p, struct rule *out)
{
    struct str *names;
    size_t n;
    if (!keys_texts(r, p, &names, &n))
        return false;
    if (n != 2) {
        KEYS_FAULT(r, &p->value, "\"%.*s\" must be two fields: [a, b]", STR_F(p->key.s));
        return false;
    }
    out->first = names[0];
    out->second = names[1];
    return true;
}

static bool read_weekdays(const struct reading *r, const struct value_pair *p, struct rule *out)
{
    struct str *days;
    size_t n;
    int64_t day;
    if (!keys_texts(r, p, &days, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!str_int(days[i], &day) || day < 1 || day > 7) {
            KEYS_FAULT(r, &p->value, "\"%.*s\" must be days from 1 (Monday) to 7 (Sunday), not \"%.*s\"",
                       STR_F(p->key.s), STR_F(days[i]));
            return false;
        }
        out->weekdays |= 1U << day;
    }
    return n != 0;
}

static bool read_switch(const struct reading *r, const struct value_pair *p, struct rule *out)
{
    bool on;
    (void)out;
    return keys_bool(r, p, &on) && on;
}

static bool read_most(const struct reading *r, const struct value_pair *p, struct rule *out)
{
    if (!keys_int(r, p, &out->most))
        return false;
    if (out->most < 1)
        KEYS_FAULT(r, &p->value, "\"%.*s\" must be 1 or more", STR_F(p->key.s));
    return out->most >= 1;
}

static bool read_fresh(const struct reading *r, const struct value_pair *p, struct rule *out)
{
    const struct value_pair *warn = value_pair(&p->value, STR("warn")),
                            *fail = value_pair(&p->value, STR("fail"));
    if (!warn || !fail || p->value.map.n != 2) {
        KEYS_FAULT(r, &p->value, "\"fresh\" must be months: {warn: 11, fail: 12}");
        return false;
    }
    if (!keys_int(r, warn, &out->warn) || !keys_int(r, fail, &out->fail))
        return false;
    bool good = out->warn > 0 && out->fail > out->warn && out->fail <= MONTHS_MOST;
    if (!good)
        KEYS_FAULT(r, &p->value, "\"fresh\" must warn after at least a month, and before it fails");
    return good;
}

/* By enum rule_kind. */
static const struct {
    struct str name;
    rule_reader *read;
} forms[] = {
    [RULE_REQUIRED_WHEN] = {STR_INIT("required_when"), read_when},
    [RULE_WANTED_WHEN] = {STR_INIT("wanted_when"), read_when},
    [RULE_AFTER] = {STR_INIT("after"), read_name},
    [RULE_FUTURE_WHEN] = {STR_INIT("future_when"), read_when},
    [RULE_AVOID_WEEKDAYS] = {STR_INIT("avoid_weekdays"), read_weekdays},
    [RULE_AVOID_HOLIDAYS] = {STR_INIT("avoid_holidays"), read_switch},
    [RULE_FRESH] = {STR_INIT("fresh"), read_fresh},
    [RULE_ORDERED_BY] = {STR_INIT("ordered_by"), read_name},
    [RULE_NO_OVERLAP] = {STR_INIT("no_overlap"), read_two_names},
    [RULE_UNIQUE_BY] = {STR_INIT("unique_by"), read_name},
    [RULE_AT_MOST] = {STR_INIT("at_most"), read_most},
    [RULE_EACH_ONCE] = {STR_INIT("each_once"), read_two_names},
};

bool rule_read(const struct reading *r, const struct value_pair *p, struct rule *out)
{
    size_t at = keys_find(KEYS(forms), p->key.s);
    *out = (struct rule){.kind = (enum rule_kind)at, .written = &p->value};
    return at != STR_NONE && forms[at].read(r, p, out);
}
