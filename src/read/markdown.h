/* markdown - bytes to cmark-gfm's tree.
 * Owns:      the tree, in memory of its own that the next call takes back: one tree at a time in a process.
 * Fails:     never; the body must have passed guard_check, which bounds time and memory. When memory runs out all the same
 *            the process ends (arena.h), as cmark-gfm itself would.
 * Processes: private. cmark-gfm keeps its special characters in a global, so never in threads.
 * Invariant: tables, strikethrough, task lists and footnotes. Never autolink (it reads out of bounds and is quadratic:
 *            see autolink.h), nor tagfilter, nor CMARK_OPT_UNSAFE: raw HTML stays in the tree for the writer to drop.
 */
#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H

#include <cmark-gfm.h>

#include "base/str.h"

/* Node types of the extensions: the library exports them, its headers do not. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

cmark_node *markdown_parse(struct str body);
cmark_node *markdown_new_node(cmark_node_type type); /* in the memory of the tree */
size_t markdown_memory(void);                        /* bytes that the tree took, for measuring */

/* The text of a node and all below it, markup and unwanted characters removed; *notes (may be NULL) tells whether a footnote is referred to in it. */
struct str markdown_text(cmark_node *node, struct arena *a, bool *notes);

#endif
