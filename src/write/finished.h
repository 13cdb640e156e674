/* finished - a tree that a build or a publication finished, as its manifest tells of it.
 * Owns:      the open folder and the texts, which paths point into; finished_close lets go.
 * Fails:     by its state; only FINISHED_WHOLE may be read further. Nothing in it was compared with the bytes: verify.h does.
 * Invariant: a publication adds to what was built only names at the root that begin with a dot: the assets kept of the release
 *            before (FINISHED_KEPT, in a manifest's form) and a signature of both texts (FINISHED_SIGNATURE).
 * Example:   if (finished_read(fd, a, &f) == FINISHED_WHOLE) use(&f.site);   finished_close(&f);
 */
#ifndef WRITE_FINISHED_H
#define WRITE_FINISHED_H

#include "base/arena.h"
#include "write/manifest.h"

#define FINISHED_KEPT ".kept.json"
#define FINISHED_SIGNATURE ".vidensbank.sig"

enum { FINISHED_SIGNATURE_MOST = 16 * 1024 };

enum finished_state {
    FINISHED_WHOLE,
    FINISHED_ABSENT,  /* no folder: see errno */
    FINISHED_FOREIGN, /* this program did not make it */
    FINISHED_NEVER,   /* it has no manifest, which is the last that is written */
    FINISHED_DAMAGED  /* what is there is no manifest */
};

struct finished {
    int root; /* -1: there is none, only the texts */
    struct buf text, kept_text;
    struct manifest site, kept;
};

enum finished_state finished_read(int root, struct arena *a, struct finished *f); /* takes root over */
/* The two texts alone, from where no folder can be opened; false: they are none of this program's. */
bool finished_read_texts(struct finished *f, struct arena *a);
const struct manifest_file *finished_find(const struct finished *f, struct str path);
bool finished_has_below(const struct finished *f, struct str dir);
struct str finished_signed(const struct finished *f, struct arena *a); /* what a signature is of */
void finished_close(struct finished *f);
const char *finished_fault(enum finished_state s); /* for messages: tr() it */

#endif
