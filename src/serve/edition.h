/* edition - the site as it was at one moment, in a process of its own that can be asked for its files (press.h), seen from the server.
 * Owns:      the process and the socket to it; edition_end lets go of both, whatever the process is doing.
 * Fails:     edition_start returns false when no process could be had (errno).
 * Invariant: fd is -1 where there is none. Questions are answered in the order in which they were asked.
 */
#ifndef SERVE_EDITION_H
#define SERVE_EDITION_H

#include <sys/types.h>

#include "serve/press.h"

struct edition {
    int fd;
    pid_t pid; /* its process group too; 0: not known yet */
    uint64_t number;
    bool ready;
    bool partial; /* made without the pages that have errors */
};

extern const struct edition edition_none;

/* fds: closed in the child are all from 3 on but its own. */
bool edition_start(const struct build_options *o, bool quiet, struct edition *quick,
                   struct edition *thorough);
void edition_end(struct edition *e);

#endif
