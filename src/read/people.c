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

enum part { PART_NAME, PART_ROLE, PART_UNIT, PART_SHOW, PART_DEPUTY, PART_LEFT };
static const struct {
    struct str name;
} parts[] = {[PART_NAME] = {STR_INIT("name")},         [PART_ROLE] = {STR_INIT("role")},
             [PART_UNIT] = {STR_INIT("unit")},         [PART_SHOW] = {STR_INIT("show")},
             [PART_DEPUTY] = {STR_INIT("deputy_for")}, [PART_LEFT] = {STR_INIT("left")}};

static struct str first_of(struct str a, struct str b)
{
    return a.n ? a : b;
}

static bool take_parts(const struct reading *r, const struct value *person, struct str got[PART_LEFT],
                       bool *left)
{
    for (size_t i = 0; i < person->map.n; i++) {
        const struct value_pair *q = &person->map.pairs[i];
        size_t at = keys_find(KEYS(parts), q->key.s);
        if (at == STR_NONE)
            keys_unknown(r, KEYS(parts), q, "a person");
        else if (q->value.kind != VALUE_NULL &&
                 !(at == PART_LEFT ? keys_bool(r, q, left) : keys_text(r, q, &got[at])))
            return false;
    }
    return true;
}

/* A deputy writes for the post that another has; nothing is shown for one who is not to be shown. */
static bool stand_in(const struct reading *r, const struct value *all, const struct value *deputy,
                     struct person_shown *out)
{
    const struct value *other = value_get(all, deputy->s);
    struct str role = value_str(value_get(other, STR("role"))),
               unit = value_str(value_get(other, STR("unit")));
    if (!role.n && !unit.n) {
        KEYS_FAULT(r, deputy,
                   "\"deputy_for\" must be a key of this file that has a role or a unit, not \"%.*s\"",
                   STR_F(deputy->s));
        return false;
    }
    if (str_eq(value_str(value_get(other, STR("show"))), STR("none")))
        return true;
    *out = (struct person_shown){.text = first_of(role, unit), .office = first_of(unit, role)};
    return true;
}

/* {name, role, unit, show: name|role|unit|none, deputy_for, left}: without `show` the first that is given; of one who has left, the
 * unit alone, or what the site shows for those not listed. */
static bool read_parts(const struct reading *r, const struct value *all, const struct value_pair *p,
                       struct person_shown *out)
{
    struct str got[PART_LEFT] = {{0}};
    bool left = false;
    if (!take_parts(r, &p->value, got, &left))
        return false;
    if (str_eq(got[PART_SHOW], STR("none")))
        return true;
    if (got[PART_DEPUTY].n)
        return stand_in(r, all, value_get(&p->value, STR("deputy_for")), out);
    if (left) {
        *out = (struct person_shown){got[PART_UNIT], got[PART_UNIT], .unlisted = !got[PART_UNIT].n};
        return true;
    }
    out->office = first_of(got[PART_UNIT], got[PART_ROLE]);
    if (!got[PART_SHOW].n) {
        out->text = first_of(got[PART_NAME], first_of(got[PART_ROLE], got[PART_UNIT]));
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

static void read_person(const struct reading *r, const struct value *all, const struct value_pair *p,
                        struct people *out)
{
    char lowered[KEY_BYTES];
    struct str key;
    struct person_shown got = {.text = STR(""), .office = STR("")};
    if (!lower(p->key.s, lowered, &key)) {
        diag_at(r->diags, r->fault, r->path, p->line, p->col,
                "a person's key is an e-mail address or a name");
        return;
    }
    if (p->value.kind == VALUE_MAP ? !read_parts(r, all, p, &got)
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
        read_person(&r, map, &map->map.pairs[i], out);
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
    if (listed && !listed->unlisted)
        return listed->text;
    if (listed || s->attribution.n)
        return s->attribution;
    size_t at =
        address_at(name); /* some set their address as user.name: only what stands before the @ is shown */
    return at == STR_NONE ? name : str_sub(name, 0, at);
}
