/* fields - the fields that a page type declares, read from its `fields:` map.
 * Owns:      nothing; all lies in the reading's arena.
 * Fails:     diagnostics with line and column; a field without a kind that is known is left out.
 * Invariant: what is read stands for itself: names of types and paths are judged by types_link.
 */
#ifndef READ_FIELDS_H
#define READ_FIELDS_H

#include "read/keys.h"
#include "read/types.h"

/* top: fields of the page itself, whose names may not be engine keys. */
bool fields_read(const struct reading *r, const struct value_pair *p, bool top, struct field **out,
                 size_t *n);

bool fields_name(struct str s); /* a-z, 0-9, _, a letter first: what a field or an inverse may be called */

#endif
