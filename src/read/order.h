/* order - the keys of a page's front matter in the order that its type declares them, each with the comments above it.
 * Owns:      nothing; the result is a copy in the arena.
 * Fails:     front matter that cannot be read, or that is written so that moving lines would change what it says (two keys on a
 *            line, blank lines that count), is left as it is.
 * Invariant: the result is made of the same lines; it was read again, says the same, key by key, and has the same body to the byte.
 *            What is in order already comes back as it was. Comments at the head that an empty line sets apart stay at the head,
 *            those below the last key at the end; any other goes with the key below it.
 * Example:   if (order_front(bytes, names, n, &a, &sorted) == ORDER_CHANGED) write(sorted);
 */
#ifndef READ_ORDER_H
#define READ_ORDER_H

#include "base/arena.h"
#include "base/str.h"

enum order_result {
    ORDER_KEPT,    /* in order, or nothing to order */
    ORDER_CHANGED, /* *out is the file as it should be */
    ORDER_FAULTY,  /* the front matter cannot be read: `check` says why */
    ORDER_ODD,     /* not in order, and not to be put in order without a look */
};

/* names: the keys as they should follow each other; any other key stays behind them, in the order written. */
enum order_result order_front(struct str bytes, const struct str *names, size_t n, struct arena *a,
                              struct str *out);

#endif
