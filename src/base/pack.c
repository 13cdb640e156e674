#include "base/pack.h"

#include "base/arena.h"
#include "base/utf8.h"

enum { DEPTH_MOST = 80, OBJECT_AS_NULL = VALUE_NULL };

void pack_u8(struct buf *b, uint8_t x)
{
    buf_put_n(b, &x, sizeof x);
}

void pack_u32(struct buf *b, uint32_t x)
{
    buf_put_n(b, &x, sizeof x);
}

void pack_u64(struct buf *b, uint64_t x)
{
    buf_put_n(b, &x, sizeof x);
}

void pack_str(struct buf *b, struct str s)
{
    pack_u32(b, (uint32_t)s.n);
    buf_put(b, s);
}

void pack_oid(struct buf *b, const struct oid *id)
{
    buf_put_n(b, id->b, sizeof id->b);
}

void pack_sha256(struct buf *b, const struct sha256 *h)
{
    buf_put_n(b, h->b, sizeof h->b);
}

void pack_value(struct buf *b, const struct value *v)
{
    pack_u8(b, (uint8_t)(v->kind == VALUE_OBJECT ? OBJECT_AS_NULL : v->kind));
    pack_u8(b, v->plain);
    pack_u32(b, v->line);
    pack_u32(b, v->col);
    switch (v->kind) {
    case VALUE_BOOL:
        pack_u8(b, v->b);
        break;
    case VALUE_INT:
        pack_u64(b, (uint64_t)v->i);
        break;
    case VALUE_REAL:
        buf_put_n(b, &v->r, sizeof v->r);
        break;
    case VALUE_TEXT:
    case VALUE_HTML:
        pack_str(b, v->s);
        break;
    case VALUE_LIST:
        pack_u32(b, (uint32_t)v->list.n);
        for (size_t i = 0; i < v->list.n; i++)
            pack_value(b, &v->list.items[i]);
        break;
    case VALUE_MAP:
        pack_u32(b, (uint32_t)v->map.n);
        for (size_t i = 0; i < v->map.n; i++) {
            pack_str(b, v->map.pairs[i].key.s);
            pack_u32(b, v->map.pairs[i].line);
            pack_u32(b, v->map.pairs[i].col);
            pack_value(b, &v->map.pairs[i].value);
        }
        break;
    case VALUE_NULL:
    case VALUE_OBJECT:
        break;
    }
}

static bool take(struct unpack *u, void *to, size_t n)
{
    if (u->bad || u->rest.n < n) {
        u->bad = true;
        memset(to, 0, n);
        return false;
    }
    memcpy(to, u->rest.p, n);
    u->rest = str_from(u->rest, n);
    return true;
}

uint8_t unpack_u8(struct unpack *u)
{
    uint8_t x;
    take(u, &x, sizeof x);
    return x;
}

uint32_t unpack_u32(struct unpack *u)
{
    uint32_t x;
    take(u, &x, sizeof x);
    return x;
}

uint64_t unpack_u64(struct unpack *u)
{
    uint64_t x;
    take(u, &x, sizeof x);
    return x;
}

struct str unpack_str(struct unpack *u)
{
    size_t n = unpack_u32(u);
    if (u->bad || n > u->rest.n) {
        u->bad = true;
        return STR("");
    }
    struct str s = str_sub(u->rest, 0, n);
    u->rest = str_from(u->rest, n);
    return s;
}

struct oid unpack_oid(struct unpack *u)
{
    struct oid id = {0};
    take(u, id.b, sizeof id.b);
    return id;
}

struct sha256 unpack_sha256(struct unpack *u)
{
    struct sha256 h = {0};
    take(u, h.b, sizeof h.b);
    return h;
}

size_t unpack_count(struct unpack *u, size_t least)
{
    size_t n = unpack_u32(u);
    if (u->bad || (least && n > u->rest.n / least)) {
        u->bad = true;
        return 0;
    }
    return n;
}

static struct value unpack_at(struct unpack *u, struct arena *a, unsigned depth)
{
    struct value v = {.kind = VALUE_NULL};
    unsigned kind = unpack_u8(u);
    v.plain = unpack_u8(u) != 0;
    v.line = unpack_u32(u);
    v.col = unpack_u32(u);
    if (u->bad || kind >= VALUE_OBJECT || depth > DEPTH_MOST) {
        u->bad = true;
        return value_null();
    }
    v.kind = (enum value_kind)kind;
    if (v.kind == VALUE_BOOL)
        v.b = unpack_u8(u) != 0;
    else if (v.kind == VALUE_INT)
        v.i = (int64_t)unpack_u64(u);
    else if (v.kind == VALUE_REAL)
        take(u, &v.r, sizeof v.r);
    else if (v.kind == VALUE_TEXT || v.kind == VALUE_HTML)
        v.s = unpack_str(u);
    else if (v.kind == VALUE_LIST) {
        size_t n = unpack_count(u, 10);
        struct value *items = ARENA_ARRAY(a, struct value, n);
        for (size_t i = 0; i < n && !u->bad; i++)
            items[i] = unpack_at(u, a, depth + 1);
        v.list.items = items;
        v.list.n = n;
    } else if (v.kind == VALUE_MAP) {
        size_t n = unpack_count(u, 22);
        struct value_pair *pairs = ARENA_ARRAY(a, struct value_pair, n);
        for (size_t i = 0; i < n && !u->bad; i++) {
            pairs[i].key = key_of(unpack_str(u));
            pairs[i].line = unpack_u32(u);
            pairs[i].col = unpack_u32(u);
            pairs[i].value = unpack_at(u, a, depth + 1);
        }
        v.map.pairs = pairs;
        v.map.n = n;
    }
    if ((v.kind == VALUE_TEXT || v.kind == VALUE_HTML) && utf8_invalid(v.s) != STR_NONE)
        u->bad = true;
    return u->bad ? value_null() : v;
}

struct value unpack_value(struct unpack *u, struct arena *a)
{
    return unpack_at(u, a, 0);
}
