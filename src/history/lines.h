/* lines - who wrote each line of each page: the lineage's texts compared, oldest first.
 * Owns:      nothing that outlives the call; the runs lie in the arena.
 * Fails:     a text that cannot be read, or a line of descent of more than LIMIT_LINEAGE bytes, makes lines unknown, never wrong: what may
 *            have come from what is not known is not known.
 * Threads:   pages are shared out among `threads` of them (LINES_THREADS at the most, fewer where none can be had); what is found does
 *            not depend on how many.
 * Bounds:    one page's lineage at a time in each thread, each text let go of when the last that came from it is done.
 * Memo:      the origins of each page's last text, by its node's mark: a page that nothing happened to is not looked at, one that was
 *            changed is compared with the text that is known.
 * Invariant: a line is the commit's that wrote it, unless a parent has it (changes of white space aside): then it is what it was
 *            there; of several parents the first that has it. What an ignored commit wrote goes to the lines that it most likely
 *            came from (guess.h), and stays its own only where there are none.
 */
#ifndef HISTORY_LINES_H
#define HISTORY_LINES_H

#include "history/lineage.h"

struct origin { /* consecutive lines */
    uint32_t lines;
    uint32_t commit; /* in commits, ORIGIN_BEFORE + n, or COMMIT_UNKNOWN */
    bool blank;
};

struct origins { /* of one page */
    bool known;
    struct oid blob;
    struct origin *items;
    size_t n;
    uint64_t spent; /* as in a record */
};

/* The page's version n in a history that is known from before, whose commits are not walked again. */
#define ORIGIN_BEFORE 0x80000000u

enum { LINES_THREADS = 4 };

/* before: by page, what is known of its text where the walk ended; NULL: the walk went to the end, or what lies behind is not known.
 * out: by page, n of them. */
void lines_attribute(struct objects *o, struct memo *m, const struct commits *c, const struct lineage *l,
                     const struct origins *before, size_t n, unsigned threads, struct arena *a,
                     struct origins *out);

#endif
