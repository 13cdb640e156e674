/* postings - which pages have which term, where, and how much they are about it.
 * Owns:      one log that grows page by page, put aside on the disk, then the lists of some terms at a time: postings_free lets go.
 * Fails:     where the log could not be kept: postings_failed.
 * Invariant: pages come in ascending order. A list is, for each page: the distance from the page before, then for each section its
 *            number doubled, plus 1 when more follow, and a byte as in search/list.h: what stands in a heading weighs more there,
 *            a part of a compound less, and all of a page as its standing is (search/standing.h).
 * Example:   postings_begin(&p, n); postings_page(&p, 0, ...); ... postings_settle(&p, order, n); list = postings_list(&p, 0);
 */
#ifndef SEARCH_POSTINGS_H
#define SEARCH_POSTINGS_H

#include "base/spill.h"
#include "search/count.h"
#include "search/terms.h"

/* One term on the page in hand. */
struct weighed;
struct weight_cell;

struct postings {
    struct spill log;    /* by page: term, length, bytes of each term on it */
    uint32_t *last_page; /* by term */
    uint32_t *df;        /* by term: pages */
    uint32_t *bytes;     /* by term: of its list */
    uint32_t n_terms;
    const uint32_t *order;      /* of the terms, settled */
    uint32_t n_order, from, to; /* whose lists are in hand */
    struct buf lists;           /* one behind the other */
    size_t *at;                 /* by term, into lists */
    /* the page in hand */
    struct weighed *terms;
    struct weight_cell *cells;
    uint32_t *local; /* by term: its number on the page in hand */
    uint32_t n_here, cap_here, n_cells, cap_cells;
    struct buf entry, record;
};

void postings_begin(struct postings *p, uint32_t n_terms);
/* counts: with the numbers of forms. */
void postings_page(struct postings *p, uint32_t page, double standing, const struct terms *t,
                   struct counts *counts);
/* The order in which the terms' lists are asked for; it must last. */
void postings_settle(struct postings *p, const uint32_t *order, uint32_t n);
/* The list of the i-th of that order, until the next. */
struct str postings_list(struct postings *p, uint32_t i);
bool postings_failed(const struct postings *p);
void postings_free(struct postings *p);

#endif
