/* mailmap - .mailmap in its four forms: whose names and addresses are really whose.
 * Owns:      nothing; all lies in the arena.
 * Fails:     never; a line that says nothing is passed over.
 * Invariant: addresses and names are matched in any case of ASCII letters; the last line that says something wins, and one with
 *            the commit's own name goes before one with its address alone.
 */
#ifndef HISTORY_MAILMAP_H
#define HISTORY_MAILMAP_H

#include "base/map.h"

struct mailmap {
    struct arena *arena;
    struct map by_email, by_both;
};

void mailmap_parse(struct mailmap *m, struct str text, struct arena *a);
void mailmap_apply(const struct mailmap *m, struct str *name, struct str *email);
struct str mailmap_fold(struct arena *a, struct str s); /* ASCII letters */

#endif
