/* similar - how much of one file is in another, by Git's measure, so that a rename here is a rename in `git log -M`.
 * Owns:      nothing; a print lies in the arena.
 * Fails:     never.
 * Source:    what Git's diffcore documentation and behaviour say: pieces that end at a line feed or after 64 bytes, counted by a
 *            hash modulo 107927; the score is the bytes of common pieces over the longer file's bytes.
 *            A last piece without its line feed is not counted (so Git before 2.44, Debian 12's among them).
 */
#ifndef HISTORY_SIMILAR_H
#define HISTORY_SIMILAR_H

#include "base/str.h"

enum { SIMILAR_MAX = 60000, SIMILAR_RENAME = 30000, SIMILAR_SAME_NAME = 45000 };

struct piece {
    uint32_t hash, bytes;
};

enum { SKETCH = 32 };

struct print {            /* of one file */
    struct piece *pieces; /* sorted by hash, each once */
    size_t n;
    uint64_t size;
    uint32_t sketch[SKETCH]; /* bytes of the pieces, by their hash modulo SKETCH */
};

void similar_print(struct str bytes, struct arena *a, struct print *out);
/* 0 ... SIMILAR_MAX. Sizes that differ too much for a rename give 0 at once. */
unsigned similar_score(const struct print *old, const struct print *now);
/* Whether the score can be SIMILAR_RENAME: two files have no more in common than their sketches. A tenth of the score's work. */
bool similar_could(const struct print *old, const struct print *now);
bool similar_sizes(uint64_t old, uint64_t now); /* whether they could be similar at all */

#endif
