#include "read/admonition.h"

#include "read/markdown.h"

static const struct {
    struct str mark, kind;
} kinds[] = {
    {STR_INIT("[!note]"), STR_INIT("note")},           {STR_INIT("[!tip]"), STR_INIT("tip")},
    {STR_INIT("[!important]"), STR_INIT("important")}, {STR_INIT("[!warning]"), STR_INIT("warning")},
    {STR_INIT("[!caution]"), STR_INIT("caution")},
};

static bool ends_line(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* Moves the children of `from` up to its first line end into a new paragraph before it. */
static void move_first_line(cmark_node *from)
{
    cmark_node *title = markdown_new_node(CMARK_NODE_PARAGRAPH);
    cmark_node_insert_before(from, title);
    cmark_node *child;
    while ((child = cmark_node_first_child(from)) && !ends_line(child))
        cmark_node_append_child(title, child);
    if (child)
        cmark_node_unlink(child);
    if (!cmark_node_first_child(from))
        cmark_node_unlink(from);
}

struct str admonition_split(cmark_node *quote)
{
    cmark_node *para = cmark_node_first_child(quote);
    if (!para || cmark_node_get_type(para) != CMARK_NODE_PARAGRAPH)
        return STR("");
    cmark_node *text = cmark_node_first_child(para);
    if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT)
        return STR("");
    struct str s = str_of(cmark_node_get_literal(text));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = kinds[i].mark.n;
        if (!str_eq_nocase(str_sub(s, 0, n), kinds[i].mark) || (s.n > n && s.p[n] != ' '))
            continue;
        while (n < s.n && s.p[n] == ' ')
            n++;
        if (n < s.n)
            cmark_node_set_literal(text, s.p + n);
        else
            cmark_node_unlink(text);
        move_first_line(para);
        return kinds[i].kind;
    }
    return STR("");
}
