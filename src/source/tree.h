/* tree - one step at a time through the bytes of a Git tree object.
 * Owns:      nothing; names point into the bytes.
 * Fails:     bytes that are no tree end the iteration with `bad` set. Names are as they stand there: `..`, `.git`, slashes and all;
 *            whoever makes a path of one looks at it first.
 * Example:   struct tree_iter t = {.rest = bytes}; struct tree_entry e; while (tree_next(&t, &e)) ...; if (t.bad) ...
 */
#ifndef SOURCE_TREE_H
#define SOURCE_TREE_H

#include "base/hash.h"

enum tree_kind { TREE_FILE, TREE_LINK, TREE_FOLDER, TREE_MODULE };

struct tree_iter {
    struct str rest;
    bool bad;
};

struct tree_entry {
    enum tree_kind kind;
    struct str name;
    struct oid id;
};

bool tree_next(struct tree_iter *t, struct tree_entry *out);

#endif
