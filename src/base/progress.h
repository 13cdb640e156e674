/* progress - on a terminal, one line that says how far a long step is; elsewhere, and with TERM=dumb or none, nothing.
 * Owns:      the line; progress_end takes it away.
 * Fails:     never.
 * Processes: one process at a time shows progress.
 * Example:   struct progress p = {.what = tr("reading the history")}; for (...) progress_step(&p, i, n); progress_end(&p);
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    const char *what;
    int64_t since, last; /* milliseconds: when it began, when the line was written last */
    bool asked, terminal, shown;
};

void progress_step(struct progress *p, size_t done, size_t all); /* cheap: may be called for every item */
void progress_end(struct progress *p);

#endif
