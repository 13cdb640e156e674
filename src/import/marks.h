/* marks - one line of another generator's page as Markdown of ours: short codes, tags, links, wiki links, attributes.
 * Owns:      nothing; the text goes to the buffer given.
 * Fails:     what it does not know stays as it stands, and is told with its line (not-placed).
 * Invariant: code in the line is never changed.
 */
#ifndef IMPORT_MARKS_H
#define IMPORT_MARKS_H

#include "import/markup.h"

void marks_put(struct markup *m, struct str line, struct buf *out);
/* {#id .x}: an id says where links lead, and what a heading gets here is another. */
void marks_tell_id(struct markup *m, struct str attributes);

#endif
