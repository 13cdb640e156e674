/* list - the postings of one term as they lie in a file: the pages, then their sections, then the weights, each in a column of its own,
 * since what is alike packs well and is read fast.
 * Owns:      what was gathered for a list: list_free lets go. What is read lies in the arena given.
 * Fails:     list_read is false for bytes that are cut, too many, or name a page that is none.
 * Invariant: pages ascend. The columns: for each page the distance from the one before; for each page its sections, their number
 *            doubled, plus 1 when more follow; for each section a byte, its weight's level, and LIST_PART when only a part of a
 *            compound is there. All numbers are varints. A very common term (on more than LIST_COMMON pages) has its best
 *            LIST_BEST pages alone there; before them stand the hash of a file with the distances of all its pages, and the level
 *            of the weight that the others are taken to have: so no list grows with the site.
 */
#ifndef SEARCH_LIST_H
#define SEARCH_LIST_H

#include "base/buf.h"
#include "search/varint.h"

struct arena;

enum { LIST_COMMON = 2048, LIST_BEST = 1024, LIST_PART = 1 << 6, LIST_LEVEL = (1 << 6) - 1 };

/* The level nearest to a weight (1 and up); what a level weighs. Each is the one below and a twelfth. */
uint8_t list_level(double weight);
double list_weight(uint8_t byte);

/* ---- writing ---- */

struct list_out {
    struct buf pages, sections, levels;
    uint32_t last;
};

/* A page behind those before it, with its part of the other columns. */
void list_add(struct list_out *l, uint32_t page, struct str sections, struct str levels);
void list_put(struct list_out *l, struct buf *out); /* all of it; empty again */
void list_free(struct list_out *l);

/* ---- reading ---- */

struct list {
    uint32_t n, *pages;
    double *worth;   /* of each page: its best section's weight, and a little of the others' */
    uint32_t *first; /* by page, into what follows; one more than there are */
    uint32_t *sections;
    const uint8_t *bytes;
};

double list_worth(double best, double all);
/* n pages of a site that has `most`. */
bool list_read(struct str bytes, uint32_t n, uint32_t most, struct arena *a, struct list *out);
bool list_read_pages(struct varints *v, uint32_t n, uint32_t most, struct arena *a, uint32_t **pages);

#endif
