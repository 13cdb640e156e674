#include "render/yaml_out.h"

#include "base/arena.h"
#include "base/escape.h"

static void put(const struct value *v, unsigned depth, bool in_list, struct buf *out);

static void indent(unsigned depth, struct buf *out)
{
    for (unsigned i = 0; i < depth; i++)
        buf_put(out, STR("  "));
}

static bool is_block(const struct value *v)
{
    return (v->kind == VALUE_MAP && v->map.n) || (v->kind == VALUE_LIST && v->list.n);
}

static void put_scalar(const struct value *v, struct buf *out)
{
    switch (v->kind) {
    case VALUE_BOOL:
        buf_put(out, v->b ? STR("true") : STR("false"));
        break;
    case VALUE_INT:
        buf_int(out, v->i);
        break;
    case VALUE_REAL:
        buf_printf(out, "%.17g", v->r);
        break;
    case VALUE_TEXT:
    case VALUE_HTML:
        escape_yaml(out, v->s);
        break;
    case VALUE_LIST:
        buf_put(out, STR("[]"));
        break;
    case VALUE_MAP:
        buf_put(out, STR("{}"));
        break;
    default:
        buf_put(out, STR("null"));
    }
    buf_char(out, '\n');
}

static void put_list(const struct value *v, unsigned depth, struct buf *out)
{
    for (size_t i = 0; i < v->list.n; i++) {
        const struct value *item = &v->list.items[i];
        bool nested = item->kind == VALUE_LIST && item->list.n;
        indent(depth, out);
        buf_put(out, nested ? STR("-\n") : STR("- "));
        put(item, depth + 1, true, out);
    }
}

/* The first key of an item stands behind its dash. */
static void put_map(const struct value *v, unsigned depth, bool in_list, struct buf *out)
{
    for (size_t i = 0; i < v->map.n; i++) {
        const struct value_pair *p = &v->map.pairs[i];
        if (i || !in_list)
            indent(depth, out);
        escape_yaml(out, p->key.s);
        buf_char(out, ':');
        buf_char(out, is_block(&p->value) ? '\n' : ' ');
        put(&p->value, depth + 1, false, out);
    }
}

static void put(const struct value *v, unsigned depth, bool in_list, struct buf *out)
{
    if (!is_block(v))
        put_scalar(v, out);
    else if (v->kind == VALUE_MAP)
        put_map(v, depth, in_list, out);
    else
        put_list(v, depth, out);
}

void yaml_out(const struct value *v, struct buf *out)
{
    put(v, 0, false, out);
}
