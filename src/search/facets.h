/* facets - what results can be narrowed by: a column of each, in one file.
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

#endif
