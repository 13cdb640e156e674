/* notes - what the one who edits is told beside the site itself: as JSON, for the script that each page is given.
 * Owns:      nothing; each appends to a buffer.
 * Fails:     never.
 * Invariant: texts are in the language that is spoken (base/tr.h); all bytes are UTF-8 and hold no markup (escape_json).
 */
#ifndef SERVE_NOTES_H
#define SERVE_NOTES_H

#include "build.h"

/* {pages, warnings, errors: [{path, line, column, text, code, quote}], more, drafts: [address], labels: {name: text}} */
void notes_state(struct build *b, struct buf *out);
/* The same, of a site that no edition could be made of: `why` in words. */
void notes_dead(const char *why, struct buf *out);
/* {source, draft, findings: [{level, line, text, code}]} of one page; p NULL: of none */
void notes_page(const struct build *b, const struct page *p, struct buf *out);
/* Puts a page's notes, the script and its style into the page's HTML. */
void notes_put(const struct build *b, const struct page *p, struct str html, struct buf *out);

#endif
