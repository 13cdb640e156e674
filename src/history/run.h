/* run - the walk over the commits in a worker of its own, beside the reading of pages.
 * Owns:      the worker; history_finish lets go.
 * Fails:     without a repository or a commit there is no history (present false), with a diagnostic; a worker that is lost
 *            costs the history, not the build.
 * Example:   struct history_run *r = history_start(source, &entries, &settings, jobs, a, ds); ... history_finish(r, a, ds, &history);
 */
#ifndef HISTORY_RUN_H
#define HISTORY_RUN_H

#include "history/walk.h"
#include "read/settings.h"
#include "source/source.h"

struct doc_cache;
struct history_run;

/* Caches of this history alone, each NULL when there is none. */
struct history_caches {
    struct doc_cache *memo;   /* saved at the end, when much was new */
    struct doc_cache *onward; /* the history as it is now */
};

struct history_run *history_start(struct source *s, const struct source_list *pages,
                                  const struct settings *settings, struct history_caches caches,
                                  unsigned jobs, struct arena *a, struct diags *ds);
void history_finish(struct history_run *r, struct arena *a, struct diags *ds,
                    struct history *out); /* r may be NULL */

#endif
