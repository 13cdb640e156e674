/* lots - the pages of the index in stretches of about a hundred, what is made of each by workers, and what of it an earlier build made.
 * Owns:      what workers made, put aside, until lots_free; the rest lies in the arena, or in the cache.
 * Fails:     lots_make is false when no worker could be started, with a diagnostic. A lot that could not be made has an empty part, and
 *            its fate says why.
 * Processes: parts are made in workers, and seen by those that are started later.
 * Invariant: lots follow each other as their pages do. Where one ends is told by the addresses of its pages, so a page that comes or goes
 *            changes its own lot and leaves the others alone. A part is pure in what its key is the hash of, so one that was kept
 *            is as good as one made now; which pages share a lot changes no file of the index.
 * Example:   lots_cut(&l, &pages, site->types, a); lots_find(&l, LOT_WORDS); lots_make(&l, LOT_WORDS, &plan); ... lots_keep(&l, ds);
 */
#ifndef SEARCH_LOTS_H
#define SEARCH_LOTS_H

#include "base/diag.h"
#include "base/hash.h"
#include "base/work.h"
#include "model/site.h"

struct aside;
struct doc_cache;

enum lot_part { LOT_WORDS, LOT_POSTS, N_LOT_PARTS }; /* search/count.h; search/postings.h */

struct lot {
    uint32_t first, n; /* pages */
    struct oid keys[N_LOT_PARTS];
    struct str parts[N_LOT_PARTS];
    enum work_status fate; /* of the part that was made last */
    uint32_t *forms;       /* the site's numbers of those of its words */
    const uint32_t *terms; /* and of the terms of its postings */
    uint32_t n_forms, n_terms;
    bool fell; /* from a lot that could not be made: it has no key of its own */
};

struct lots {
    struct lot *items;
    size_t n, cap;
    struct arena *arena;
    struct doc_cache *kept; /* NULL: nothing is */
    struct aside *made;
    bool fresh; /* something was made that the cache does not have */
};

/* How a part is made of a lot. */
struct lot_making {
    struct lots *lots;
    enum lot_part part;
    void (*fn)(void *ctx, const struct lot *lot, struct buf *out);
    void (*meanwhile)(void *ctx); /* once, here, while they do; may be NULL */
    void *ctx;
    unsigned jobs;
    struct diags *diags;
};

/* The lots and their words' keys. */
void lots_cut(struct lots *l, const struct pages *pages, const struct types *types, struct arena *a);
/* What was kept of a part, whose keys are there. */
void lots_find(struct lots *l, enum lot_part part);
/* The parts that are not there, of lots that have the parts before. */
bool lots_make(const struct lot_making *how);
/* Lots of several pages without words fall apart into lots of one, to be tried again. false: there are none. */
bool lots_split(struct lots *l);
void lots_keep(struct lots *l, struct diags *ds); /* for the next build, unless all was kept already */
void lots_free(struct lots *l);

#endif
