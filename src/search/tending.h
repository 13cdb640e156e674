/* tending - what those who tend the site can help the search with: long words that it did not split, keywords that are there twice.
 * Owns:      nothing; the lists lie in the arena.
 * Fails:     never; a language without compounds has no words to split.
 * Invariant: of the pages given only. A word that the site's own list tells of is settled, and not among them.
 * Example:   terms_analyse(&t, ...); tending_gather(&t, &pages, arena, &searched);
 */
#ifndef SEARCH_TENDING_H
#define SEARCH_TENDING_H

#include "model/searched.h"
#include "search/terms.h"

void tending_gather(const struct terms *t, const struct pages *pages, struct arena *a, struct searched *out);

#endif
