/* guard - refuses Markdown that would cost cmark-gfm more than a page may cost, before cmark-gfm sees it.
 * Owns:      nothing.
 * Fails:     one diagnostic of code limit or too-large with the line, and false.
 * Invariant: what passes is parsed within LIMIT_ITEM_MS and about 250 MB (measured with cmark-gfm 0.29.0.gfm.6). It is one pass
 *            over the lines that never looks inside them more than once, and knows no Markdown but what it counts: it may
 *            count too much (a table in a code block), never too little.
 * Why each:  what 200 kB of it took in cmark-gfm, one core:
 *            markers (`> > > `, `- - - `) and then many lines    over 20 s   at most 32 on a line
 *            blanks before a list, level by level                 0.4 s      at most LIMIT_INDENT
 *            table columns x rows                                over 20 s   64 columns, 20,000 cells, empty ones too
 *            lines before a row of dashes                        over 20 s   1000 lines; and few such rows that are none
 *            [a] [a] [a] and one long definition                 1.2 GB      longest definition x brackets
 *            `<?`, `<!` without an end                            8.9 s      1000 of them
 */
#ifndef READ_GUARD_H
#define READ_GUARD_H

#include "base/diag.h"

/* body: LF line ends, first_line its line in the file. */
bool guard_check(struct str body, uint32_t first_line, struct diags *ds);

#endif
