/* work - n independent items spread over forked worker processes.
 * Owns:      the shared mapping, the processes; work_finish lets go of the processes, work_free of the mapping.
 * Fails:     an item that crashed, hung or ran out of memory comes back with that status; the rest is done.
 *            false only when no process or mapping could be had (errno).
 * Processes: fn runs in a child forked at work_start: it sees all the parent had, changes nothing there, and hands back only
 *            the bytes it puts into `out`. Each worker writes into a region of its own, which the parent checks
 *            (offset, length, item) before it believes it; the bytes themselves are the caller's to check.
 * Invariant: results stand by item, not by time, so N workers give what one gives. With jobs 0 all runs here, in order, when
 *            work_start is called (for sanitizers, valgrind, fuzzers).
 * Why processes: cmark-gfm 0.29.0.gfm.6 keeps its special characters in a global; with threads renders came out wrong.
 * Example:   struct work *w = work_start(&(struct work_plan){.n = n, .jobs = 2, .fn = parse, .ctx = c});
 *            work_finish(w); for (i...) { struct work_result r = work_result(w, i); ... } work_free(w);
 */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include "base/buf.h"

enum work_status { WORK_DONE, WORK_CRASHED, WORK_TIMEOUT, WORK_MEMORY, WORK_LOST };

struct work_plan {
    size_t n;       /* items */
    unsigned jobs;  /* processes; 0: none, in this one */
    unsigned batch; /* items a worker takes at a time (0: chosen) */
    unsigned item_ms; /* wall time that one item may take; 0: no bound */
    size_t memory;    /* private bytes a worker may add; 0: no bound */
    void (*begin)(void *ctx);                             /* once in each worker, may be NULL */
    void (*fn)(void *ctx, size_t item, struct buf *out); /* one item */
    void (*end)(void *ctx, struct buf *out);             /* once in each worker after its last item; may be NULL */
    void *ctx;
};

struct work_result {
    enum work_status status;
    struct str bytes; /* in the shared mapping, until work_free */
};

struct work;

struct work *work_start(const struct work_plan *plan); /* NULL: see errno */
void work_finish(struct work *w);                      /* waits; items lost with a worker are tried again alone, once */
struct work_result work_result(const struct work *w, size_t item);
/* What `end` of each worker wrote: i counts 0.. ; false past the last. */
bool work_end_bytes(const struct work *w, size_t i, struct str *bytes);
void work_free(struct work *w);
unsigned work_cores(void); /* processors this process may use */

#endif
