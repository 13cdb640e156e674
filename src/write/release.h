/* release - one tree that is to be published, made from a finished build and from what is in force at the target.
 * Owns:      nothing; texts lie in the arena.
 * Fails:     with a diagnostic and false; what is half made is the caller's to remove.
 * Invariant: every byte of the new tree was read and is what the build's manifest says: nothing is believed of the target but
 *            that its manifest names candidates. A page that is open in a reader's browser finds the assets it was made with for one release
 *            more: files below assets/ with a hash in their names, never search files or content. They stand in FINISHED_KEPT.
 */
#ifndef WRITE_RELEASE_H
#define WRITE_RELEASE_H

#include "base/diag.h"
#include "write/finished.h"

struct release_plan {
    const struct finished *build;
    const struct finished
        *last;         /* NULL: nothing is in force. Without a root its assets lie where they are kept. */
    bool share;        /* hard links to the build's files, for a tree that goes again with this command */
    const char *key;   /* to sign with; NULL: no signature */
    struct str target; /* for messages */
};

struct release_count {
    size_t sent, unchanged, kept, removed;
};

bool release_make(const struct release_plan *plan, int to, struct arena *a, struct diags *ds,
                  struct release_count *count);
bool release_is_lasting(struct str path); /* its name holds a hash of its bytes, so it never changes */
/* Whether the target holds f's bytes under f's path, as far as its manifest tells. */
bool release_has(const struct finished *last, const struct manifest_file *f);

#endif
