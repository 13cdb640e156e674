#include "base/value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"

struct value value_null(void)
{
    return (struct value){.kind = VALUE_NULL};
}

struct value value_bool(bool b)
{
    return (struct value){.kind = VALUE_BOOL, .b = b};
}

struct value value_int(int64_t i)
{
    return (struct value){.kind = VALUE_INT, .i = i};
}

struct value value_text(struct str s)
{
    return (struct value){.kind = VALUE_TEXT, .s = s};
}

struct value value_html(struct str s)
{
    return (struct value){.kind = VALUE_HTML, .s = s};
}

struct value value_list(struct value *items, size_t n)
{
    return (struct value){.kind = VALUE_LIST, .list = {items, n}};
}

struct value value_object(const struct value_class *cls, const void *self, const void *ctx)
{
    return (struct value){.kind = VALUE_OBJECT, .obj = {cls, self, ctx}};
}

static const struct value_pair *find(const struct value *v, const struct key *key)
{
    for (size_t i = 0; i < v->map.n; i++)
        if (v->map.pairs[i].key.hash == key->hash && str_eq(v->map.pairs[i].key.s, key->s))
            return &v->map.pairs[i];
    return NULL;
}

const struct value_pair *value_pair(const struct value *v, struct str key)
{
    struct key k = key_of(key);
    return v && v->kind == VALUE_MAP ? find(v, &k) : NULL;
}

const struct value *value_get(const struct value *v, struct str key)
{
    const struct value_pair *p = value_pair(v, key);
    return p ? &p->value : NULL;
}

bool value_member(const struct value *v, const struct key *key, struct arena *a, struct value *out)
{
    if (v->kind == VALUE_OBJECT)
        return v->obj.cls->get && v->obj.cls->get(v, key, a, out);
    if (v->kind != VALUE_MAP)
        return false;
    const struct value_pair *p = find(v, key);
    if (p)
        *out = p->value;
    return p != NULL;
}

/* Room is doubled at each power of two from 8 on, so n alone tells whether there is any. */
void value_map_add(struct value *map, struct arena *a, struct str key, struct value v)
{
    size_t n = map->map.n;
    if (n == 0 || (n >= 8 && (n & (n - 1)) == 0)) {
        struct value_pair *p = ARENA_ARRAY(a, struct value_pair, n < 8 ? 8 : n * 2);
        if (n)
            memcpy(p, map->map.pairs, n * sizeof *p);
        map->map.pairs = p;
    }
    map->kind = VALUE_MAP;
    map->map.pairs[map->map.n++] = (struct value_pair){.key = key_of(key), .value = v};
}

bool value_truthy(const struct value *v)
{
    switch (v->kind) {
    case VALUE_NULL:
        return false;
    case VALUE_BOOL:
        return v->b;
    case VALUE_TEXT:
    case VALUE_HTML:
        return v->s.n != 0;
    case VALUE_LIST:
        return v->list.n != 0;
    case VALUE_OBJECT:
        return !v->obj.cls->truthy || v->obj.cls->truthy(v);
    case VALUE_INT:
    case VALUE_REAL:
    case VALUE_MAP:
        break;
    }
    return true;
}

struct str value_to_text(const struct value *v, struct arena *a)
{
    switch (v->kind) {
    case VALUE_BOOL:
        return v->b ? STR("true") : STR("false");
    case VALUE_INT:
        return str_printf(a, "%" PRId64, v->i);
    case VALUE_REAL:
        return str_printf(a, "%.15g", v->r);
    case VALUE_TEXT:
    case VALUE_HTML:
        return v->s;
    case VALUE_OBJECT:
        return v->obj.cls->text ? v->obj.cls->text(v, a) : STR("");
    case VALUE_NULL:
    case VALUE_LIST:
    case VALUE_MAP:
        break;
    }
    return STR("");
}

static struct value resolve_scalar(const struct value *v, struct arena *a)
{
    static const struct {
        struct str word;
        bool b;
    } words[] = {{STR_INIT("true"), true},   {STR_INIT("True"), true},   {STR_INIT("TRUE"), true},
                 {STR_INIT("false"), false}, {STR_INIT("False"), false}, {STR_INIT("FALSE"), false}};
    struct value out = *v;
    int64_t i;
    if (!v->plain)
        return out;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (str_eq(v->s, words[k].word))
            return value_bool(words[k].b);
    if (str_int(v->s, &i))
        return value_int(i);
    if (v->s.n && v->s.n < 64 && strspn(str_c(a, v->s), "0123456789+-.eE") == v->s.n &&
        strpbrk(str_c(a, v->s), "0123456789")) {
        char *end, *text = str_c(a, v->s);
        double r = strtod(text, &end); /* LC_NUMERIC is never set, so the point is a point */
        if (*end == 0 && isfinite(r))
            return (struct value){.kind = VALUE_REAL, .r = r, .line = v->line, .col = v->col};
    }
    return out;
}

struct value value_resolve(const struct value *v, struct arena *a)
{
    struct value out = *v;
    if (v->kind == VALUE_TEXT)
        return resolve_scalar(v, a);
    if (v->kind == VALUE_LIST) {
        out.list.items = ARENA_ARRAY(a, struct value, v->list.n);
        for (size_t i = 0; i < v->list.n; i++)
            out.list.items[i] = value_resolve(&v->list.items[i], a);
    } else if (v->kind == VALUE_MAP) {
        out.map.pairs = ARENA_ARRAY(a, struct value_pair, v->map.n);
        for (size_t i = 0; i < v->map.n; i++) {
            out.map.pairs[i] = v->map.pairs[i];
            out.map.pairs[i].value = value_resolve(&v->map.pairs[i].value, a);
        }
    }
    return out;
}

bool value_as_bool(const struct value *v, bool *out)
{
    static const struct {
        struct str word;
        bool b;
    } words[] = {{STR_INIT("true"), true}, {STR_INIT("yes"), true},  {STR_INIT("on"), true},
                 {STR_INIT("ja"), true},   {STR_INIT("y"), true},    {STR_INIT("false"), false},
                 {STR_INIT("no"), false},  {STR_INIT("off"), false}, {STR_INIT("nej"), false},
                 {STR_INIT("n"), false}};
    if (v && v->kind == VALUE_BOOL) {
        *out = v->b;
        return true;
    }
    struct str s = str_trim(value_str(v));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, words[i].word)) {
            *out = words[i].b;
            return true;
        }
    return false;
}

bool value_as_int(const struct value *v, int64_t *out)
{
    if (v && v->kind == VALUE_INT) {
        *out = v->i;
        return true;
    }
    return v && v->kind == VALUE_TEXT && str_int(str_trim(v->s), out);
}

struct str value_str(const struct value *v)
{
    return v && (v->kind == VALUE_TEXT || v->kind == VALUE_HTML) ? v->s : (struct str){"", 0};
}

/* ---- JSON ---- */

struct json {
    struct arena *a;
    bool indent;
    struct buf *out;
};

static void json_line(const struct json *j, unsigned level)
{
    if (!j->indent)
        return;
    buf_char(j->out, '\n');
    for (unsigned i = 0; i < level; i++)
        buf_put(j->out, STR("  "));
}

static void json_text(const struct json *j, struct str s)
{
    buf_char(j->out, '"');
    escape_json(j->out, s);
    buf_char(j->out, '"');
}

static void json_value(const struct json *j, const struct value *v, unsigned depth, unsigned level);

static void json_member(const struct json *j, struct str name, const struct value *v, bool first,
                        unsigned depth, unsigned level)
{
    if (!first)
        buf_char(j->out, ',');
    json_line(j, level);
    json_text(j, name);
    buf_put(j->out, j->indent ? STR(": ") : STR(":"));
    json_value(j, v, depth, level);
}

static void json_object(const struct json *j, const struct value *v, unsigned depth, unsigned level)
{
    const struct value_class *c = v->obj.cls;
    if (!depth || !c->name_at) {
        struct str text = c->text ? c->text(v, j->a) : (struct str){0};
        if (text.p)
            json_text(j, text);
        else
            buf_put(j->out, STR("null"));
        return;
    }
    bool first = true;
    buf_char(j->out, '{');
    for (size_t i = 0;; i++) {
        struct str name = c->name_at(v, i);
        struct value member;
        if (!name.p)
            break;
        struct key key = key_of(name);
        if (!c->get(v, &key, j->a, &member))
            continue;
        json_member(j, name, &member, first, depth - 1, level + 1);
        first = false;
    }
    if (!first)
        json_line(j, level);
    buf_char(j->out, '}');
}

static void json_list(const struct json *j, const struct value *v, unsigned depth, unsigned level)
{
    buf_char(j->out, '[');
    for (size_t i = 0; i < v->list.n; i++) {
        if (i)
            buf_char(j->out, ',');
        json_line(j, level + 1);
        json_value(j, &v->list.items[i], depth, level + 1);
    }
    if (v->list.n)
        json_line(j, level);
    buf_char(j->out, ']');
}

static void json_value(const struct json *j, const struct value *v, unsigned depth, unsigned level)
{
    switch (v->kind) {
    case VALUE_NULL:
        buf_put(j->out, STR("null"));
        break;
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_REAL:
        buf_put(j->out, value_to_text(v, j->a));
        break;
    case VALUE_TEXT:
    case VALUE_HTML:
        json_text(j, v->s);
        break;
    case VALUE_LIST:
        json_list(j, v, depth, level);
        break;
    case VALUE_MAP:
        buf_char(j->out, '{');
        for (size_t i = 0; i < v->map.n; i++)
            json_member(j, v->map.pairs[i].key.s, &v->map.pairs[i].value, i == 0, depth, level + 1);
        if (v->map.n)
            json_line(j, level);
        buf_char(j->out, '}');
        break;
    case VALUE_OBJECT:
        json_object(j, v, depth, level);
        break;
    }
}

void value_json(const struct value *v, struct arena *a, bool indent, unsigned depth, struct buf *out)
{
    struct json j = {a, indent, out};
    json_value(&j, v, depth, 0);
}
