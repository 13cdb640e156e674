/* lex - finds the tags of a template, one after the other.
 * Owns:      nothing; a tag's name points into the text.
 * Fails:     a tag that is not closed and bad delimiters are diagnostics (`faults` counts them); the lexer goes
 *            on behind them.
 * Invariant: `at` only grows; each byte is looked at a bounded number of times.
 * Example:   struct lexer x;
 *            struct tag t;
 *            lex_init(&x, text, path, 1, ds); while (lex_next(&x, &t)) use(t.kind, t.name);
 */
#ifndef LAYOUT_LEX_H
#define LAYOUT_LEX_H

#include "base/diag.h"

enum tag_kind {
    TAG_VARIABLE = 0, /* the others are the mark that stands behind the opening delimiter */
    TAG_RAW = '&',    /* {{{a}}} too */
    TAG_SECTION = '#',
    TAG_INVERTED = '^',
    TAG_CLOSE = '/',
    TAG_PARTIAL = '>',
    TAG_PARENT = '<',
    TAG_BLOCK = '$',
    TAG_COMMENT = '!',
    TAG_DELIMITERS = '=',
};

struct tag {
    enum tag_kind kind;
    struct str name;    /* what stands between mark and closing delimiter, trimmed */
    size_t from, to;    /* the tag's bytes in the text, delimiters and all */
    uint32_t line, col; /* of its first byte; columns count characters */
};

struct lexer {
    struct str text, path;
    struct diags *ds;
    struct str open, close; /* the delimiters now in force */
    size_t at;              /* where the next tag is looked for */
    size_t counted;         /* line and col are those of this byte */
    uint32_t line, col;
    size_t faults;
};

void lex_init(struct lexer *x, struct str text, struct str path, uint32_t line, struct diags *ds);
bool lex_next(struct lexer *x, struct tag *t); /* false when there are no more */

#endif
