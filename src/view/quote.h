/* quote - the pages that link here, each with the sentence in which it does.
 * Owns:      nothing; texts lie in the arena.
 * Fails:     never: where the link stands in no sentence of its own (a field names this page), `relation` says how instead.
 * Invariant: only what a visible page shows is quoted: plain text of one block of its body, or of a Markdown field, without
 *            the marks of footnotes, at most MOST bytes around the link.
 */
#ifndef VIEW_QUOTE_H
#define VIEW_QUOTE_H

#include "view/view.h"

/* A member of pages: [{sentence, relation, and all that a page has}]. */
struct value quote_backlinks(const struct view *v, const struct page *p, struct arena *a);
/* The sentence of a block of HTML in which the bytes [start, end) stand. */
struct str quote_sentence(struct str html, size_t start, size_t end, struct arena *a);

#endif
