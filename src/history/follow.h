/* follow - every page back along every line of descent, all at once, from the newest commit to the additions.
 * Owns:      nothing that outlives the call; what it found lies in the arena.
 * Fails:     where the history is cut off (shallow, missing or damaged objects) the pages that came so far are marked `cut`.
 * Invariant: a track is a page under one of its paths. Each commit that waits has the set of tracks whose lines lead to it; from there
 *            they go on into each parent that has the path, or another path by a rename, and meet again where lines meet.
 */
#ifndef HISTORY_FOLLOW_H
#define HISTORY_FOLLOW_H

#include "history/commits.h"

/* A commit that touched a page. */
struct event {
    uint32_t page, commit;
    struct str path; /* the page's there */
    struct oid blob;
    bool added; /* the page began there */
};

struct trail {       /* of one page */
    bool cut;        /* a line of descent is not known to its end */
    bool open;       /* ... before anything that counts was found: what came last is not known either */
    bool counted;    /* a touch that is not ignored was found */
    uint32_t tracks; /* its first track, and on by track.next_of_page: the newest path first */
};

struct track {
    uint32_t page;
    struct str path;
    uint32_t next_here;    /* the next track with this path */
    uint32_t next_of_page; /* the next older path of the page; 0 ends both */
    /* what the commit being looked at has to say */
    uint32_t hits; /* parents in which the page's blob is another, or not there */
    bool goes_on;  /* into a parent */
};

struct followed {
    struct event *events; /* by commit, newest first */
    size_t n, cap;
    struct trail *trails; /* by page */
    struct track *tracks; /* from 1 */
    size_t n_tracks, cap_tracks;
};

void follow_pages(struct objects *o, const struct commits *c, struct str prefix, const struct str *paths,
                  size_t n, struct arena *a, struct diags *ds, struct followed *out);

#endif
