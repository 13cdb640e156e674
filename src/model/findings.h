/* findings - what a build found on the pages that it shows, for a page that lists what editors can mend.
 * Owns:      nothing; lies in the arena.
 * Fails:     never.
 * Invariant: of a finding only its code and its place are kept, never the message, which may quote what must not be seen; and
 *            only findings on visible pages. By level (errors first), code, path and line; one for each line.
 */
#ifndef MODEL_FINDINGS_H
#define MODEL_FINDINGS_H

#include "base/diag.h"
#include "model/site.h"

struct finding {
    enum diag_level level;
    enum diag_code code;
    const struct page *page;
    uint32_t line; /* 0: the page as a whole */
};

struct findings {
    struct finding *items;
    size_t n;
};

/* ds: settled. */
void findings_gather(struct findings *out, const struct site *s, const struct diags *ds, struct arena *a);

#endif
