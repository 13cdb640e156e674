#include <stdlib.h>

#include "base/arena.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "read/autolink.h"
#include "read/capitals.h"
#include "read/html_walk.h"
#include "read/input.h"
#include "read/links.h"
#include "read/linktext.h"
#include "read/markdown.h"

enum {
    LOOKS = 24,     /* bytes of a link's text that are compared with the source */
    SHOWN_TAG = 40, /* bytes of a tag's name, or of an address, in a message */
};

static void put_text(struct walk *w, struct str s)
{
    escape_html(&w->html, s);
    buf_put(&w->text, s);
}

/* Text in which a word may be an abbreviation; a heading stays short, and a link leads to one place. */
static void put_words(struct walk *w, struct str s)
{
    size_t from = 0, written = 0;
    struct str word;
    bool marked = !w->link.open && !w->heading.open && !w->para.video;
    while (marked && w->capitals.n < LIMIT_CAPITALS && capitals_next(s, &from, &word)) {
        if (map_has(&w->capitals, word))
            continue;
        struct str kept = str_dup(w->arena, word);
        map_put(&w->capitals, kept, w);
        put_text(w, str_sub(s, written, from - word.n - written));
        walk_add_hole(w, HOLE_CAPITALS)->alt = kept;
        put_text(w, word);
        w->doc->holes[w->doc->n_holes - 1].end = (uint32_t)w->html.n;
        written = from;
    }
    put_text(w, str_from(s, written));
}

/* Character references may stand for what no page may hold. */
static struct str without_unwanted(struct walk *w, cmark_node *node, struct str s)
{
    uint32_t first, line, col;
    if (!w->has_escapes)
        return s;
    s = input_scrub(s, w->arena, &first);
    if (first && w->warned++ < LIMIT_DIAGS) {
        place_inline(&w->place, node, 0, STR(""), STR(""), &line, &col);
        input_warn_escaped(first, STR(""), line, col, &w->doc->diags);
    }
    return s;
}

static void tell_of_captions(struct walk *w, const struct hole *h)
{
    WALK_WARN_UNSEEN(
        w, CODE_VIDEO_CAPTIONS, h->line, h->col,
        "the film \"%.*s\" does not say whether it has captions and a transcript; write it behind the address: "
        "(… \"Captions: yes. Transcript: no\")",
        STR_F(utf8_cut(h->alt, SHOWN_TAG)));
}

static void add_autolink(struct walk *w, cmark_node *node, struct str text, const struct autolink *m)
{
    struct str shown = str_sub(text, m->start, m->end - m->start);
    struct hole *h = walk_add_hole(w, w->para.video ? HOLE_VIDEO : HOLE_AUTO);
    size_t i = w->doc->n_holes - 1;
    h->dest = str_cat(w->arena, m->prefix, shown);
    h->alt = str_dup(w->arena, shown);
    place_inline(&w->place, node, m->start, STR(""), shown, &h->line, &h->col);
    if (w->para.video)
        tell_of_captions(w, h);
    w->reference_bytes += h->dest.n;
    put_text(w, shown);
    w->doc->holes[i].end = (uint32_t)w->html.n;
}

void walk_text(struct walk *w, cmark_node *node, bool enter)
{
    (void)enter;
    struct str s = without_unwanted(w, node, str_of(cmark_node_get_literal(node)));
    size_t from = 0, written = 0;
    struct autolink m;
    while (w->has_addresses && !w->link.open && w->doc->n_holes <= LIMIT_LINKS &&
           autolink_next(s, &from, &m)) {
        put_words(w, str_sub(s, written, m.start - written));
        add_autolink(w, node, s, &m);
        written = m.end;
    }
    put_words(w, str_from(s, written));
}

void walk_softbreak(struct walk *w, cmark_node *node, bool enter)
{
    (void)node;
    (void)enter;
    buf_char(&w->html, '\n');
    buf_char(&w->text, ' ');
}

void walk_linebreak(struct walk *w, cmark_node *node, bool enter)
{
    (void)node;
    (void)enter;
    buf_put(&w->html, STR("<br>\n"));
    buf_char(&w->text, ' ');
}

void walk_code(struct walk *w, cmark_node *node, bool enter)
{
    (void)enter;
    buf_put(&w->html, STR("<code>"));
    put_text(w, str_of(cmark_node_get_literal(node)));
    buf_put(&w->html, STR("</code>"));
}

static void tag(struct walk *w, bool enter, struct str open, struct str close)
{
    buf_put(&w->html, enter ? open : close);
}

void walk_emph(struct walk *w, cmark_node *node, bool enter)
{
    (void)node;
    tag(w, enter, STR("<em>"), STR("</em>"));
}

void walk_strong(struct walk *w, cmark_node *node, bool enter)
{
    (void)node;
    tag(w, enter, STR("<strong>"), STR("</strong>"));
}

void walk_strikethrough(struct walk *w, cmark_node *node, bool enter)
{
    (void)node;
    tag(w, enter, STR("<del>"), STR("</del>"));
}

/* `<b class=x>` -> `<b>`: a message names the tag, not what an editor hid in a comment. */
static struct str tag_name(struct walk *w, struct str literal)
{
    size_t n = 1;
    while (n < literal.n && literal.p[n] != '<' && literal.p[n] != '>' && literal.p[n] != ' ' &&
           literal.p[n] != '\n' && literal.p[n] != '\t' && n < SHOWN_TAG)
        n++;
    return str_printf(w->arena, "<%.*s>", STR_F(str_sub(literal, 1, n - 1)));
}

void walk_dropped_html(struct walk *w, struct str literal, uint32_t line, uint32_t col, bool block)
{
    while (literal.n && (literal.p[0] == ' ' || literal.p[0] == '\n'))
        literal = str_from(literal, 1);
    struct str unknown;
    if (seen_comment(literal, &unknown)) {
        unknown = utf8_cut(unknown, SHOWN_TAG);
        if (unknown.n)
            WALK_WARN(w, CODE_RAW_HTML, line, col,
                      "the comment says ok to \"%.*s\", which is no check that can be overruled",
                      STR_F(unknown));
        return;
    }
    if (str_starts(literal, STR("<!--"))) {
        WALK_WARN(w, CODE_RAW_HTML, line, col, "a comment is left out of the page");
        return;
    }
    struct str name = tag_name(w, literal);
    if (block)
        WALK_WARN(w, CODE_RAW_HTML, line, col,
                  "the block of HTML that begins with %.*s is left out; write it in Markdown", STR_F(name));
    else
        WALK_WARN(w, CODE_RAW_HTML, line, col, "the tag %.*s is left out; write it in Markdown", STR_F(name));
}

void walk_html_inline(struct walk *w, cmark_node *node, bool enter)
{
    (void)enter;
    struct str literal = str_of(cmark_node_get_literal(node));
    size_t end = str_find(literal, '\n');
    uint32_t line, col;
    place_inline(&w->place, node, 0, STR("<"), str_sub(literal, 0, end == STR_NONE ? literal.n : end), &line,
                 &col);
    walk_dropped_html(w, literal, line, col, false);
}

/* How a link begins in the source: the bracket and the text behind it, as far as it is sure. */
static struct str link_looks(struct walk *w, cmark_node *node, struct str bracket)
{
    cmark_node *child = cmark_node_first_child(node);
    if (!child || cmark_node_get_type(child) != CMARK_NODE_TEXT)
        return bracket;
    return str_cat(w->arena, bracket, str_sub(str_of(cmark_node_get_literal(child)), 0, LOOKS));
}

static void fill_hole(struct walk *w, struct hole *h, cmark_node *node, struct str bracket)
{
    const char *fault;
    struct str dest = str_of(cmark_node_get_url(node)), title = str_of(cmark_node_get_title(node));
    place_inline(&w->place, node, 0, bracket, link_looks(w, node, bracket), &h->line, &h->col);
    w->reference_bytes += dest.n + title.n;
    h->dest = link_clean(without_unwanted(w, node, dest), w->arena, &fault);
    h->title = str_dup(w->arena, without_unwanted(w, node, title));
    h->dropped = fault != NULL;
    if (fault)
        WALK_WARN(w, CODE_BAD_SCHEME, h->line, h->col, "%s", fault);
}

/* <https://...> and <mail@...>: the text is the address. */
static bool is_bracketed_address(cmark_node *link)
{
    cmark_node *child = cmark_node_first_child(link);
    if (!child || cmark_node_next(child) || cmark_node_get_type(child) != CMARK_NODE_TEXT)
        return false;
    struct str text = str_of(cmark_node_get_literal(child)), dest = str_of(cmark_node_get_url(link));
    return text.n &&
           (str_eq(text, dest) || (str_starts(dest, STR("mailto:")) && str_eq(text, str_from(dest, 7))));
}

static void close_link(struct walk *w)
{
    struct hole *h = w->doc->holes + w->link.hole;
    struct str text = str_n(w->text.n ? w->text.p + w->link.text : "", w->text.n - w->link.text);
    w->link.open = false;
    h->end = (uint32_t)w->html.n;
    h->inner = (uint32_t)(w->doc->n_holes - 1 - w->link.hole);
    h->alt = str_dup(w->arena, str_trim(text));
    if (h->dropped)
        return;
    if (h->alt.n == 0) {
        struct str dest = utf8_cut(h->dest, SHOWN_TAG);
        WALK_WARN(w, CODE_EMPTY_LINK, h->line, h->col,
                  "the link to \"%.*s\" has no text; write it between [ and ]", STR_F(dest));
    } else if (h->dest.n == 0) {
        struct str shown = utf8_cut(h->alt, SHOWN_TAG);
        WALK_WARN(w, CODE_EMPTY_LINK, h->line, h->col,
                  "the link \"%.*s\" leads nowhere; write its address between ( and )", STR_F(shown));
    } else if (h->kind == HOLE_VIDEO && !h->title.n) {
        tell_of_captions(w, h);
    } else if (linktext_is_empty_words(h->alt)) {
        WALK_WARN_UNSEEN(
            w, CODE_LINK_TEXT, h->line, h->col,
            "the link text \"%.*s\" does not tell where it leads; write what the reader finds there",
            STR_F(h->alt));
    }
}

void walk_link(struct walk *w, cmark_node *node, bool enter)
{
    if (!enter) {
        close_link(w);
        return;
    }
    bool address = is_bracketed_address(node);
    w->link.open = true;
    w->link.hole = w->doc->n_holes;
    w->link.text = w->text.n;
    struct hole *h = walk_add_hole(w, w->para.video ? HOLE_VIDEO : address ? HOLE_AUTO : HOLE_LINK);
    fill_hole(w, h, node, address ? STR("<") : STR("["));
}

void walk_image(struct walk *w, cmark_node *node, bool enter)
{
    if (!enter)
        return;
    struct hole *h = walk_add_hole(w, HOLE_IMAGE);
    fill_hole(w, h, node, STR("!["));
    h->alt = str_trim(markdown_text(node, w->arena, NULL));
    buf_put(&w->text, h->alt);
    if (h->alt.n == 0) {
        struct str dest = utf8_cut(h->dest, SHOWN_TAG);
        WALK_WARN_UNSEEN(w, CODE_MISSING_ALT, h->line, h->col,
                         "the picture \"%.*s\" has no alternative text; write between [ and ] what it shows",
                         STR_F(dest));
    }
    cmark_iter_reset(w->iter, node, CMARK_EVENT_EXIT); /* what is within it has been read */
}

void walk_note_reference(struct walk *w, cmark_node *node, bool enter)
{
    uint32_t number = (uint32_t)strtoul(cmark_node_get_literal(node), NULL, 10);
    if (!enter || number == 0 || number > LIMIT_PAGE)
        return;
    while (w->notes.n < number)
        *ARENA_PUSH(w->arena, w->notes.refs, w->notes.n, w->notes.cap, uint32_t) = 0;
    uint32_t nth = ++w->notes.refs[number - 1];
    if (w->link.open) { /* no link within a link */
        w->notes.refs[number - 1]--;
        buf_printf(&w->html, "<sup class=\"fnref\">%u</sup>", number);
        return;
    }
    buf_printf(&w->html, "<sup class=\"fnref\"><a href=\"#fn-%u\" id=\"fnref-%u", number, number);
    if (nth > 1)
        buf_printf(&w->html, "-%u", nth);
    buf_printf(&w->html, "\">%u</a></sup>", number);
}

bool walk_is_video(struct walk *w, cmark_node *paragraph)
{
    cmark_node *child = cmark_node_first_child(paragraph);
    if (!child || cmark_node_next(child))
        return false;
    const char *fault;
    struct autolink m;
    size_t from = 0;
    if (cmark_node_get_type(child) == CMARK_NODE_LINK)
        return link_is_video(link_clean(str_of(cmark_node_get_url(child)), w->arena, &fault));
    if (!w->has_addresses || cmark_node_get_type(child) != CMARK_NODE_TEXT)
        return false;
    struct str text = str_of(cmark_node_get_literal(child));
    return autolink_next(text, &from, &m) && m.start == 0 && m.end == text.n &&
           link_is_video(str_cat(w->arena, m.prefix, text));
}
