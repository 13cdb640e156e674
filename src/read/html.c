#include "read/html.h"

#include "base/arena.h"
#include "base/tr.h"
#include "read/html_walk.h"
#include "read/markdown.h"

enum { REFERENCE_FLOOR = 64 * 1024 }; /* small pages may refer to a long address more often */

bool walk_is_seen(struct walk *w, enum diag_code code, uint32_t line)
{
    if (w->seen[code].line != line) {
        w->seen[code].line = line;
        w->seen[code].says = seen_allows(place_line_text(&w->place, line), code);
    }
    return w->seen[code].says;
}

void walk_newline(struct walk *w)
{
    if (w->html.n && w->html.p[w->html.n - 1] != '\n')
        buf_char(&w->html, '\n');
}

void walk_break_text(struct walk *w)
{
    while (w->text.n && w->text.p[w->text.n - 1] == ' ')
        w->text.n--;
    if (w->text.n && w->text.p[w->text.n - 1] != '\n')
        buf_char(&w->text, '\n');
}

struct hole *walk_add_hole(struct walk *w, enum hole_kind kind)
{
    struct doc *d = w->doc;
    struct hole *h = ARENA_PUSH(w->arena, d->holes, d->n_holes, w->hole_cap, struct hole);
    *h = (struct hole){.kind = kind, .start = (uint32_t)w->html.n, .end = (uint32_t)w->html.n};
    return h;
}

struct kind {
    walk_fn *fn;
    bool leaf; /* no exit follows */
};

static const struct kind block_kinds[] = {
    [CMARK_NODE_BLOCK_QUOTE & 0xf] = {walk_quote, false},
    [CMARK_NODE_LIST & 0xf] = {walk_list, false},
    [CMARK_NODE_ITEM & 0xf] = {walk_item, false},
    [CMARK_NODE_CODE_BLOCK & 0xf] = {walk_code_block, true},
    [CMARK_NODE_HTML_BLOCK & 0xf] = {walk_html_block, true},
    [CMARK_NODE_PARAGRAPH & 0xf] = {walk_paragraph, false},
    [CMARK_NODE_HEADING & 0xf] = {walk_heading, false},
    [CMARK_NODE_THEMATIC_BREAK & 0xf] = {walk_rule, true},
    [CMARK_NODE_FOOTNOTE_DEFINITION & 0xf] = {walk_note, false},
};

static const struct kind inline_kinds[] = {
    [CMARK_NODE_TEXT & 0xf] = {walk_text, true},
    [CMARK_NODE_SOFTBREAK & 0xf] = {walk_softbreak, true},
    [CMARK_NODE_LINEBREAK & 0xf] = {walk_linebreak, true},
    [CMARK_NODE_CODE & 0xf] = {walk_code, true},
    [CMARK_NODE_HTML_INLINE & 0xf] = {walk_html_inline, true},
    [CMARK_NODE_EMPH & 0xf] = {walk_emph, false},
    [CMARK_NODE_STRONG & 0xf] = {walk_strong, false},
    [CMARK_NODE_LINK & 0xf] = {walk_link, false},
    [CMARK_NODE_IMAGE & 0xf] = {walk_image, true},
    [CMARK_NODE_FOOTNOTE_REFERENCE & 0xf] = {walk_note_reference, false},
};

static struct kind kind_of(cmark_node_type type)
{
    const struct {
        cmark_node_type type;
        walk_fn *fn;
    } extensions[] = {
        {CMARK_NODE_TABLE, walk_table},
        {CMARK_NODE_TABLE_ROW, walk_row},
        {CMARK_NODE_TABLE_CELL, walk_cell},
        {CMARK_NODE_STRIKETHROUGH, walk_strikethrough},
    };
    size_t i = type & CMARK_NODE_VALUE_MASK;
    bool is_block = (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
    if (is_block && i < sizeof block_kinds / sizeof *block_kinds && block_kinds[i].fn)
        return block_kinds[i];
    if (!is_block && i < sizeof inline_kinds / sizeof *inline_kinds && inline_kinds[i].fn)
        return inline_kinds[i];
    for (i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (type == extensions[i].type)
            return (struct kind){extensions[i].fn, false};
    return (struct kind){0}; /* the document; nothing else is attached */
}

static void stop(struct walk *w, cmark_node *at, const char *why, size_t most)
{
    w->stopped = true;
    diag_at(&w->doc->diags, CODE_LIMIT, STR(""), place_line(&w->place, at), 0, "%s; at most %zu are read",
            tr(why), most);
}

/* Passed limits end the walk: what is written so far is thrown away. */
static void check_limits(struct walk *w, cmark_node *at, unsigned depth)
{
    size_t references = LIMIT_REFERENCE_FACTOR * w->page_bytes + REFERENCE_FLOOR;
    if (depth > LIMIT_BLOCK_DEPTH)
        stop(w, at, "too many quotes, lists or emphases within each other", LIMIT_BLOCK_DEPTH);
    else if (w->html.n > LIMIT_OUTPUT)
        stop(w, at, "the page makes too many bytes of HTML", LIMIT_OUTPUT);
    else if (w->doc->n_holes > LIMIT_LINKS)
        stop(w, at, "too many links and pictures on the page", LIMIT_LINKS);
    else if (w->reference_bytes > references)
        stop(w, at, "the addresses of the page's links take too many bytes", references);
}

static void walk_tree(struct walk *w, cmark_node *root)
{
    unsigned depth = 0;
    cmark_event_type event;
    w->iter = cmark_iter_new(root);
    while (!w->stopped && (event = cmark_iter_next(w->iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(w->iter);
        struct kind kind = kind_of(cmark_node_get_type(node));
        bool enter = event == CMARK_EVENT_ENTER;
        depth = kind.leaf ? depth : enter ? depth + 1 : depth - 1;
        if (kind.fn)
            kind.fn(w, node, enter);
        check_limits(w, node, depth);
    }
    cmark_iter_free(w->iter);
}

/* By its first byte, which in Danish is rare: memmem takes ten times as long for short texts. */
static bool holds(struct str s, struct str what)
{
    for (size_t i; (i = str_find(s, what.p[0])) != STR_NONE; s = str_from(s, i + 1))
        if (str_starts(str_from(s, i), what))
            return true;
    return false;
}

static void finish(struct walk *w)
{
    struct doc *d = w->doc;
    if (w->notes.current)
        buf_put(&w->html, STR("</ol>\n</section>\n"));
    d->html = buf_dup(w->arena, &w->html);
    d->text = buf_dup(w->arena, &w->text);
}

bool html_write(cmark_node *root, struct str body, struct doc *doc, struct arena *a)
{
    struct walk w = {
        .arena = a, .doc = doc, .ids = {.arena = a}, .capitals = {.arena = a}, .page_bytes = body.n};
    w.has_escapes = str_find(body, '&') != STR_NONE;
    w.has_addresses = w.has_escapes || str_find(body, '@') != STR_NONE || holds(body, STR("://")) ||
                      holds(body, STR("www."));
    buf_reserve(&w.html, body.n + body.n / 2);
    buf_reserve(&w.text, body.n);
    place_init(&w.place, body, doc->body_line, a);
    walk_tree(&w, root);
    if (w.stopped) {
        doc->n_holes = doc->n_headings = doc->n_codes = 0;
        doc->lead = doc->title_heading = STR("");
    } else {
        finish(&w);
    }
    if (w.warned > LIMIT_DIAGS)
        diag_at(&doc->diags, CODE_LIMIT, STR(""), doc->body_line, 0, "%zu warnings on the page; %d are told",
                w.warned, (int)LIMIT_DIAGS);
    buf_free(&w.html);
    buf_free(&w.text);
    return !w.stopped;
}
