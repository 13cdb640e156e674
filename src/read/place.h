/* place - where in the file an inline stands.
 * Owns:      a table of line starts, in the arena given.
 * Fails:     never; where a thing cannot be found, the last place known before it is given.
 * Invariant: cmark-gfm tells blocks' lines exactly, inlines' mostly: it forgets link definitions at the head of a paragraph and line
 *            ends within link titles. So what it tells is compared with the bytes there; if they are others, the thing is looked
 *            for from the last one found onwards, and the difference in lines holds for what follows in the block.
 */
#ifndef READ_PLACE_H
#define READ_PLACE_H

#include <cmark-gfm.h>

#include "base/str.h"

struct place {
    struct str body;
    uint32_t first_line; /* of the body in the file */
    size_t *starts;      /* offset of each line */
    size_t n_lines;
    size_t cursor, end; /* what is searched: the rest of the block */
    long shift;         /* lines that cmark-gfm is behind in this block */
    unsigned searches;
    size_t col_at, col_offset; /* the last column counted: in a long line the next is counted on from there */
    uint32_t col;
};

void place_init(struct place *p, struct str body, uint32_t first_line, struct arena *a);
void place_block(struct place *p, cmark_node *block); /* when a block with inlines begins */
/* `looks` is how the inline begins in the source. It may be more exact than the source (an escape in it): then the place told is
 * taken when `begins` stands there, else that of the last one found. Empty: the place told, as it is. more_cols: bytes to add. */
void place_inline(struct place *p, cmark_node *node, size_t more_cols, struct str begins, struct str looks,
                  uint32_t *line, uint32_t *col);
struct str place_line_text(const struct place *p,
                           uint32_t line); /* a line of the file; empty before the body */
uint32_t place_line(const struct place *p, cmark_node *block);
struct str place_source(const struct place *p, cmark_node *block); /* the text from where the block begins */

#endif
