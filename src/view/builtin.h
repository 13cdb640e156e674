/* builtin - files embedded in the binary: layouts, strings and a style sheet for sites that bring none.
 * Owns: nothing; the bytes are part of the program. The table is made by the Makefile from src/view/builtin/.
 */
#ifndef VIEW_BUILTIN_H
#define VIEW_BUILTIN_H

#include "base/str.h"

struct builtin {
    const char *name, *begin, *end;
};

extern const struct builtin builtin_files[]; /* ends with a NULL name */

bool builtin_find(struct str name, struct str *bytes);
/* The edition for these stems ("soeg-en.js" for "soeg.js"), where there is one. */
bool builtin_find_for(struct str name, struct str code, struct str *bytes);

#endif
