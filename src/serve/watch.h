/* watch - what is changed in a site's folders, by inotify.
 * Owns:      the kernel's watches; watch_close lets go.
 * Fails:     watch_open returns false with errno; folders for which there is no watch left (`lacking`) are gone without.
 * Invariant: watches are set by looking at the folders, never by following events: a folder that came, went or was moved, a queue that ran
 *            over, a branch that was switched only say that they must be set anew (`stale`), which costs one look at the folders, once it
 *            is quiet. What changes after they are set is told, so whoever builds after that misses nothing. What editors leave on their
 *            way (names that begin with a dot or #, end in ~ or .tmp, and vim's 4913) is no change.
 * Example:   watch_open(&w, ".") ... when w.fd is readable: watch_read(&w, &c); when quiet: watch_renew(&w); build
 */
#ifndef SERVE_WATCH_H
#define SERVE_WATCH_H

#include "base/arena.h"
#include "base/str.h"

enum { WATCH_PATHS = 8 };

struct watched {
    struct str path; /* below the site, "" its own folder */
    bool git;        /* of the repository: only what moves HEAD counts */
    bool top;        /* only the folders that the site is made of count */
};

struct watch {
    int fd;
    const char *dir;
    struct watched *by_wd; /* by the kernel's number */
    size_t n, cap;
    struct arena arena;
    bool stale;     /* watches are to be set anew */
    size_t lacking; /* folders that are not watched */
};

/* What was changed since it was last emptied. */
struct change {
    bool any, many; /* many: more than paths tells of, or something else than files */
    char paths[WATCH_PATHS][1100];
    size_t n;
};

bool watch_open(struct watch *w, const char *dir);
bool watch_renew(struct watch *w); /* when stale */
void watch_read(struct watch *w, struct change *c);
void watch_close(struct watch *w);
bool watch_passes_over(struct str name); /* a name of no interest */

#endif
