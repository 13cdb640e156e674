#include "read/keys.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/tr.h"

static struct str name_at(struct keys known, size_t i)
{
    return *(const struct str *)(const void *)((const char *)known.rows + i * known.size);
}

size_t keys_find(struct keys known, struct str name)
{
    for (size_t i = 0; i < known.n; i++)
        if (str_eq(name_at(known, i), name))
            return i;
    return STR_NONE;
}

struct str keys_hint(struct keys known, struct str name, struct arena *a)
{
    struct str *names = ARENA_ARRAY(a, struct str, known.n);
    for (size_t i = 0; i < known.n; i++)
        names[i] = name_at(known, i);
    return diag_hint(diag_nearest(name, names, known.n), a);
}

struct str keys_list(struct keys known, struct arena *a)
{
    struct buf b = {0};
    for (size_t i = 0; i < known.n; i++) {
        if (i)
            buf_put(&b, STR(", "));
        buf_put(&b, name_at(known, i));
    }
    struct str list = buf_dup(a, &b);
    buf_free(&b);
    return list;
}

void keys_unknown(const struct reading *r, struct keys known, const struct value_pair *p, const char *where)
{
    struct str hint = keys_hint(known, p->key.s, r->arena);
    diag_at(r->diags, CODE_UNKNOWN_KEY, r->path, p->line, p->col, "unknown key \"%.*s\" in %s%.*s",
            STR_F(p->key.s), tr(where), STR_F(hint));
}

static const char *kind_name(const struct value *v)
{
    switch (v->kind) {
    case VALUE_LIST:
        return tr("a list");
    case VALUE_MAP:
        return tr("a map");
    case VALUE_NULL:
        return tr("empty");
    default:
        return tr("a text");
    }
}

static bool wrong_kind(const struct reading *r, const struct value_pair *p, const char *wanted)
{
    KEYS_FAULT(r, &p->value, "\"%.*s\" must be %s, not %s", STR_F(p->key.s), wanted, kind_name(&p->value));
    return false;
}

/* As wrong_kind, but with the value quoted when it is a scalar. */
static bool wrong_scalar(const struct reading *r, const struct value_pair *p, const char *wanted)
{
    if (p->value.kind != VALUE_TEXT)
        return wrong_kind(r, p, wanted);
    KEYS_FAULT(r, &p->value, "\"%.*s\" must be %s, not \"%.*s\"", STR_F(p->key.s), wanted, STR_F(p->value.s));
    return false;
}

bool keys_text(const struct reading *r, const struct value_pair *p, struct str *out)
{
    if (p->value.kind != VALUE_TEXT)
        return wrong_kind(r, p, tr("a text"));
    *out = str_trim(p->value.s);
    return true;
}

bool keys_bool(const struct reading *r, const struct value_pair *p, bool *out)
{
    return value_as_bool(&p->value, out) || wrong_scalar(r, p, tr("true or false"));
}

bool keys_int(const struct reading *r, const struct value_pair *p, int64_t *out)
{
    return value_as_int(&p->value, out) || wrong_scalar(r, p, tr("a whole number"));
}

bool keys_map(const struct reading *r, const struct value_pair *p)
{
    return p->value.kind == VALUE_MAP || wrong_kind(r, p, tr("a map of keys and values"));
}

bool keys_texts(const struct reading *r, const struct value_pair *p, struct str **out, size_t *n)
{
    const struct value *v = &p->value, *items = v->kind == VALUE_LIST ? v->list.items : v;
    size_t count = v->kind == VALUE_LIST ? v->list.n : 1;
    struct str *texts = ARENA_ARRAY(r->arena, struct str, count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind != VALUE_TEXT || !str_trim(items[i].s).n) {
            KEYS_FAULT(r, &items[i], "\"%.*s\" must be a list of texts", STR_F(p->key.s));
            return false;
        }
        texts[i] = str_trim(items[i].s);
    }
    *out = texts;
    *n = count;
    return true;
}
