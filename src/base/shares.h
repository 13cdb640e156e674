/* shares - a long row of items, done by workers in shares, so that what all of them give is never held at once.
 * Owns:      nothing that stays; a share's results are let go when they are taken.
 * Fails:     false when no worker could be started (errno); what was taken until then stands.
 * Processes: plan->fn runs in workers (base/work.h), `take` in this one, which takes a share while the next is made.
 * Invariant: items are taken in order, each once. Workers of a share never see what one before gave: it is shared with nobody else.
 * Example:   shares_run(&(struct work_plan){.n = n, .jobs = 2, .fn = parse, .ctx = c}, take);
 */
#ifndef BASE_SHARES_H
#define BASE_SHARES_H

#include "base/work.h"

/* ctx: the plan's. The result's bytes go when it returns. */
typedef void shares_take(void *ctx, size_t item, struct work_result result);
/* The plan's `begin` and `end`, where it has them, come once in each process of each share. */
bool shares_run(const struct work_plan *plan, shares_take *take);

#endif
