/* form - the page types themselves as a layout sees them, for forms and for telling what a type asks for.
 * Owns:      nothing; values lie in the arena of the page being rendered. Fails: never; a type that is not there is absent.
 * Invariant: says what content/_types/ says and nothing of any page.
 * Example:   {{#types.tema.retning}}{{label}}: {{help}}{{/types.tema.retning}}
 *            {{#types.tema.fields}}{{label}}{{#required}} *{{/required}}{{/types.tema.fields}}
 */
#ifndef VIEW_FORM_H
#define VIEW_FORM_H

#include "base/value.h"
#include "read/types.h"

/* {NAME of a type: {name, one, many, help, fields: [FIELD], NAME of a field: FIELD}};
 * FIELD is {name, label, help, required, editorial, min, max, choices: [{id, label}], fields: [FIELD]}. */
struct value form_value(const struct types *ts);

#endif
