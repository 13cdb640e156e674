/* follow - every page back along every line of descent, all at once, from the newest commit to the additions.
 * Owns:      nothing that outlives the call; what it found lies in the arena.
 * Fails:     where the history is cut off (shallow, missing or damaged objects) the pages that came so far are marked `cut`.
 * Invariant: a track is a page under one of its paths. Each commit that waits has the set of tracks whose lines lead to it; from there
 *            they go on into each parent that has the path, or another path by a rename, and meet again where lines meet.
 */
#ifndef HISTORY_FOLLOW_H
#define HISTORY_FOLLOW_H

#include "history/removed.h"

/* A commit that touched a page. */
struct event {
    uint32_t page, commit;
    struct str path; /* the page's there */
    struct oid blob;
    bool added; /* the page began there */
};

/* What becomes of a path that a page lives under, between a commit and one of its parents: told where the two differ. */
struct hop {
    uint32_t commit, parent; /* the parent's number in the commit, from 0 */
    uint32_t place;          /* the path in the commit */
    uint32_t from;       /* the path in the parent: the same, another by a rename, or one of those below */
    struct oid old, now; /* the blobs there and here */
};
enum { PLACE_NONE = 0, PLACE_UNKNOWN = UINT32_MAX }; /* not there; hidden by what cannot be read */

struct trail {       /* of one page */
    bool present;    /* the first commit has it */
    bool cut;        /* a line of descent is not known to its end */
    bool open;       /* ... before anything that counts was found: what came last is not known either */
    bool counted;    /* a touch that is not ignored was found */
    uint32_t tracks; /* its first track, and on by track.next_of_page: the newest path first */
    size_t sure;     /* with `cut`: events before this one are newer than anything that is missing */
};

struct track {
    uint32_t page;
    struct str path;
    uint32_t place;        /* the path as a number, from 1 */
    uint32_t next_here;    /* the next track with this path */
    uint32_t next_of_page; /* the next older path of the page; 0 ends both */
    /* what the commit being looked at has to say */
    uint32_t hits; /* parents in which the page's blob is another, or not there */
    bool goes_on;  /* into a parent */
};

struct followed {
    struct event *events; /* by commit, newest first */
    size_t n, cap;
    struct hop *hops; /* by commit, newest first, in each by parent */
    size_t n_hops, cap_hops;
    struct trail *trails; /* by page */
    struct track *tracks; /* from 1 */
    size_t n_tracks, cap_tracks;
    struct removals removals;
    bool unread;       /* as in history */
    uint32_t n_places; /* places are 1 ... n_places */
};

void follow_pages(struct objects *o, struct memo *m, const struct commits *c, struct str prefix,
                  const struct str *paths, size_t n, struct arena *a, struct diags *ds, struct followed *out);

#endif
