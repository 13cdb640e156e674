/* live - what is in force, as far as it can be believed without reading it again.
 * Owns:      the manifest's text; live_clear lets go.
 * Fails:     never: whatever is wrong with the tree only means that more of it is made anew.
 * Invariant: the manifest is the last that is written into a tree, so a file of its size that is no newer is what it says, and a
 *            folder that is no newer has had nothing added or removed. (Times of change, not ctime: links more or less move that.)
 *            A file of the manifest has an inode here when it is believed. Two calls of stat a page: 20 ms for 10,000.
 */
#ifndef WRITE_LIVE_H
#define WRITE_LIVE_H

#include <time.h>

#include "write/manifest.h"

struct live {
    struct buf text; /* paths of the manifest point into it */
    struct manifest manifest;
    struct timespec sealed; /* when the manifest was written */
    bool exact;             /* the tree holds what its manifest says, no more and no less */
};

void live_read(struct live *l, int root, struct arena *a); /* root -1: nothing is in force */
void live_clear(struct live *l);
/* The file in force at f's path that has f's bytes, or NULL. */
const struct manifest_file *live_find(const struct live *l, const struct manifest_file *f);

#endif
