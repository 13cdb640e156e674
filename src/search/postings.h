/* postings - which pages of a lot (search/lots.h) have which term, where, and how much they are about it.
 * Owns:      tables, used from lot to lot: postings_free lets go.
 * Fails:     where what was counted is nonsense: postings_make is false.
 * Processes: made in workers, of words that were counted in workers; gathered in the parent (search/gathered.h).
 * Invariant: terms of a lot have numbers by the first of its forms that is found by them: whoever has the forms can tell them. What comes
 *            out is the number of terms; for each its pages, the last of them, and the bytes of its list's columns; then the lists.
 *            The columns are those of search/list.h, and pages are counted from the lot's first: so lists of lots joined column by
 *            column are the site's. What stands in a heading weighs more there, a part of a compound less, and all of a page as
 *            its standing is (search/standing.h).
 * Example:   struct postings p = {0}; postings_make(&p, &(struct lot_posting){...}, scratch, &out); postings_free(&p);
 */
#ifndef SEARCH_POSTINGS_H
#define SEARCH_POSTINGS_H

#include "search/count.h"
#include "search/terms.h"

struct posted;
struct weight_cell;

struct postings {
    uint32_t *number; /* by term: its number in the lot, or TABLE_NONE */
    uint32_t n_number;
    struct posted *terms; /* of the lot, by number */
    uint32_t n, cap;
    struct buf log; /* by page: number of each term on it, distance from the page before, sections, levels */
    /* the page in hand */
    struct weight_cell *cells;
    uint32_t *here; /* numbers of its terms, as they came */
    uint32_t n_here, n_cells, cap_cells;
    struct buf sections, levels;
};

struct lot_posting {
    const struct terms *terms;
    struct str words;       /* as count_end gave them */
    const uint32_t *forms;  /* the site's numbers of the lot's */
    const double *standing; /* by page of the lot */
    uint32_t n_forms, n_pages;
};

bool postings_make(struct postings *p, const struct lot_posting *in, struct arena *scratch, struct buf *out);
/* What they are made of beside the words. */
void postings_sign(const struct lot_posting *in, struct buf *out);
/* The terms that these forms are found by, by their numbers in the lot. */
const uint32_t *postings_terms(struct postings *p, const struct terms *t, const uint32_t *forms, uint32_t n,
                               struct arena *a, uint32_t *n_terms);
void postings_free(struct postings *p);

#endif
