/* html_walk - what html.c, html_block.c and html_inline.c share of one walk over a tree. No other file includes it.
 * Owns: the walk's buffers (html.c frees them). Fails: a limit passed sets `stopped`.
 */
#ifndef READ_HTML_WALK_H
#define READ_HTML_WALK_H

#include <cmark-gfm.h>

#include "base/buf.h"
#include "base/limits.h"
#include "read/doc.h"
#include "read/ids.h"
#include "read/place.h"
#include "read/seen.h"

struct walk {
    struct arena *arena;
    struct doc *doc;
    cmark_iter *iter;
    struct place place;
    struct buf html, text;
    size_t hole_cap, heading_cap, code_cap;
    struct ids ids;
    size_t page_bytes, reference_bytes;
    size_t warned;
    bool stopped;
    bool has_addresses;  /* the page may hold bare addresses */
    bool has_escapes;    /* or character references */
    struct map capitals; /* words that may be abbreviations, and have a hole */

    struct { /* the link that is open */
        bool open;
        size_t hole, text;
    } link;

    struct { /* the paragraph that is open */
        size_t before, inner, holes, text;
        bool bare;  /* in a tight list: without tags */
        bool video; /* a link to a film and nothing else: without tags */
        bool label; /* the text beside a task's box */
    } para;
    cmark_node *note_title; /* paragraph that is an admonition's title */
    struct str note_kind;

    struct { /* the heading that is open */
        struct heading head;
        size_t before, inner, holes, text;
        bool taken; /* it is the page's title, and is taken out when it ends */
        bool open;
        int level; /* of the last heading; 0: there was none */
    } heading;

    struct { /* the table that is open */
        uint8_t *alignments;
        unsigned columns, column;
        bool in_header, has_body;
    } table;

    struct { /* of each code, the last line that was asked for, and what it says: a line may be long */
        uint32_t line;
        bool says;
    } seen[CODE_COUNT];

    struct { /* footnotes: how often each number is referred to */
        uint32_t *refs;
        size_t n, cap;
        uint32_t current; /* the one being written; 0: none yet */
        bool linked_back;
    } notes;
};

/* What an editor should know; at most LIMIT_DIAGS of a page are kept. */
#define WALK_WARN(w, code, line, col, ...)                                                                   \
    ((w)->warned++ < LIMIT_DIAGS ? diag_at(&(w)->doc->diags, (code), STR(""), (line), (col), __VA_ARGS__)    \
                                 : (void)0)

/* The same, unless the line says that it is seen and intended (seen.h). */
#define WALK_WARN_UNSEEN(w, code, line, col, ...)                                                            \
    (walk_is_seen(w, code, line) ? (void)0 : WALK_WARN(w, code, line, col, __VA_ARGS__))

typedef void walk_fn(struct walk *w, cmark_node *node, bool enter);

bool walk_is_seen(struct walk *w, enum diag_code code, uint32_t line);
void walk_newline(struct walk *w);    /* the HTML goes on on a new line */
void walk_break_text(struct walk *w); /* so does the text */
struct hole *walk_add_hole(struct walk *w, enum hole_kind kind);
void walk_back_links(struct walk *w); /* from a footnote to where it is referred to */
void walk_dropped_html(struct walk *w, struct str literal, uint32_t line, uint32_t col, bool block);

walk_fn walk_paragraph, walk_heading, walk_quote, walk_list, walk_item, walk_code_block, walk_html_block,
    walk_rule, walk_table, walk_row, walk_cell, walk_note;
walk_fn walk_text, walk_softbreak, walk_linebreak, walk_code, walk_html_inline, walk_emph, walk_strong,
    walk_strikethrough, walk_link, walk_image, walk_note_reference;

/* Whether the node's only child is a link, or a bare address, to a film. */
bool walk_is_video(struct walk *w, cmark_node *paragraph);

#endif
