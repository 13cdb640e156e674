/* cms_fields - a field of a page type as a widget of the editor in the browser.
 * Owns:      nothing; values lie in the arena.
 * Fails:     never.
 * Invariant: a widget refuses nothing that the build takes. A field that must be there must be filled in, but in a list of items that
 *            need not be.
 */
#ifndef RENDER_CMS_FIELDS_H
#define RENDER_CMS_FIELDS_H

#include "read/types.h"

/* A list for `fields:` of a collection, a list's items or a group. */
struct value cms_fields(const struct types *ts, const struct field *fields, size_t n, struct arena *a);
struct value cms_field(const struct types *ts, const struct field *f, struct arena *a);

#endif
