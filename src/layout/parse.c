#include "base/limits.h"
#include "base/tr.h"
#include "layout/lex.h"
#include "layout/node.h"
#include "layout/space.h"

/* A tag that waits for its closing tag. */
struct open {
    uint32_t node;
    bool argument; /* a block directly inside a parent */
    bool faulty;   /* already reported: whatever closes it is right */
    uint32_t lead; /* a parent: the node of the blanks before it on its line, or 0 */
    size_t dedent; /* what held before it */
};

struct parser {
    struct lexer x;
    struct arena *a;
    struct node *nodes;
    size_t n, cap;
    size_t at;     /* text before this byte is dealt with */
    size_t dedent; /* blanks taken off each line: that of the argument around */
    struct open open[LIMIT_TEMPLATE_NESTING + 1]; /* the last one takes all that lie too deep */
    size_t depth;
};

#define FAULT(p, t, ...)                                                                                     \
    ((p)->x.faults++, diag_at((p)->x.ds, CODE_TEMPLATE, (p)->x.path, (t)->line, (t)->col, __VA_ARGS__))

static struct node *add_node(struct parser *p, enum node_kind kind, const struct tag *t)
{
    struct node *n = ARENA_PUSH(p->a, p->nodes, p->n, p->cap, struct node);
    *n = (struct node){.kind = kind, .end = (uint32_t)p->n};
    if (t) {
        n->text = t->name;
        n->line = t->line;
        n->col = t->col;
    }
    return n;
}

/* The text up to `to`; where a tag stands at a line's head and does not take the line along, the head is kept
 * in an empty text. */
static void add_text(struct parser *p, size_t to, bool tag_follows)
{
    bool begins_line = space_begins_line(p->x.text, p->at);
    bool head = tag_follows && space_begins_line(p->x.text, to);
    struct str s = space_dedent(p->a, str_sub(p->x.text, p->at, to - p->at), p->dedent, begins_line);
    if (s.n || (begins_line && tag_follows && !head)) {
        struct node *n = add_node(p, NODE_TEXT, NULL);
        n->text = s;
        n->begins_line = begins_line;
    }
    if (head)
        add_node(p, NODE_TEXT, NULL)->begins_line = true;
    p->at = to;
}

/* The text before a tag. A tag that has its line to itself takes the line along. */
static bool take_line(struct parser *p, const struct tag *t, const struct space *sp)
{
    bool alone = sp->first && sp->last;
    add_text(p, alone ? sp->begin : t->from, !alone);
    p->at = alone ? sp->next : t->to;
    return alone;
}

/* The blanks between a line's head and the tag, as they are in the argument around. */
static struct str blanks_before(const struct parser *p, const struct tag *t, const struct space *sp)
{
    return sp->first ? str_from(str_sub(p->x.text, sp->begin, t->from - sp->begin), p->dedent) : STR("");
}

/* ---- names ---- */

static bool name_is_whole(struct parser *p, const struct tag *t, struct str name)
{
    if (!name.n) {
        FAULT(p, t, "expected a name, found none");
        return false;
    }
    for (size_t i = 0; i < name.n; i++)
        if (strchr(" \t\r\n", name.p[i])) {
            FAULT(p, t, "a name holds no blanks, found \"%.*s\"", STR_F(str_sub(name, 0, 80)));
            return false;
        }
    return true;
}

/* a.b.c as three keys; "." as none. */
static bool set_dotted(struct parser *p, const struct tag *t, struct node *n)
{
    if (!name_is_whole(p, t, n->text))
        return false;
    if (str_eq(n->text, STR(".")))
        return true;
    size_t dots = 0;
    for (size_t i = 0; i < n->text.n; i++)
        dots += n->text.p[i] == '.';
    struct key *keys = ARENA_ARRAY(p->a, struct key, dots + 1);
    struct str rest = n->text, part;
    while (str_split(&rest, '.', &part)) {
        if (!part.n) {
            FAULT(p, t, "expected a name on each side of a dot, found \"%.*s\"",
                  STR_F(str_sub(n->text, 0, 80)));
            return false;
        }
        keys[n->n_keys++] = key_of(part);
    }
    n->keys = keys;
    return true;
}

static bool set_literal(struct parser *p, const struct tag *t, struct node *n)
{
    if (!name_is_whole(p, t, n->text))
        return false;
    struct key *key = ARENA_NEW(p->a, struct key);
    *key = key_of(n->text);
    n->keys = key;
    n->n_keys = 1;
    return true;
}

/* What a partial or a parent names: a template, or after * where in the data its name stands. */
static bool set_template(struct parser *p, const struct tag *t, struct node *n)
{
    n->dynamic = n->text.n && n->text.p[0] == '*';
    if (!n->dynamic)
        return set_literal(p, t, n);
    n->text = str_trim(str_from(n->text, 1));
    return set_dotted(p, t, n);
}

/* ---- tags ---- */

static struct open *open_tag(struct parser *p, const struct tag *t, bool whole)
{
    struct open *o = &p->open[p->depth < LIMIT_TEMPLATE_NESTING ? p->depth : LIMIT_TEMPLATE_NESTING];
    if (p->depth == LIMIT_TEMPLATE_NESTING)
        FAULT(p, t, "sections and blocks lie more than %d deep in each other", LIMIT_TEMPLATE_NESTING);
    p->depth++;
    *o = (struct open){.node = (uint32_t)p->n - 1, .faulty = !whole, .dedent = p->dedent};
    return o;
}

static struct open *innermost(struct parser *p)
{
    return p->depth && p->depth <= LIMIT_TEMPLATE_NESTING ? &p->open[p->depth - 1] : NULL;
}

static void parse_variable(struct parser *p, const struct tag *t)
{
    add_text(p, t->from, true);
    p->at = t->to;
    set_dotted(p, t, add_node(p, t->kind == TAG_RAW ? NODE_RAW : NODE_ESCAPED, t));
}

static void parse_section(struct parser *p, const struct tag *t, const struct space *sp)
{
    take_line(p, t, sp);
    struct node *n = add_node(p, t->kind == TAG_INVERTED ? NODE_INVERTED : NODE_SECTION, t);
    open_tag(p, t, set_dotted(p, t, n));
}

static void parse_partial(struct parser *p, const struct tag *t, const struct space *sp)
{
    bool alone = take_line(p, t, sp);
    struct node *n = add_node(p, NODE_PARTIAL, t);
    n->own_line = alone;
    n->indent = alone ? blanks_before(p, t, sp) : STR("");
    set_template(p, t, n);
}

/* A parent has its line to itself when nothing stands before its opening and nothing behind its closing tag,
 * so the blanks before it are kept in a node of their own until that is known. */
static void parse_parent(struct parser *p, const struct tag *t, const struct space *sp)
{
    uint32_t lead = 0;
    if (sp->first) {
        add_text(p, sp->begin, false);
        add_text(p, t->from, true);
        lead = (uint32_t)p->n;
    } else {
        add_text(p, t->from, true);
    }
    p->at = t->to;
    struct node *n = add_node(p, NODE_PARENT, t);
    open_tag(p, t, set_template(p, t, n))->lead = lead;
}

static bool closes_next(const struct parser *p, struct str blanks)
{
    struct str rest = str_from(p->x.text, (size_t)(blanks.p - p->x.text.p) + blanks.n);
    if (!str_starts(rest, p->x.open))
        return false;
    rest = str_trim(str_from(rest, p->x.open.n));
    return rest.n && rest.p[0] == TAG_CLOSE;
}

/* An argument leaves its own indentation where it was written: that of its first line is taken off all its
 * lines. What stands around it in the parent is not shown, so only what follows the tag tells whether its
 * text begins on a new line. */
static void parse_argument(struct parser *p, const struct tag *t, const struct space *sp)
{
    p->at = sp->next;
    struct node *n = add_node(p, NODE_BLOCK, t);
    n->own_line = sp->last;
    open_tag(p, t, set_literal(p, t, n))->argument = true;
    if (!sp->last)
        return;
    struct str blanks = space_first_indent(p->x.text, p->at);
    p->dedent = closes_next(p, blanks) ? 0 : blanks.n;
}

/* A parameter lends its indentation to what takes its place: that of its default's first line or, where there
 * is no default, its own. */
static void parse_parameter(struct parser *p, const struct tag *t, const struct space *sp)
{
    bool alone = take_line(p, t, sp);
    struct node *n = add_node(p, NODE_BLOCK, t);
    n->own_line = alone;
    n->indent = blanks_before(p, t, sp);
    if (alone) {
        struct str blanks = space_first_indent(p->x.text, p->at);
        if (!closes_next(p, blanks))
            n->indent = str_from(blanks, p->dedent);
    }
    open_tag(p, t, set_literal(p, t, n));
}

static void parse_block(struct parser *p, const struct tag *t, const struct space *sp)
{
    const struct open *o = innermost(p);
    bool argument = o && p->nodes[o->node].kind == NODE_PARENT;
    (argument ? parse_argument : parse_parameter)(p, t, sp);
}

/* ---- closing ---- */

static const char *const kind_names[] = {[NODE_SECTION] = TR_MARK("section"),
                                         [NODE_INVERTED] = TR_MARK("inverted section"),
                                         [NODE_PARENT] = TR_MARK("parent"),
                                         [NODE_BLOCK] = TR_MARK("block")};

static bool closes(const struct node *n, struct str name)
{
    if (n->dynamic && name.n && name.p[0] == '*')
        name = str_trim(str_from(name, 1));
    else if (n->dynamic)
        return false;
    return str_eq(n->text, name);
}

static void fault_unclosed(struct parser *p, const struct open *o)
{
    const struct node *n = &p->nodes[o->node];
    if (!o->faulty)
        FAULT(p, n, "%s \"%.*s\" opened on line %u is not closed", tr(kind_names[n->kind]), STR_F(n->text),
              n->line);
}

/* Which open tag `t` closes: the innermost, or else, with a word about those between, one further out. */
static bool match(struct parser *p, const struct tag *t)
{
    size_t i = p->depth;
    if (!i) {
        FAULT(p, t, "\"%.*s\" is closed here but was not opened", STR_F(t->name));
        return false;
    }
    const struct node *inner = &p->nodes[p->open[i - 1].node];
    if (p->open[i - 1].faulty || closes(inner, t->name))
        return true;
    FAULT(p, t, "expected the end of %s \"%.*s\" opened on line %u, found the end of \"%.*s\"",
          tr(kind_names[inner->kind]), STR_F(inner->text), inner->line, STR_F(t->name));
    while (i && !closes(&p->nodes[p->open[i - 1].node], t->name))
        i--;
    if (i)
        p->depth = i;
    else
        p->open[p->depth - 1].faulty = true; /* one message is enough */
    return i != 0;
}

static void close_parent(struct parser *p, struct node *n, const struct open *o, const struct tag *t,
                         const struct space *sp)
{
    p->at = t->to;
    if (!o->lead || !sp->last)
        return;
    struct node *lead = &p->nodes[o->lead - 1];
    n->own_line = true;
    n->indent = lead->text;
    lead->text = STR("");
    lead->begins_line = false;
    p->at = sp->next;
}

static void parse_close(struct parser *p, const struct tag *t, const struct space *sp)
{
    if (p->depth > LIMIT_TEMPLATE_NESTING) { /* reported where it was opened */
        p->depth--;
        return;
    }
    if (!match(p, t))
        return;
    const struct open *o = &p->open[--p->depth];
    enum node_kind kind = p->nodes[o->node].kind;
    if (kind == NODE_PARENT) {
        close_parent(p, &p->nodes[o->node], o, t, sp);
    } else if (o->argument) {
        add_text(p, sp->begin, !sp->first);
        p->at = t->to;
    } else {
        take_line(p, t, sp);
    }
    p->dedent = o->dedent;
    p->nodes[o->node].end = (uint32_t)p->n;
}

static void parse_tag(struct parser *p, const struct tag *t)
{
    struct space sp = space_around(p->x.text, t->from, t->to);
    switch (t->kind) {
    case TAG_VARIABLE:
    case TAG_RAW:
        parse_variable(p, t);
        break;
    case TAG_SECTION:
    case TAG_INVERTED:
        parse_section(p, t, &sp);
        break;
    case TAG_CLOSE:
        parse_close(p, t, &sp);
        break;
    case TAG_PARTIAL:
        parse_partial(p, t, &sp);
        break;
    case TAG_PARENT:
        parse_parent(p, t, &sp);
        break;
    case TAG_BLOCK:
        parse_block(p, t, &sp);
        break;
    case TAG_COMMENT:
    case TAG_DELIMITERS:
        take_line(p, t, &sp);
        break;
    }
}

bool parse_template(struct layout *l, struct str text, uint32_t line, struct arena *a, struct diags *ds)
{
    struct parser p = {.a = a};
    struct tag t;
    lex_init(&p.x, text, l->path, line, ds);
    while (lex_next(&p.x, &t))
        parse_tag(&p, &t);
    add_text(&p, text.n, false);
    while (p.depth) {
        if (p.depth-- <= LIMIT_TEMPLATE_NESTING && p.x.faults < LIMIT_DIAGS)
            fault_unclosed(&p, &p.open[p.depth]);
    }
    l->nodes = p.nodes;
    l->n = (uint32_t)p.n;
    return p.x.faults == 0;
}
