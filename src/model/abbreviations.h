/* abbreviations - what MED and LMU stand for, by the pages that say so (read/abbreviated.h).
 * Owns:      nothing; lies in the site's arena.
 * Fails:     never. Of two pages that explain one abbreviation a glossary wins, then the first by address.
 * Invariant: only visible pages explain. Items of a glossary have ids, unique on their page, beside those of its headings.
 */
#ifndef MODEL_ABBREVIATIONS_H
#define MODEL_ABBREVIATIONS_H

#include "model/builder.h"

struct abbreviation {
    struct str full;
    const struct page *page; /* where it is explained, */
    struct str anchor;       /* and where on it; "": the page as a whole */
    size_t index;            /* among all of them */
};

void abbreviations_anchor(struct builder *b); /* before links are resolved: ids of items */
void abbreviations_gather(struct site *s);    /* when the site stands: fills site.abbreviations */

#endif
