/* html - cmark-gfm's tree to the HTML, holes, headings and text of a doc: one walk, one enter and one exit case per kind of node.
 * Owns:      nothing; results lie in the doc's arena.
 * Fails:     by a diagnostic in the doc. When a limit is passed (depth, output, links) the HTML stays empty, and it returns false.
 * Invariant: what is written is this program's tags and escaped text. Tags are balanced.
 */
#ifndef READ_HTML_H
#define READ_HTML_H

#include <cmark-gfm.h>

#include "read/doc.h"

struct arena;

/* body: the bytes that root was parsed from, on doc->body_line of the file. */
bool html_write(cmark_node *root, struct str body, struct doc *doc, struct arena *a);

#endif
