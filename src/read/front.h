/* front - where front matter ends and the body begins, in pages and in layouts.
 * Owns: nothing. Fails: a diagnostic, and false: the file then has no body to show.
 */
#ifndef READ_FRONT_H
#define READ_FRONT_H

#include "base/diag.h"
#include "base/value.h"

struct front {
    struct value map;   /* VALUE_MAP, empty when there is no front matter */
    struct str body;    /* the rest of the bytes */
    uint32_t body_line; /* its first line, 1-based */
    bool present;
};

/* Splits at the --- lines (after one BOM; CRLF and CR are line ends) and reads the YAML between. Near misses (other dashes, blanks
 * before the first ---, no end) are errors of code front-matter. */
bool front_read(struct str bytes, struct str path, struct arena *a, struct diags *ds, struct front *out);

#endif
