/* front - where front matter ends and the body begins, in pages and in layouts.
 * Owns:      nothing. The map and the body lie in the arena, or in the bytes given.
 * Fails:     a diagnostic, and false: the file then has no body to show.
 * Invariant: what looks as if it was meant as front matter never becomes text: a page marked as a draft between wrong lines
 *            would be published. So a first line of other dashes, +++ or {, and a --- after empty lines or blanks, is an
 *            error of code front-matter, and so is a --- without a second one.
 * Example:   if (front_read(bytes, path, a, ds, &f)) use(f.map, f.body);
 */
#ifndef READ_FRONT_H
#define READ_FRONT_H

#include "base/diag.h"
#include "base/value.h"

struct front {
    struct value map;   /* VALUE_MAP, empty when there is no front matter */
    struct str body;    /* the rest, as input.h makes it: UTF-8, LF line ends, no control characters */
    uint32_t body_line; /* its first line, 1-based */
    bool present;
};

/* Splits at the --- lines (after one BOM; LF, CRLF and CR are line ends; blanks behind the --- are fine) and reads the YAML between. */
bool front_read(struct str bytes, struct str path, struct arena *a, struct diags *ds, struct front *out);

#endif
