/* csv - a two-way table as a spreadsheet opens it: UTF-8 with a byte order mark, semicolons, CRLF.
 * Owns:      nothing; appends to a buffer. Fails: never; a table of nothing gives no bytes.
 * Invariant: every field goes through escape_csv, so no title can become a formula.
 */
#ifndef RENDER_CSV_H
#define RENDER_CSV_H

#include "model/query.h"
#include "view/strings.h"

struct buf;

void render_csv(const struct query_matrix *m, const struct strings *words, struct buf *out);

#endif
