/* units - who answers for pages: the visible pages that owners are, and all of their types (site.units).
 * Owns:  nothing. Fails: never: what names no unit stays as it was written.
 */
#ifndef MODEL_UNITS_H
#define MODEL_UNITS_H

#include "model/site.h"

/* sorted: the site's pages by their index. */
void units_find(struct site *s, struct page **sorted);
/* The unit that a text means: by its title, or as front matter refers to it. NULL: none. */
const struct page *units_called(const struct site *s, struct str name);
/* Who is shown as a unit that _people.yaml names as front matter does is shown by its title. */
void units_name_people(const struct site *s, struct people *people);

#endif
