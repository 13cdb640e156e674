/* verify - every byte of a finished tree against its manifest.
 * Owns:      nothing.
 * Fails:     never by itself: what cannot be read is a fault that is told.
 * Invariant: faults are told by path, first those of files of the manifest, then what is there besides. No symbolic link is
 *            followed; of an added folder only its name is told. A file is read to its manifest's size and one byte further at
 *            most, in chunks; memory is what the manifest takes, and VERIFY_EXTRAS paths.
 */
#ifndef WRITE_VERIFY_H
#define WRITE_VERIFY_H

#include "write/finished.h"

enum { VERIFY_EXTRAS = 10000 }; /* added paths that are told; the rest is only counted */

enum verify_fault { VERIFY_MISSING, VERIFY_CHANGED, VERIFY_UNREADABLE, VERIFY_EXTRA };

typedef void verify_tell(void *ctx, enum verify_fault fault, struct str path);

/* How many faults there are; tell may be NULL. */
size_t verify_tree(const struct finished *f, struct arena *a, verify_tell *tell, void *ctx);
const char *verify_word(enum verify_fault fault); /* "missing": for machines; tr() it for people */

#endif
