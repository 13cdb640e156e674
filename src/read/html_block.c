#include <cmark-gfm-core-extensions.h>

#include "base/arena.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "read/admonition.h"
#include "read/html_walk.h"
#include "read/markdown.h"

enum {
    MAX_TABLE_LABEL = 100, /* characters */
    MAX_INFO = 32,         /* bytes of a code block's language */
};

static bool in_tight_list(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static bool is_task(cmark_node *item)
{
    return item && cmark_node_get_type(item) == CMARK_NODE_ITEM &&
           strcmp(cmark_node_get_type_string(item), "tasklist") == 0;
}

/* From the source: cmark-gfm takes an [x] anywhere in the line for the box. */
static bool is_checked(const struct walk *w, cmark_node *item)
{
    struct str s = place_source(&w->place, item);
    size_t box = str_find(s, '[');
    return box != STR_NONE && box + 1 < s.n && (s.p[box + 1] == 'x' || s.p[box + 1] == 'X');
}

static void open_label(struct walk *w, cmark_node *item)
{
    buf_put(&w->html, STR("<label><input type=\"checkbox\" disabled"));
    if (is_checked(w, item))
        buf_put(&w->html, STR(" checked"));
    buf_put(&w->html, STR("> "));
}

static void open_paragraph(struct walk *w, cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    place_block(&w->place, node);
    w->para.before = w->html.n;
    w->para.holes = w->doc->n_holes;
    w->para.text = w->text.n;
    w->para.bare = in_tight_list(node);
    w->para.label = is_task(parent) && !cmark_node_previous(node);
    w->para.video = !w->para.label && w->note_title != node && walk_is_video(w, node);
    if (!w->para.bare) {
        walk_newline(w);
        if (w->note_title == node)
            buf_put(&w->html, STR("<p class=\"note-title\">"));
        else if (!w->para.video)
            buf_put(&w->html, STR("<p>"));
    }
    if (w->para.label)
        open_label(w, parent);
    if (w->note_title == node && !cmark_node_first_child(node))
        walk_add_hole(w, HOLE_STRING)->dest = w->note_kind;
    w->para.inner = w->html.n;
}

static void close_paragraph(struct walk *w, cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    bool empty =
        w->html.n == w->para.inner && w->doc->n_holes == w->para.holes; /* only raw HTML stood there */
    if (w->para.label)
        buf_put(&w->html, STR("</label>"));
    else if (empty)
        w->html.n = w->para.before;
    if (cmark_node_get_type(parent) == CMARK_NODE_FOOTNOTE_DEFINITION && !cmark_node_next(node) && !empty)
        walk_back_links(w);
    if (!w->para.bare && !w->para.video && !(empty && !w->para.label))
        buf_put(&w->html, STR("</p>\n"));
    bool top = cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT;
    struct str text = str_trim(str_n(w->text.n ? w->text.p + w->para.text : "", w->text.n - w->para.text));
    if (top && !w->para.video && w->doc->lead.n == 0)
        w->doc->lead = str_dup(w->arena, text);
    w->para.video = w->para.label = false;
    walk_break_text(w);
}

void walk_paragraph(struct walk *w, cmark_node *node, bool enter)
{
    if (enter)
        open_paragraph(w, node);
    else
        close_paragraph(w, node);
}

/* The first block that is written, and a title: see doc.h. */
static bool is_title(struct walk *w, cmark_node *node, struct str text)
{
    const struct value *title = value_get(&w->doc->front, STR("title"));
    if (cmark_node_get_heading_level(node) != 1 ||
        cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT || text.n == 0)
        return false;
    for (cmark_node *n = cmark_node_previous(node); n; n = cmark_node_previous(n))
        if (cmark_node_get_type(n) != CMARK_NODE_HTML_BLOCK)
            return false;
    return !title || title->kind == VALUE_NULL || str_eq(str_trim(value_str(title)), text);
}

static void open_heading(struct walk *w, cmark_node *node)
{
    bool notes;
    int level = cmark_node_get_heading_level(node);
    struct heading *h = &w->heading.head;
    place_block(&w->place, node);
    walk_newline(w);
    w->heading.open = true;
    w->heading.before = w->html.n;
    w->heading.holes = w->doc->n_holes;
    w->heading.text = w->text.n;
    *h = (struct heading){.level = (uint8_t)(level < 2 ? 2 : level),
                          .text = str_trim(markdown_text(node, w->arena, &notes)),
                          .line = place_line(&w->place, node),
                          .html_at = (uint32_t)w->html.n};
    w->heading.taken = !notes && is_title(w, node, h->text);
    if (!w->heading.taken) {
        h->id = ids_new(&w->ids, h->text);
        h->git_id = ids_new_git(&w->ids, h->text);
    }
    buf_printf(&w->html, "<h%d id=\"%.*s\">", (int)h->level, STR_F(h->id));
    w->heading.inner = w->html.n;
}

/* The heading's HTML for a table of contents. Notes can be cut out by their tags: nothing else is ever written as <sup>. */
static struct str without_notes(struct walk *w, struct str html)
{
    struct buf b = {0};
    size_t at;
    while ((at = str_find_str(html, STR("<sup "))) != STR_NONE) {
        buf_put(&b, str_sub(html, 0, at));
        html = str_from(html, at);
        html = str_from(html, str_find_str(html, STR("</sup>")) + 6);
    }
    buf_put(&b, html);
    struct str s = buf_dup(w->arena, &b);
    buf_free(&b);
    return s;
}

static void close_heading(struct walk *w)
{
    struct doc *d = w->doc;
    struct heading *h = &w->heading.head;
    w->heading.open = false;
    if (w->heading.taken) {
        d->title_heading = h->text;
        d->n_holes = w->heading.holes;
        w->html.n = w->heading.before;
        w->text.n = w->heading.text;
        return;
    }
    if (h->level > (w->heading.level ? w->heading.level : 1) + 1)
        WALK_WARN_UNSEEN(
            w, CODE_HEADING_ORDER, h->line, 1,
            "a heading of level %d follows one of level %d: write it with %d #, or add the one between",
            h->level, w->heading.level ? w->heading.level : 1, (w->heading.level ? w->heading.level : 1) + 1);
    w->heading.level = h->level;
    h->html = without_notes(w, str_n(w->html.p + w->heading.inner, w->html.n - w->heading.inner));
    buf_printf(&w->html, "</h%d>\n", (int)h->level);
    walk_break_text(w);
    h->text_at = (uint32_t)w->text.n;
    *ARENA_PUSH(w->arena, d->headings, d->n_headings, w->heading_cap, struct heading) = *h;
}

void walk_heading(struct walk *w, cmark_node *node, bool enter)
{
    if (enter)
        open_heading(w, node);
    else
        close_heading(w);
}

void walk_quote(struct walk *w, cmark_node *node, bool enter)
{
    if (!enter) {
        walk_newline(w);
        buf_put(&w->html, cmark_node_get_user_data(node) ? STR("</div>\n") : STR("</blockquote>\n"));
        return;
    }
    walk_newline(w);
    struct str kind = admonition_split(node);
    if (kind.n == 0) {
        buf_put(&w->html, STR("<blockquote>\n"));
        return;
    }
    place_block(&w->place, node);
    cmark_node_set_user_data(node, node);
    cmark_iter_reset(w->iter, node, CMARK_EVENT_ENTER); /* its first child is another now */
    w->note_title = cmark_node_first_child(node);
    w->note_kind = kind;
    buf_printf(&w->html, "<div class=\"note note-%.*s\" role=\"note\">\n", STR_F(kind));
}

void walk_list(struct walk *w, cmark_node *node, bool enter)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);
    if (!enter) {
        buf_put(&w->html, ordered ? STR("</ol>\n") : STR("</ul>\n"));
        return;
    }
    walk_newline(w);
    if (ordered && start != 1)
        buf_printf(&w->html, "<ol start=\"%d\">\n", start);
    else
        buf_put(&w->html, ordered ? STR("<ol>\n") : STR("<ul>\n"));
}

/* A box without a text beside it would have no name: a sign stands in its place. */
static void open_task(struct walk *w, cmark_node *item)
{
    cmark_node *first = cmark_node_first_child(item);
    buf_put(&w->html, STR("<li class=\"task\">"));
    if (first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH)
        return;
    buf_put(&w->html, is_checked(w, item) ? STR("\xe2\x98\x91 ") : STR("\xe2\x98\x90 "));
}

void walk_item(struct walk *w, cmark_node *node, bool enter)
{
    if (!enter) {
        buf_put(&w->html, STR("</li>\n"));
        walk_break_text(w);
        return;
    }
    walk_newline(w);
    if (is_task(node))
        open_task(w, node);
    else
        buf_put(&w->html, STR("<li>"));
}

/* The language of a fenced block, when its first word is a plain name; it becomes a class. */
static struct str language(struct str info)
{
    size_t n = 0;
    while (n < info.n && info.p[n] != ' ' && info.p[n] != '\t') {
        char c = info.p[n];
        bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("+#-_.", c);
        if (!plain)
            return STR("");
        n++;
    }
    return n <= MAX_INFO ? str_sub(info, 0, n) : STR("");
}

void walk_code_block(struct walk *w, cmark_node *node, bool enter)
{
    (void)enter;
    struct str code = str_of(cmark_node_get_literal(node));
    struct str name = language(str_of(cmark_node_get_fence_info(node)));
    walk_newline(w);
    buf_put(&w->html, STR("<pre tabindex=\"0\"><code")); /* it may scroll, so the keyboard must reach it */
    if (name.n)
        buf_printf(&w->html, " class=\"language-%.*s\"", STR_F(name));
    buf_char(&w->html, '>');
    escape_html(&w->html, code);
    buf_put(&w->html, STR("</code></pre>\n"));
    uint32_t start = (uint32_t)w->text.n;
    buf_put(&w->text, code);
    walk_break_text(w);
    *ARENA_PUSH(w->arena, w->doc->codes, w->doc->n_codes, w->code_cap, struct code_span) =
        (struct code_span){start, (uint32_t)w->text.n};
}

void walk_html_block(struct walk *w, cmark_node *node, bool enter)
{
    (void)enter;
    place_block(&w->place, node);
    int col = cmark_node_get_start_column(node);
    walk_dropped_html(w, str_of(cmark_node_get_literal(node)), place_line(&w->place, node),
                      col > 0 ? (uint32_t)col : 0, true);
}

void walk_rule(struct walk *w, cmark_node *node, bool enter)
{
    (void)node;
    (void)enter;
    walk_newline(w);
    buf_put(&w->html, STR("<hr>\n"));
}

/* The texts of the header, as the name that a screen reader tells of the table that can be scrolled. */
static struct str table_label(struct walk *w, cmark_node *table)
{
    struct buf b = {0};
    cmark_node *row = cmark_node_first_child(table);
    for (cmark_node *cell = row ? cmark_node_first_child(row) : NULL; cell; cell = cmark_node_next(cell)) {
        struct str text = str_trim(markdown_text(cell, w->arena, NULL));
        if (text.n && b.n)
            buf_put(&b, STR(", "));
        buf_put(&b, text);
    }
    struct str label = utf8_cut(buf_dup(w->arena, &b), MAX_TABLE_LABEL);
    buf_free(&b);
    return label;
}

void walk_table(struct walk *w, cmark_node *node, bool enter)
{
    if (!enter) {
        if (w->table.has_body)
            buf_put(&w->html, STR("</tbody>\n"));
        buf_put(&w->html, STR("</table>\n</div>\n"));
        return;
    }
    w->table.alignments = cmark_gfm_extensions_get_table_alignments(node);
    w->table.columns = cmark_gfm_extensions_get_table_columns(node);
    w->table.has_body = false;
    struct str label = table_label(w, node);
    walk_newline(w);
    buf_put(&w->html, STR("<div class=\"scroll\" tabindex=\"0\""));
    if (label.n) {
        buf_put(&w->html, STR(" role=\"group\" aria-label=\""));
        escape_html(&w->html, label);
        buf_char(&w->html, '"');
    }
    buf_put(&w->html, STR(">\n<table>\n"));
}

void walk_row(struct walk *w, cmark_node *node, bool enter)
{
    bool header = cmark_gfm_extensions_get_table_row_is_header(node);
    w->table.in_header = header;
    w->table.column = 0;
    if (enter && header) {
        buf_put(&w->html, STR("<thead>\n<tr>\n"));
    } else if (enter) {
        buf_put(&w->html, w->table.has_body ? STR("<tr>\n") : STR("<tbody>\n<tr>\n"));
        w->table.has_body = true;
    } else {
        buf_put(&w->html, header ? STR("</tr>\n</thead>\n") : STR("</tr>\n"));
        walk_break_text(w);
    }
}

static const char *alignment(const struct walk *w)
{
    switch (w->table.column < w->table.columns ? w->table.alignments[w->table.column] : 0) {
    case 'l':
        return " class=\"left\"";
    case 'c':
        return " class=\"center\"";
    case 'r':
        return " class=\"right\"";
    default:
        return "";
    }
}

void walk_cell(struct walk *w, cmark_node *node, bool enter)
{
    bool head =
        w->table.in_header && cmark_node_first_child(node); /* an empty header cell says nothing to anyone */
    if (enter) {
        place_block(&w->place, node);
        buf_printf(&w->html, head ? "<th scope=\"col\"%s>" : "<td%s>", alignment(w));
        return;
    }
    buf_put(&w->html, head ? STR("</th>\n") : STR("</td>\n"));
    if (w->text.n && w->text.p[w->text.n - 1] != '\n')
        buf_char(&w->text, ' ');
    w->table.column++;
}

void walk_back_links(struct walk *w)
{
    uint32_t note = w->notes.current, n = note <= w->notes.n ? w->notes.refs[note - 1] : 0;
    w->notes.linked_back = true;
    for (uint32_t i = 1; i <= n && w->html.n <= LIMIT_OUTPUT; i++) {
        buf_printf(&w->html, " <a class=\"fnback\" href=\"#fnref-%u", note);
        if (i > 1)
            buf_printf(&w->html, "-%u", i);
        buf_put(&w->html, STR("\">\xe2\x86\xa9"));
        buf_printf(&w->html, i > 1 ? " %u.%u</a>" : " %u</a>", note, i);
    }
}

void walk_note(struct walk *w, cmark_node *node, bool enter)
{
    (void)node;
    if (!enter) {
        if (!w->notes.linked_back)
            walk_back_links(w);
        buf_put(&w->html, STR("</li>\n"));
        walk_break_text(w);
        return;
    }
    walk_newline(w);
    if (w->notes.current == 0)
        buf_put(&w->html, STR("<section class=\"footnotes\">\n<ol>\n"));
    w->notes.current++;
    w->notes.linked_back = false;
    buf_printf(&w->html, "<li id=\"fn-%u\">\n", w->notes.current);
}
