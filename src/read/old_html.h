/* old_html - the HTML of an earlier version, fit to stand within another page: without links, pictures, ids and levels of its own.
 * Owns:      nothing; lies in the arena.
 * Fails:     never.
 * Invariant: links keep their text and pictures their alternative text; headings begin at h4. What is left of the holes are those that
 *            are words in the site's language (HOLE_STRING).
 */
#ifndef READ_OLD_HTML_H
#define READ_OLD_HTML_H

#include "read/doc.h"

struct arena;

/* Changes html and holes of a doc that doc_parse made. */
void old_html_make(struct doc *d, struct arena *a);

#endif
