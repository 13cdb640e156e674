/* calendar - what of a type's pages is dated, read from its `calendar:`: one map, or a list of them.
 * Owns:      nothing; all lies in the reading's arena.
 * Fails:     diagnostics with line and column; after calendar_link only maps without a fault are left in type.calendar.
 * Invariant: start is a date or a period of the page, or of the groups in `list`; every other name leads to a field of its kind.
 * Example:   calendar: {list: trin, start: fra, end: til, title: titel, by: [organ]}
 */
#ifndef READ_CALENDAR_H
#define READ_CALENDAR_H

#include "read/keys.h"
#include "read/types.h"

void calendar_read(const struct reading *r, const struct value_pair *p, struct type *t);
/* Names against the type's fields; the types must be named already (types.by_name). */
void calendar_link(const struct types *ts, struct type *t, const struct reading *r);

#endif
