#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/tr.h"
#include "layout/layout.h"
#include "layout/node.h"

/* Everything that grows with nesting is a chain of structs on the C stack, newest first: nothing is allocated
 * per tag. */

/* The context stack: where names are looked up. */
struct context {
    const struct value *value;
    const struct context *outer;
};

/* The arguments that a parent tag gives, and those in force where it stood. */
struct arguments {
    const struct layout *l;
    const struct node *parent;
    const struct arguments *outer;
};

/* What goes before each line, outermost first. */
struct indent {
    struct str blanks;
    const struct indent *outer;
};

/* Under which circumstances nodes are evaluated. */
struct scope {
    const struct layout *l;
    const struct context *context;
    const struct arguments *arguments;
    const struct indent *indent;
};

struct render {
    const struct layouts *ls;
    struct arena *scratch;
    struct buf *out;
    size_t most;       /* bytes in out that end the rendering */
    uint32_t steps;    /* tags evaluated, contexts and arguments asked */
    unsigned partials; /* within each other now */
    unsigned levels;
    bool indented; /* the blanks before the next line's head are already there */
    bool stop;
    const char *cut; /* which bound was met first */
};

static void eval_nodes(struct render *r, const struct scope *s, uint32_t from, uint32_t to);

/* ---- bounds ---- */

_Static_assert(LIMIT_TEMPLATE_DEPTH == 64 && LIMIT_TEMPLATE_LEVELS == 1024 &&
                   LIMIT_TEMPLATE_STEPS == 10000000 && LIMIT_TEMPLATE_OUTPUT == 64 << 20,
               "the messages name the bounds");
static const char too_deep[] =
    TR_MARK("partials lie more than 64 deep in each other and were cut off; does one include itself?");
static const char too_nested[] =
    TR_MARK("partials and sections lie more than 1024 deep in each other and were cut off");
static const char too_long[] =
    TR_MARK("more than 10 million steps: the rest was cut off; does a partial include itself?");
static const char too_large[] = TR_MARK("more than 64 MiB of output: the rest was cut off");

static void cut(struct render *r, const char *why)
{
    if (!r->cut)
        r->cut = tr(why);
}

static bool spent(struct render *r)
{
    if (r->steps > LIMIT_TEMPLATE_STEPS)
        cut(r, too_long);
    else if (r->out->n > r->most)
        cut(r, too_large);
    else
        return false;
    r->stop = true;
    return true;
}

/* ---- text ---- */

static void put_blanks(struct render *r, const struct indent *in)
{
    if (!in)
        return;
    put_blanks(r, in->outer);
    buf_put(r->out, in->blanks);
}

static void begin_line(struct render *r, const struct indent *in)
{
    if (!r->indented)
        put_blanks(r, in);
    r->indented = false;
}

static void eval_text(struct render *r, const struct scope *s, const struct node *n)
{
    struct str rest = n->text;
    if (!s->indent) {
        r->indented = false;
        buf_put(r->out, rest);
        return;
    }
    if (n->begins_line)
        begin_line(r, s->indent);
    for (;;) {
        size_t end = str_find(rest, '\n');
        if (end == STR_NONE || end + 1 == rest.n || spent(r))
            break;
        buf_put(r->out, str_sub(rest, 0, end + 1));
        begin_line(r, s->indent);
        rest = str_from(rest, end + 1);
    }
    buf_put(r->out, rest);
}

/* ---- names ---- */

/* The first key is looked for through the whole stack, the others only in what the one before gave. */
static bool look_up(struct render *r, const struct context *c, const struct node *n, struct value *out)
{
    if (!n->n_keys) {
        *out = *c->value;
        return true;
    }
    for (; c; c = c->outer) {
        r->steps++;
        if (value_member(c->value, &n->keys[0], r->scratch, out))
            break;
    }
    if (!c)
        return false;
    for (uint32_t i = 1; i < n->n_keys; i++) {
        struct value whole = *out;
        if (!value_member(&whole, &n->keys[i], r->scratch, out))
            return false;
    }
    return true;
}

static void eval_variable(struct render *r, const struct scope *s, const struct node *n)
{
    struct value v;
    if (!look_up(r, s->context, n, &v))
        return;
    if (v.kind == VALUE_INT)
        buf_int(r->out, v.i);
    else if (v.kind == VALUE_HTML || n->kind == NODE_RAW)
        buf_put(r->out, value_to_text(&v, r->scratch));
    else
        escape_html(r->out, value_to_text(&v, r->scratch));
}

/* ---- sections ---- */

static void eval_with(struct render *r, const struct scope *s, uint32_t i, const struct value *v)
{
    struct context top = {v, s->context};
    struct scope inner = *s;
    inner.context = &top;
    eval_nodes(r, &inner, i + 1, s->l->nodes[i].end);
}

static void eval_section(struct render *r, const struct scope *s, uint32_t i)
{
    struct value v;
    const struct node *n = &s->l->nodes[i];
    bool truthy = look_up(r, s->context, n, &v) && value_truthy(&v);
    if (n->kind == NODE_INVERTED) {
        if (!truthy)
            eval_nodes(r, s, i + 1, n->end);
    } else if (truthy && v.kind != VALUE_LIST) {
        eval_with(r, s, i, &v);
    } else if (truthy) {
        for (size_t k = 0; k < v.list.n && !r->stop; k++)
            eval_with(r, s, i, &v.list.items[k]);
    }
}

/* ---- partials and parents ---- */

static const struct layout *template_of(struct render *r, const struct scope *s, const struct node *n)
{
    struct value v;
    struct str name = {0};
    if (!n->dynamic)
        return map_get_key(&r->ls->by_name, n->keys);
    if (look_up(r, s->context, n, &v))
        name = value_to_text(&v, r->scratch);
    return name.n ? layout_find(r->ls, name) : NULL;
}

static void eval_template(struct render *r, const struct scope *s, const struct node *n)
{
    const struct layout *l = template_of(r, s, n);
    if (!l)
        return;
    if (r->partials == LIMIT_TEMPLATE_DEPTH) {
        cut(r, too_deep);
        return;
    }
    struct arguments given = {s->l, n, s->arguments};
    struct indent in = {n->indent, s->indent};
    struct scope inner = {.l = l, .context = s->context, .arguments = s->arguments};
    if (n->kind == NODE_PARENT)
        inner.arguments = &given;
    if (n->own_line) /* within a line it stands as it is */
        inner.indent = n->indent.n ? &in : s->indent;
    r->partials++;
    eval_nodes(r, &inner, 0, l->n);
    r->partials--;
}

static const struct node *argument_named(struct render *r, const struct arguments *a, const struct key *key)
{
    const struct node *nodes = a->l->nodes;
    for (const struct node *n = a->parent + 1; n < nodes + a->parent->end; n = nodes + n->end) {
        r->steps++;
        if (n->kind == NODE_BLOCK && n->keys->hash == key->hash && str_eq(n->keys->s, key->s))
            return n;
    }
    return NULL;
}

/* The outermost argument of that name wins: what a template says about its parent, a child of that template
 * may say otherwise. The argument's text is a part of the template that it was written in, so blocks in it
 * are that one's parameters: they see the arguments in force there, and none of those given to the parent. */
static void eval_block(struct render *r, const struct scope *s, uint32_t i)
{
    const struct node *site = &s->l->nodes[i], *argument = NULL;
    const struct arguments *from = NULL;
    for (const struct arguments *a = s->arguments; a; a = a->outer) {
        const struct node *n = argument_named(r, a, site->keys);
        if (n) {
            argument = n;
            from = a;
        }
    }
    if (!argument) {
        eval_nodes(r, s, i + 1, site->end);
        return;
    }
    uint32_t first = (uint32_t)(argument - from->l->nodes) + 1;
    struct indent in = {site->indent, s->indent};
    struct scope inner = {from->l, s->context, from->outer, site->indent.n ? &in : s->indent};
    if (site->own_line && !argument->own_line && first < argument->end)
        begin_line(r, inner.indent);
    else if (!site->own_line && argument->own_line)
        r->indented = true;
    eval_nodes(r, &inner, first, argument->end);
    r->indented = false;
}

/* ---- the walk ---- */

static void eval_node(struct render *r, const struct scope *s, uint32_t i)
{
    const struct node *n = &s->l->nodes[i];
    switch (n->kind) {
    case NODE_TEXT:
        eval_text(r, s, n);
        break;
    case NODE_ESCAPED:
    case NODE_RAW:
        eval_variable(r, s, n);
        break;
    case NODE_SECTION:
    case NODE_INVERTED:
        eval_section(r, s, i);
        break;
    case NODE_PARTIAL:
    case NODE_PARENT:
        eval_template(r, s, n);
        break;
    case NODE_BLOCK:
        eval_block(r, s, i);
        break;
    }
}

static void eval_nodes(struct render *r, const struct scope *s, uint32_t from, uint32_t to)
{
    if (r->levels == LIMIT_TEMPLATE_LEVELS) {
        cut(r, too_nested);
        return;
    }
    r->levels++;
    for (uint32_t i = from; i < to && !r->stop; i = s->l->nodes[i].end) {
        r->steps++;
        if (!spent(r))
            eval_node(r, s, i);
    }
    r->levels--;
}

const char *layout_render(const struct layouts *ls, const struct layout *l, const struct value *root,
                          struct arena *scratch, struct buf *out)
{
    struct render r = {.ls = ls, .scratch = scratch, .out = out, .most = out->n + LIMIT_TEMPLATE_OUTPUT};
    struct context bottom = {root, NULL};
    struct scope s = {.l = l, .context = &bottom};
    eval_nodes(&r, &s, 0, l->n);
    return r.cut;
}
