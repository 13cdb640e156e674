/* draft - the text of a page that is about to be made: its type's fields with their labels as comments, filled in as far as known.
 * Owns:      nothing; the text goes to the buffer given.
 * Fails:     never: whether the values are right is for the build to judge, which is shown the text first (source_imagine).
 * Invariant: one key a line, so `line` of what was given tells which value a diagnostic is about.
 * Example:   draft_write(&(struct draft){.type = t, .title = title, .today = today}, &arena, &out);
 */
#ifndef CLI_DRAFT_H
#define CLI_DRAFT_H

#include "base/buf.h"
#include "read/settings.h"
#include "read/types.h"

struct draft_value {
    struct str name, text; /* of a list: items between commas, or YAML between brackets */
    uint32_t line;         /* set by draft_write: where it stands */
    bool asked;            /* at the terminal, and can be asked again */
};

struct draft {
    const struct type *type; /* NULL: none */
    const struct settings *settings;
    struct str title, today;
    bool says_type; /* its folder is another type's */
    struct draft_value *values;
    size_t n_values, cap_values;
};

void draft_write(struct draft *d, struct arena *a, struct buf *out);
/* What there is to say of a field in a line: label, help, choices. */
struct str draft_about(const struct field *f, struct arena *a);
struct draft_value *draft_value(const struct draft *d, struct str name); /* NULL: not given */

#endif
