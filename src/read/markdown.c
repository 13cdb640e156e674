#include "read/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/input.h"

/* cmark-gfm's memory: handed out from an arena (a third faster than malloc), never given back one by one. Each block has its size in
 * front, for realloc. */
static struct arena tree;

enum { HEAD = 16 };

static void *tree_alloc(size_t n)
{
    char *p = arena_alloc(&tree, n + HEAD);
    memcpy(p, &n, sizeof n);
    return p + HEAD;
}

static void *tree_calloc(size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX - HEAD)
        mem_exhausted();
    return tree_alloc(bytes);
}

static void *tree_realloc(void *p, size_t n)
{
    size_t old = 0;
    if (n > SIZE_MAX - HEAD)
        mem_exhausted();
    if (p)
        memcpy(&old, (char *)p - HEAD, sizeof old);
    if (p && n <= old)
        return p;
    void *to = tree_alloc(n);
    if (old)
        memcpy(to, p, old);
    return to;
}

static void tree_free(void *p)
{
    (void)p;
}

static cmark_mem tree_memory = {tree_calloc, tree_realloc, tree_free};

static void attach(cmark_parser *parser)
{
    static const char *const names[] = {"table", "strikethrough", "tasklist"};
    static cmark_syntax_extension *extensions[3];
    for (size_t i = 0; i < 3; i++) {
        if (!extensions[i]) {
            cmark_gfm_core_extensions_ensure_registered();
            extensions[i] = cmark_find_syntax_extension(names[i]);
        }
        cmark_parser_attach_syntax_extension(parser, extensions[i]);
    }
}

cmark_node *markdown_parse(struct str body)
{
    arena_reset(&tree);
    /* SOURCEPOS: without it inlines after a code span over two lines are said to stand a line too early */
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS, &tree_memory);
    attach(parser);
    cmark_parser_feed(parser, body.n ? body.p : "", body.n);
    return cmark_parser_finish(parser);
}

cmark_node *markdown_new_node(cmark_node_type type)
{
    return cmark_node_new_with_mem(type, &tree_memory);
}

size_t markdown_memory(void)
{
    return tree.total;
}

struct str markdown_text(cmark_node *node, struct arena *a, bool *notes)
{
    struct buf b = {0};
    bool found = false;
    cmark_iter *it = cmark_iter_new(node);
    cmark_event_type event;
    while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(it);
        cmark_node_type type = cmark_node_get_type(at);
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            buf_put(&b, str_of(cmark_node_get_literal(at)));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buf_char(&b, ' ');
        found = found || type == CMARK_NODE_FOOTNOTE_REFERENCE;
    }
    cmark_iter_free(it);
    if (notes)
        *notes = found;
    uint32_t dropped;
    struct str s = input_scrub(buf_dup(a, &b), a, &dropped);
    buf_free(&b);
    return s;
}
