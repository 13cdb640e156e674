/* buffers - where an output lies: the tree in force, the tree beside it that is built, the lock, and the switch.
 * Owns:      the lock and open folders; buffers_close lets go. A process forked meanwhile holds the lock too, until it ends,
 *            so that the next build waits for workers of a killed one.
 * Fails:     with a diagnostic: CODE_OUTPUT where this program has no business, CODE_ENVIRONMENT where the machine refuses.
 * Processes: buffers_spare may be called in workers.
 * Invariant: OUT is replaced in one call of rename and changed by nothing else. Beside OUT lies one folder .OUT.build, mode 0700,
 *            with the lock and the other tree (`next`). Where two folders cannot be exchanged in one call, OUT is from the
 *            first build a symbolic link to .OUT.a or .OUT.b, and the other of the two is the one that is built.
 */
#ifndef WRITE_BUFFERS_H
#define WRITE_BUFFERS_H

#include "base/diag.h"

#define BUFFERS_MARKER ".vidensbank"

struct output_plan;

struct buffers {
    struct str out;   /* as the user named it, for messages */
    struct str real;  /* absolute, without links but perhaps the last */
    const char *name; /* its last part */
    const char *live_name, *spare_name;
    int parent, beside, lock;
    int live;    /* the tree in force; -1: none yet */
    int spare;   /* the tree that is built; -1 until buffers_spare */
    bool linked; /* OUT is a symbolic link of ours */
    bool vacant; /* OUT is an empty folder */
};

bool buffers_open(struct buffers *b, const struct output_plan *plan, struct arena *a, struct diags *ds);
int buffers_spare(struct buffers *b); /* made when it is not there; -1: see errno */
bool buffers_switch(struct buffers *b, struct arena *a, struct diags *ds);
void buffers_close(struct buffers *b);
struct str buffers_marker_text(void);
bool buffers_has_marker(int tree); /* whether this program made it */

#endif
