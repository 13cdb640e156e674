/* beside - the files that layouts put beside their pages (declare.h), one for each visible page of the layout.
 * Owns:      nothing; lies in the arena.
 * Fails:     a file that an editor put there under the same name is told (reserved-permalink), and stands.
 * Invariant: what they hold comes from queries, so from visible pages alone.
 */
#ifndef RENDER_BESIDE_H
#define RENDER_BESIDE_H

#include "render/templates.h"

struct beside_file {
    const struct page *page;
    const struct declared_file *file;
    struct str path; /* in the output */
};

struct beside {
    struct beside_file *items;
    size_t n, cap;
};

void beside_list(struct beside *b, const struct templates *t, const struct site *s, struct arena *a,
                 struct diags *ds);
/* Appends its bytes; none when there is nothing to tell: then there is no such file. */
void beside_make(const struct beside_file *f, const struct site *s, const struct strings *words,
                 struct arena *scratch, struct diags *ds, struct buf *out);

#endif
