/* words - what stands between the marks of a short code or a tag: a name, then values, some with a name of their own.
 * Owns:      nothing; words point into the text read.
 * Fails:     never; what is beyond WORDS_MOST is not seen.
 * Example:   {{< figure src="a.png" alt="A" >}}: words_get(&w, "", 0) is figure, words_get(&w, "alt", 2) is A
 */
#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include <stdbool.h>

#include "base/str.h"

enum { WORDS_MOST = 16 };

struct words {
    struct str keys[WORDS_MOST], values[WORDS_MOST]; /* keys: "" for a value without a name */
    size_t n;
};

void words_read(struct str s, struct words *w);
/* By its name, else by its place among those without one. */
struct str words_get(const struct words *w, const char *key, size_t place);
/* The inside of what begins with `open` at s[i] and ends with `close`; *end is behind it. */
bool words_between(struct str s, size_t i, struct str open, struct str close, struct str *inside,
                   size_t *end);

#endif
