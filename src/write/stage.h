/* stage - a folder beside the build in which a release for a far target is put together, of hard links: it takes no room.
 * Owns:      the folder .OUT.publish-NUMBER, mode 0700, locked; stage_close removes it.
 * Fails:     with errno and false. Another publication of the same build is waited for: its targets are numbered alike.
 * Invariant: `path` is absolute, so a program that is run can never take it for an option.
 */
#ifndef WRITE_STAGE_H
#define WRITE_STAGE_H

#include "base/arena.h"
#include "base/str.h"

struct stage {
    int fd; /* -1: not open */
    struct str path;
};

bool stage_open(struct stage *s, const char *out, unsigned number, struct arena *a);
int stage_folder(const struct stage *s, const char *name); /* made and opened; -1: see errno */
const char *stage_path(const struct stage *s, const char *name, struct arena *a);
void stage_close(struct stage *s);

#endif
