/* program - another program run and waited for: rsync, rclone, ssh-keygen. Never a shell, and never because of anything that the
 * content says: whoever runs this one has named the target or the key.
 * Owns:      what the program wrote; program_clear lets go.
 * Fails:     status is then PROGRAM_ABSENT (it is not installed) or PROGRAM_LOST (errno); else what it ended with.
 * Invariant: it reads `input` and nothing of the terminal's standard input; no descriptor of ours but these goes along.
 * Example:   struct program p = {.argv = (const char *[]){"rsync", "--", from, to, NULL}}; if (program_run(&p) != 0) ...
 */
#ifndef WRITE_PROGRAM_H
#define WRITE_PROGRAM_H

#include "base/buf.h"

enum { PROGRAM_ABSENT = 1000, PROGRAM_LOST, PROGRAM_KILLED, PROGRAM_MOST = 256 * 1024 * 1024 };

struct program {
    const char *const *argv; /* ends with NULL */
    struct str input;
    struct buf out, errors;
    int status;
};

int program_run(struct program *p); /* p->status */
/* Bytes as a file that the program can open by `path` until the descriptor is closed; -1: see errno. */
int program_file(struct str bytes, char path[32]);
/* What to tell of a failure: the first line that it wrote on its standard error, or how it ended. */
struct str program_fault(const struct program *p, struct arena *a);
void program_clear(struct program *p);

#endif
