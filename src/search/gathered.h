/* gathered - the lists of all lots by term: which pieces, one behind the other, are a term's list.
 * Owns:      its tables; gathered_free lets go. The pieces themselves lie where the lots' postings do.
 * Fails:     gathered_add is false for postings that are not of these terms, or cut; none of them are taken. A list that is nonsense
 *            gives pages that are.
 * Processes: gathered in the parent; read in workers.
 * Invariant: lots come in the order of their pages, so a term's pages ascend.
 * Example:   gathered_begin(&g, n); for each lot: gathered_expect(&g, terms, n); for each lot: gathered_add(&g, terms, n, bytes, first);
 *            gathered_put(&g, term, &out);
 */
#ifndef SEARCH_GATHERED_H
#define SEARCH_GATHERED_H

#include "search/postings.h"

struct piece {
    const char *p;
    uint32_t pages, sections, levels; /* bytes of its columns, which stand behind each other */
    uint32_t base, last;              /* the lot's first page; its own last, from there */
};

struct gathered {
    uint32_t n_terms;
    uint32_t *df;    /* by term: pages */
    uint32_t *first; /* by term: of its pieces, one more than there are */
    uint32_t *n;     /* by term: pieces that are there */
    struct piece *pieces;
};

/* Before the first lot is added, all are expected: so a term's pieces lie together. */
void gathered_begin(struct gathered *g, uint32_t n_terms);
void gathered_expect(struct gathered *g, const uint32_t *terms, uint32_t n);
/* terms: the lot's, by number; base: its first page. */
bool gathered_add(struct gathered *g, const uint32_t *terms, uint32_t n, struct str bytes, uint32_t base);
void gathered_free(struct gathered *g);

/* The whole list, as it lies in a file. */
void gathered_put(const struct gathered *g, uint32_t term, struct buf *out);

/* The same page by page. */
struct listed_page {
    uint32_t page;
    struct str sections, levels; /* its part of these columns */
    double worth;
};

struct listed {
    const struct piece *next, *end;
    struct varints pages, sections;
    struct str levels;
    struct listed_page at;
};

struct listed gathered_list(const struct gathered *g, uint32_t term);
bool listed_next(struct listed *l);

#endif
