/* space - the blanks and line ends around a tag, on which depends what a tag leaves behind.
 * Owns:      nothing. Fails: never.
 * Invariant: lines end in LF or CRLF; the ends of the text count as line ends.
 */
#ifndef LAYOUT_SPACE_H
#define LAYOUT_SPACE_H

#include "base/str.h"

/* Around the bytes from..to of a text. */
struct space {
    bool first;   /* only blanks stand before it on its line */
    bool last;    /* only blanks stand behind it on its line */
    size_t begin; /* first: the line's first byte; else from */
    size_t next;  /* last: the next line's first byte; else to */
};

struct space space_around(struct str text, size_t from, size_t to);
bool space_begins_line(struct str text, size_t at);

/* The blanks that begin the first line from `at` on that holds anything else; the end gives none. */
struct str space_first_indent(struct str text, size_t at);

/* s without up to `n` blanks at the head of each line; begins_line: the first byte begins one. */
struct str space_dedent(struct arena *a, struct str s, size_t n, bool begins_line);

#endif
