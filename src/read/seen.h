/* seen - "seen and intended": an editor's word that what a check found on a line is as it should be.
 * Owns:      nothing. Fails: a comment that names no such check is told by the walk over the page (raw-html).
 * Form:      <!-- ok: link-text --> anywhere on the line, several codes with commas between; in front matter # ok: cpr-number.
 */
#ifndef READ_SEEN_H
#define READ_SEEN_H

#include "base/diag.h"

/* Whether the line says so of this code. */
bool seen_allows(struct str line, enum diag_code code);
/* Whether an HTML comment is such a word; *unknown: the first code in it that no check goes by, empty when all are known. */
bool seen_comment(struct str comment, struct str *unknown);

#endif
