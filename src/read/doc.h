/* doc - what one Markdown file says, pure in its bytes: front matter, HTML with holes for its links, headings, words, text.
 * Owns:      nothing; all lies in the arena given to doc_parse, or in the packed bytes given to doc_unpack (front, title and lead in the arena).
 * Fails:     what the editor did wrong is in `diags` (paths empty: the same bytes may lie at several paths; whoever
 *            merges them puts the page's path in). A doc with an error among them still stands as far as it goes.
 * Processes: made in a worker, packed, checked and unpacked in the parent. The packed form is what the cache keeps by blob id.
 * Invariant: HTML holds only markup that this module wrote. Links, pictures and words that may be abbreviations are holes, in the order of the text: the HTML
 *            between them is copied as it is, the holes are written by render/ when addresses are known.
 *            A picture without alternative text has an empty alt, a link without text an empty one: each is told (missing-alt,
 *            empty-link). Raw HTML is dropped, each piece is told (raw-html).
 * Markup:    as CommonMark's renderer writes it, but: class="left|center|right" on cells and a table in <div class="scroll">;
 *            <li class="task"> with <label>; <pre tabindex="0">, and class="language-x" only for a plain name; <del>;
 *            <div class="note note-tip"> with <p class="note-title"> for `> [!TIP]`; <section class="footnotes">.
 */
#ifndef READ_DOC_H
#define READ_DOC_H

#include "base/date.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/value.h"

struct buf;

enum hole_kind {
    HOLE_LINK, /* [text](dest): start and end stand around the text's HTML */
    HOLE_IMAGE, /* ![alt](dest "title"): start == end. dest may be http(s): render/ makes a link of it, with the alt text */
    HOLE_AUTO,  /* a bare or <bracketed> http, https, mailto address; as HOLE_LINK */
    HOLE_VIDEO, /* a link to a video alone in its paragraph; as HOLE_LINK, the paragraph's tags left out */
    HOLE_STRING, /* start == end: a word in the site's language: dest is "note", "tip", "important", "warning" or "caution",
                      the title of an admonition without one of its own */
    HOLE_CAPITALS, /* the first time on the page that a word looks like an abbreviation, outside headings and links: start and end stand
                      around it, alt is the word */
};

/* A place in the HTML that needs to know the site. */
struct hole {
    enum hole_kind kind;
    uint32_t start, end; /* offsets in doc.html; holes nest at most as an image within a link */
    uint32_t inner;      /* how many of the following holes lie within this one (images within a link) */
    struct str
        dest; /* as meant: entities and escapes resolved, controls and blanks at its ends removed, scheme allowed or
                            none. Empty with `dropped` set when the scheme is not allowed: only the text stays */
    struct str title; /* the link's title, or an image's; may be empty */
    struct str alt;   /* IMAGE: its text, markup removed; others: the link's text */
    bool dropped;
    uint32_t line, col;
};

struct heading {
    uint8_t level; /* 2-6: of the tag in the HTML. A page's h1 is its title, so # in the body makes an h2 */
    struct str
        id; /* unique on the page (exact forms: lower case, æ→ae ø→oe å→aa, other runs to -, a number when taken) */
    struct str
        git_id; /* what the Git host would make of it (#løn): lower case, blanks to -, punctuation gone */
    struct str text; /* without markup */
    struct str html; /* inline HTML without links, pictures and footnotes */
    uint32_t line;
    uint32_t html_at; /* offset in doc.html where the heading's tag begins */
    uint32_t text_at; /* offset in doc.text where the section's own text begins */
};

/* A block of code in doc.text: to be found, but it tells less of what the page is about. */
struct code_span {
    uint32_t start, end;
};

/* A date that the text names. */
struct mention {
    struct date last; /* its last day, of a month or a season too */
    uint32_t line;
    struct str words; /* as written */
};

struct doc {
    struct oid
        blob; /* of its bytes, for those who know them by it; not packed: whoever unpacks it puts it in */
    struct value front; /* VALUE_MAP with places (empty when there is none) */
    uint32_t body_line; /* line of the file on which the body begins */
    struct str html;
    struct hole *holes;
    size_t n_holes;
    struct heading
        *headings; /* a leading h1 that is the page's title is not in the HTML: see title_heading */
    size_t n_headings;
    struct str
        title_heading; /* text of a first-block h1, taken out of html and headings; empty: none. With front matter
                                 `title` present too, the front matter's wins and the h1 is taken out only if they are equal */
    struct str text;         /* plain text of the body, blocks separated by "\n" */
    struct code_span *codes; /* in order */
    size_t n_codes;
    struct mention *mentions; /* in order; mentions.h */
    size_t n_mentions;
    struct str
        lead; /* text of the first paragraph outside lists, quotes and notes, for a summary; may be empty */
    uint32_t
        words; /* runs of letters (with their marks) and digits in title_heading (when taken out) and text */
    struct diags diags;
};

/* Reads the bytes of a Markdown file. Never fails as a whole. Bounded by base/limits.h before and after the parse. */
struct doc *doc_parse(struct str bytes, struct arena *a);
/* What an earlier version of a page said: without mentions and words, which are asked for of the page that stands alone. */
struct doc *doc_parse_past(struct str bytes, struct arena *a);

void doc_pack(const struct doc *d, struct buf *out);
/* NULL when the bytes are no packed doc (another version, damaged, or forged): every offset is checked, holes are in order
 * and inside the HTML, all strings are UTF-8. */
struct doc *doc_unpack(struct str packed, struct arena *a);

#endif
