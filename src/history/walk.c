#include "history/walk.h"

#include "history/assemble.h"
#include "history/follow.h"
#include "history/onward.h"
#include "history/reviews.h"
#include "source/objects.h"

/* Pages of which nothing can be known, as when the newest commit cannot be read. */
static void nothing_known(size_t n, struct arena *a, struct history *out)
{
    out->records = ARENA_ARRAY(a, struct record, n + 1);
    out->n_records = n;
}

void walk_history(const struct walk_ask *ask, struct memo *m, struct arena *a, struct diags *ds,
                  struct history *out)
{
    struct people people;
    struct ignore ignore;
    struct commits commits;
    struct followed followed;
    struct lineage lineage;
    if (onward_history(ask, a, out))
        return;
    *out = (struct history){.commit = ask->commit};
    struct objects *o = ask->objects;
    people_init(&people, ask->mailmap, a);
    ignore_init(&ignore, ask->ignore_revs, ask->ignore, ask->n_ignore, a);
    if (commits_read(o, m, &ask->commit, NULL, &people, &ignore, a, ds, &commits)) {
        out->present = true;
        out->commit_date = commits.head_date;
        out->has_commit_date = commits.has_head_date;
        follow_pages(o, m, &commits, ask->prefix, ask->paths, ask->n, a, ds, &followed);
        lineage_find(&commits, &followed, ask->n, a, &lineage);
        struct origins *origins = ARENA_ARRAY(a, struct origins, ask->n + 1);
        lines_attribute(o, m, &commits, &lineage, NULL, ask->n, ask->threads, a, origins);
        assemble_records(&commits, &people, &followed, origins, ask->paths, ask->n, a, out);
        reviews_assign(&commits, &followed, ask->prefix, a, out);
    } else {
        nothing_known(ask->n, a, out);
    }
}
