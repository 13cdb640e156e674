/* work - n independent items spread over forked worker processes.
 * Owns:      the shared mappings, the processes; work_finish lets go of the processes, work_free of the mappings.
 * Fails:     an item that crashed, hung or ran out of memory comes back with that status; the rest is done.
 *            work_start gives NULL only when no process or mapping could be had (errno).
 * Processes: fn runs in a child forked at work_start: it sees all the parent had, changes nothing there, and hands back only
 *            the bytes it puts into `out`. Each worker writes into a region of its own, which no other process inherits, and
 *            the parent checks what it claims (process, offset, length) once it is dead, before it believes it; the bytes
 *            themselves are the caller's to check. A worker dies with its parent, leaves no core, makes no process.
 *            A worker that dies loses the item in hand, and is replaced; where `end` is given it loses all its items, since
 *            what `end` would have told of them is gone. Lost items are done again, and those that were in hand alone in
 *            their process: what fails there as well has failed.
 * Invariant: results stand by item, not by time, so N workers give what one gives. With jobs 0 all runs here, in order, when
 *            work_start is called (for sanitizers, valgrind, fuzzers); no bound holds then.
 * Why processes: cmark-gfm 0.29.0.gfm.6 keeps its special characters in a global; with threads renders came out wrong.
 * Example:   struct work *w = work_start(&(struct work_plan){.n = n, .jobs = 2, .fn = parse, .ctx = c});
 *            work_finish(w); for (i...) { struct work_result r = work_result(w, i); ... } work_free(w);
 */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include "base/buf.h"
#include "base/confine.h"

enum work_status { WORK_DONE, WORK_CRASHED, WORK_TIMEOUT, WORK_MEMORY, WORK_LOST };

struct work_plan {
    size_t n;       /* items */
    unsigned jobs;  /* processes; 0: none, in this one */
    unsigned batch; /* items a worker takes at a time (0: chosen) */
    unsigned
        item_ms; /* processor time that one item may take, kept to within an eighth; 0: no bound. On a machine that
                               * is busy with other things, or where the item waits, eight times that by the clock */
    struct confine confine;   /* what a worker may ask of the system, from after `begin` on */
    bool handed_on;           /* results are read by workers forked after work_finish too */
    size_t memory;            /* private bytes a worker may add (RLIMIT_DATA); 0: no bound */
    void (*begin)(void *ctx); /* once in each process, may be NULL; must not hang */
    void (*fn)(void *ctx, size_t item, struct buf *out); /* one item; `out` comes empty */
    void (*end)(void *ctx, struct buf *out); /* once in each process after its last item; may be NULL */
    void *ctx;
};

struct work_result {
    enum work_status status; /* WORK_LOST until work_finish, and when no process could be had any more */
    struct str bytes;        /* in the shared mapping, read-only, until work_free */
};

struct work;

struct work *work_start(const struct work_plan *plan); /* NULL: see errno */
void work_finish(struct work *w);                      /* waits; call it once */
struct work_result work_result(const struct work *w, size_t item);
/* What `end` of each process wrote: i counts 0.. ; false past the last. Exactly the items with WORK_DONE are told of. */
bool work_end_bytes(const struct work *w, size_t i, struct str *bytes);
void work_free(struct work *w); /* after work_finish, or instead of it: then the workers are killed */
const char *work_fault(enum work_status s); /* for messages: "reading the page %s" */
unsigned work_cores(void);                  /* processors this process may use */

#endif
