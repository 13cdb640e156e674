/* premise - whether the conditions of a rule or a gate hold for what a page says.
 * Owns: nothing. Fails: a field that is not there has no value.
 */
#ifndef MODEL_PREMISE_H
#define MODEL_PREMISE_H

#include "read/types.h"

/* What stands at "a" or "a.b" in a map; NULL when nothing does, or only blanks or an empty list. */
const struct value *premise_value(const struct value *map, struct str path);
/* Whether all of them hold. A name is looked for among the `siblings` in `here` first, else on the page. *why is the value that
 * made the last one hold: NULL when it is one that is missing. */
bool premises_hold(const struct premise *when, size_t n, const struct field *siblings, size_t n_siblings,
                   const struct value *here, const struct value *page, const struct value **why);

#endif
