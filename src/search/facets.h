/* facets - what results can be narrowed by, and what a page's age and state take from its score: one column, one file.
 * A page's 16 bits: 12 its month, 4 its state (1: replaced by another; else how many pages lead to it, see state_of).
 * Owns:      nothing; files are added to the list given.
 * Fails:     a facet that nothing has is left out; a name that no type declares is a diagnostic (bad-setting) of facets_check.
 * Invariant: values stand in the order of the language's dictionary; pages by their numbers.
 */
#ifndef SEARCH_FACETS_H
#define SEARCH_FACETS_H

#include "model/site.h"
#include "search/files.h"

void facets_check(const struct site *s, struct diags *ds);
struct sha256 facets_write(const struct pages *pages, struct search_files *files);
/* *newest: the month of the page changed last, counted from 1 in January 2010; 0: none is known. */
struct sha256 facets_write_ages(const struct pages *pages, struct search_files *files, uint32_t *newest);

#endif
