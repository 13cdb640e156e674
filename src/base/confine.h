/* confine - what a worker may still ask of the system: to compute, to read the folders named, and for a writer to change one.
 * Owns:      nothing.
 * Fails:     never: what the kernel lacks is not had (confine_offer tells), and the other bounds hold.
 * Processes: for good, for the calling process alone, which has no threads yet.
 * Invariant: as a reader it opens nothing for writing and makes no file, no socket, no process, no program and no code of its own,
 *            signals nobody else, and writes to the three standard descriptors alone; files are read below the folders alone. Threads
 *            can be had where they are asked for. A writer may besides make, change and remove files below its one folder.
 *            A call that is not on the list is answered as by a kernel that has none (ENOSYS), so that libraries do without.
 * Why a list of what is allowed: some 60 calls are all that parsers use, and of the other 300 nobody can tell what they will be good
 *            for. Why no library for it: the program of the filter is a table and three tests; libseccomp would be a dependency.
 * Example:   static const char *const folders[] = {"/srv/viden", NULL};
 *            confine_process(&(struct confine){.as = CONFINE_READER, .folders = folders});
 */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stdbool.h>

struct confine {
    enum { CONFINE_NOT, CONFINE_READER, CONFINE_WRITER } as;
    bool threads;
    const char *const *folders; /* to read, NULL-ended; one that is not there is passed over; NULL: none */
    int writable;               /* a writer's folder, open; -1: wherever the user may */
};

void confine_process(const struct confine *c);

struct confine_offer { /* of this kernel */
    int landlock;      /* its version of the interface; 0: none */
    bool seccomp;
};
struct confine_offer confine_offer(void);

#endif
