/* press - the life of an edition: a process that builds the site into its memory and makes each file of it when it is asked for.
 * Owns:      the build; the system takes all back when the process ends.
 * Fails:     what cannot be built is told as WIRE_FAILED, with what is wrong; a file that cannot be made as 500.
 * Processes: press_run is called in a forked child and never returns. It ends when the server's end of its socket is closed. Once it is
 *            ready it forks the thorough edition: the same site, which goes on to do what `build` does besides (the search index, every
 *            file rendered to find what only rendering finds) at low priority, and then takes over. Each file is made in a worker, as in
 *            a build: what crashes there costs that file.
 * Why so:    a build needs nothing of the one before but what is cached by blob and commit; as a process it cannot leave anything behind,
 *            is thrown away half done when the next change comes, and answers until the next is ready. Rendering what is looked at, not
 *            all, is what makes a change visible at once.
 */
#ifndef SERVE_PRESS_H
#define SERVE_PRESS_H

#include "build.h"

struct press_plan {
    struct build_options options;
    int quick, thorough; /* sockets: of this edition, and of the thorough one that it forks */
    bool quiet;          /* says nothing on the console */
};

_Noreturn void press_run(const struct press_plan *plan);

#endif
