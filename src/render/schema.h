/* schema - the front matter of a site's pages as JSON Schema (2020-12), for editors that check while one writes.
 * Owns:      nothing; the value lies in the arena.
 * Fails:     never.
 * Invariant: made from the same struct types that pages are checked against, so a page that the schema refuses is one that the
 *            build refuses too. The schema allows more than the build does: what can only be judged with other pages at hand
 *            (references, `from`, order, overlap) is left to the build.
 * Form:      of one type, an object; of all (type NULL), $defs with one for each and anyOf over them.
 */
#ifndef RENDER_SCHEMA_H
#define RENDER_SCHEMA_H

#include "read/types.h"

struct value schema_value(const struct types *ts, const struct type *type, struct arena *a);

#endif
