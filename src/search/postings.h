/* postings - which pages have which term, where, and how much they are about it.
 * Owns:      one log that grows page by page, then the lists by term: postings_free lets go.
 * Fails:     never.
 * Invariant: pages come in ascending order. A list is, for each page: the distance from the page before, then for each section its
 *            number doubled, plus 1 when more follow, and a byte as in search/list.h: what stands in a heading weighs more there,
 *            a part of a compound less, and all of a page as its standing is (search/standing.h).
 * Example:   postings_begin(&p, n); postings_page(&p, 0, ...); ... postings_settle(&p); list = postings_list(&p, term);
 */
#ifndef SEARCH_POSTINGS_H
#define SEARCH_POSTINGS_H

#include "search/count.h"
#include "search/terms.h"

/* One term on the page in hand. */
struct weighed;
struct weight_cell;

struct postings {
    struct buf log;      /* term, length, bytes of each term of each page */
    uint32_t *last_page; /* by term */
    uint32_t *df;        /* by term: pages */
    uint32_t *bytes;     /* by term: of its list */
    uint32_t n_terms;
    struct buf lists; /* settled: one list behind the other */
    size_t *at;       /* by term, into lists */
    /* the page in hand */
    struct weighed *terms;
    struct weight_cell *cells;
    uint32_t *local; /* by term: its number on the page in hand */
    uint32_t n_here, cap_here, n_cells, cap_cells;
    struct buf entry;
};

void postings_begin(struct postings *p, uint32_t n_terms);
/* form_ids: by the forms of the page, in the order of its counts. */
void postings_page(struct postings *p, uint32_t page, double standing, const struct terms *t,
                   struct counts *counts, const uint32_t *form_ids);
void postings_settle(struct postings *p);
struct str postings_list(const struct postings *p, uint32_t term);
void postings_free(struct postings *p);

#endif
