/* autolink - bare addresses in running text: http://, https://, www. and mail addresses, by GFM's rules for where they end.
 * Owns:  nothing. Fails: never.
 * Why:   cmark-gfm 0.29.0.gfm.6's own extension reads out of bounds on `:a@b.c` and is quadratic on `http://a.b/)))`.
 *        This one looks at each byte a bounded number of times.
 * Example: while (autolink_next(text, &from, &m)) use(str_sub(text, m.start, m.end - m.start), m.prefix);
 */
#ifndef READ_AUTOLINK_H
#define READ_AUTOLINK_H

#include "base/str.h"

struct autolink {
    size_t start, end; /* of the address in the text */
    struct str prefix; /* what makes an address of it: "", "http://" (www.) or "mailto:" */
};

/* The first address at or behind *from, which is moved behind it; false when there is none. */
bool autolink_next(struct str text, size_t *from, struct autolink *out);

#endif
