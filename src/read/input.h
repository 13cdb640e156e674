/* input - whether bytes are text, and the same text without what must not be in it.
 * Owns:      nothing; the text returned is the bytes given, or a copy in the arena.
 * Fails:     a diagnostic, and false: NUL, bytes that are not UTF-8 (it says what they look like), another encoding.
 *            Control characters, noncharacters and direction overrides are dropped, each with a warning.
 * Invariant: the text has as many lines as the bytes had, all of them ended by LF; one BOM at the start is gone.
 * Example:   struct str text; if (input_read(bytes, path, a, ds, &text)) ...
 */
#ifndef READ_INPUT_H
#define READ_INPUT_H

#include "base/diag.h"

bool input_read(struct str bytes, struct str path, struct arena *a, struct diags *ds, struct str *text);

/* s without unwanted characters, which an escape or a character reference can bring in. *first is the first of them (0: none, and
 * s itself is returned). cmark-gfm makes the single bytes FE and FF of &#xFFFE; and &#xFFFF;: they go too. */
struct str input_scrub(struct str s, struct arena *a, uint32_t *first);
/* The same, with one warning for all of them. */
struct str input_clean(struct str s, struct str path, uint32_t line, uint32_t col, struct arena *a,
                       struct diags *ds);
void input_warn_escaped(uint32_t c, struct str path, uint32_t line, uint32_t col, struct diags *ds);

/* 1-based line and column (in characters) of offset i in text with LF, CR or CRLF line ends. */
void input_place(struct str text, size_t i, uint32_t *line, uint32_t *col);

#endif
