/* renew - a page as it was just saved, put into a model that stands already.
 * Owns:      nothing; lies in the arena.
 * Fails:     false, and nothing is changed, when what was saved decides more than what the page itself shows (its address, its gates, who
 *            refers to whom, which files go out), names something that the model has not found, or has an error.
 * Processes: whoever shows the model may do this; no worker of before sees it.
 * Invariant: afterwards the page shows what a model made anew would let it show of itself. What others say of it (lists, menus, links to its
 *            headings, the search) is as before: this is for the moment until that model is there.
 * Example:   if (!renew_page(site, p, doc_parse(bytes, a), a)) make the whole model anew;
 */
#ifndef MODEL_RENEW_H
#define MODEL_RENEW_H

#include "model/site.h"

/* d: becomes the page's; values in front that say what they said take the places of those from before. */
bool renew_page(const struct site *s, struct page *p, struct doc *d, struct arena *a);

#endif
