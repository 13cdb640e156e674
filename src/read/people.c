#include "base/arena.h"
#include "read/keys.h"
#include "read/settings.h"

enum { KEY_BYTES = 320 }; /* the longest e-mail address there can be */

/* The key as the map has it; false when it is too long to be in there. */
static bool lower(struct str s, char out[KEY_BYTES], struct str *key)
{
    s = str_trim(s);
    if (!s.n || s.n > KEY_BYTES)
        return false;
    for (size_t i = 0; i < s.n; i++)
        out[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    *key = str_n(out, s.n);
    return true;
}

/* Where an e-mail address begins to be one; STR_NONE when s is none. */
static size_t address_at(struct str s)
{
    size_t at = str_find(s, '@');
    bool inside = at != STR_NONE && at > 0 && at + 1 < s.n;
    return inside && s.p[at - 1] != ' ' && s.p[at + 1] != ' ' ? at : STR_NONE;
}

enum part { PART_NAME, PART_ROLE, PART_UNIT, PART_SHOW };
static const struct {
    struct str name;
} parts[] = {[PART_NAME] = {STR_INIT("name")},
             [PART_ROLE] = {STR_INIT("role")},
             [PART_UNIT] = {STR_INIT("unit")},
             [PART_SHOW] = {STR_INIT("show")}};

/* {name, role, unit, show: name|role|unit|none}: without `show` the first that is given. */
static bool read_parts(const struct reading *r, const struct value_pair *p, struct person_shown *out)
{
    struct str got[4] = {{0}};
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t at = keys_find(KEYS(parts), q->key.s);
        if (at == STR_NONE)
            keys_unknown(r, KEYS(parts), q, "a person");
        else if (q->value.kind != VALUE_NULL && !keys_text(r, q, &got[at]))
            return false;
    }
    if (str_eq(got[PART_SHOW], STR("none")))
        return true;
    out->office = got[PART_UNIT].n ? got[PART_UNIT] : got[PART_ROLE];
    if (!got[PART_SHOW].n) {
        out->text = got[PART_NAME].n ? got[PART_NAME] : got[PART_ROLE].n ? got[PART_ROLE] : got[PART_UNIT];
        return true;
    }
    size_t at = keys_find((struct keys){parts, PART_SHOW, sizeof *parts}, got[PART_SHOW]);
    const struct value *show = value_get(&p->value, STR("show"));
    if (at == STR_NONE)
        KEYS_FAULT(r, show, "\"show\" must be name, role, unit or none, not \"%.*s\"", STR_F(got[PART_SHOW]));
    else if (!got[at].n)
        KEYS_FAULT(r, show, "\"show\" asks for \"%.*s\", which is not given", STR_F(got[PART_SHOW]));
    else
        out->text = got[at];
    if (at == PART_ROLE)
        out->office = got[at];
    return at != STR_NONE && got[at].n;
}

static void read_person(const struct reading *r, const struct value_pair *p, struct people *out)
{
    char lowered[KEY_BYTES];
    struct str key;
    struct person_shown got = {STR(""), STR("")};
    if (!lower(p->key.s, lowered, &key)) {
        diag_at(r->diags, r->fault, r->path, p->line, p->col,
                "a person's key is an e-mail address or a name");
        return;
    }
    if (p->value.kind == VALUE_MAP ? !read_parts(r, p, &got)
                                   : p->value.kind != VALUE_NULL && !keys_text(r, p, &got.text))
        return;
    if (address_at(got.text) != STR_NONE || address_at(got.office) != STR_NONE) {
        KEYS_FAULT(r, &p->value, "\"%.*s\" would be shown by an e-mail address, which is never published",
                   STR_F(p->key.s));
        return;
    }
    struct person_shown *shown = ARENA_NEW(r->arena, struct person_shown);
    *shown = got;
    map_put(&out->shown, str_dup(r->arena, key), shown);
}

void people_read(const struct value *map, struct str path, struct arena *a, struct diags *ds,
                 struct people *out)
{
    struct reading r = {.path = path, .fault = CODE_BAD_SETTING, .arena = a, .diags = ds};
    *out = (struct people){.shown = {.arena = a}};
    if (map->kind != VALUE_MAP)
        KEYS_FAULT(&r, map, "people must be a map from e-mail address or name to what is shown");
    for (size_t i = 0; map->kind == VALUE_MAP && i < map->map.n; i++)
        read_person(&r, &map->map.pairs[i], out);
}

static const struct person_shown *find(const struct people *p, struct str name, struct str email)
{
    const struct person_shown *listed = NULL;
    char lowered[KEY_BYTES];
    struct str key;
    if (p && lower(email, lowered, &key))
        listed = map_get(&p->shown, key);
    if (p && !listed && lower(name, lowered, &key))
        listed = map_get(&p->shown, key);
    return listed;
}

struct str people_listed(const struct people *p, struct str name, struct str email)
{
    const struct person_shown *listed = find(p, name, email);
    return listed ? listed->text : STR("");
}

struct str people_office(const struct people *p, struct str name, struct str email)
{
    const struct person_shown *listed = find(p, name, email);
    return listed && listed->text.n ? listed->office : STR("");
}

struct str people_shown(const struct people *p, const struct settings *s, struct str name, struct str email)
{
    const struct person_shown *listed = find(p, name, email);
    if (listed)
        return listed->text;
    if (s->attribution.n)
        return s->attribution;
    size_t at =
        address_at(name); /* some set their address as user.name: only what stands before the @ is shown */
    return at == STR_NONE ? name : str_sub(name, 0, at);
}
