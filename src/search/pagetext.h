/* pagetext - what of a page is searched, and shown around what is found: its sections with their text, and words beside.
 * Owns:      nothing; lies in the arena given, or in the page's doc.
 * Fails:     never. Processes: made in workers, once for the words and once for the excerpt file.
 * Invariant: only what the page's readers can see: what the type declares as text, the titles of visible pages that it refers to.
 *            Section 0 is the top of the page, before the first heading of level 2 to 4; the others begin with such a heading.
 * Example:   struct pagetext t; pagetext_make(page, a, &t); for (i < t.n) use(t.sections[i].text);
 */
#ifndef SEARCH_PAGETEXT_H
#define SEARCH_PAGETEXT_H

#include "model/site.h"

struct pagesection {
    struct str id, heading; /* of the page's top: empty */
    struct str text;        /* blocks on lines of their own */
    struct str code;        /* blocks of code in it: found too, but worth less */
};

struct pagetext {
    struct pagesection *sections;
    size_t n;
    struct str words; /* keywords, tags, categories, attachments: searched, not shown; one on a line */
};

void pagetext_make(const struct page *p, struct arena *a, struct pagetext *out);
/* What title and text of a page are made of, in few bytes: where these and those of the types are the same, so is the text. Of the page's
 * own file it is the blob's id, since a doc is pure in its bytes. */
void pagetext_sign(const struct page *p, struct buf *out);
void pagetext_sign_types(const struct types *types, struct buf *out);

#endif
