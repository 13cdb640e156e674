/* query_parts - what the files of a query hand each other: the compiled form, and what a page has under a name.
 * Owns:      nothing; all lies in the arena.
 * Invariant: seen by query.c (compiles), query_run.c (runs) and matrix.c (two-way tables) alone.
 */
#ifndef MODEL_QUERY_PARTS_H
#define MODEL_QUERY_PARTS_H

#include "model/query.h"

enum compare { IS_SELF, IS_TEXT, HAS };

struct condition {
    struct str path;
    enum compare compare;
    struct str text; /* IS_TEXT */
    bool has;        /* HAS: wanted answer */
};

struct order {
    struct str path;
    bool down;
};

/* One side of a two-way table. */
struct axis {
    struct str by;           /* what a page asked for stands under */
    const struct query *all; /* pages that stand there in any case; NULL: none */
    struct str self;         /* ... or what this path reaches from the page shown; "": none */
};

struct query {
    const struct type **of; /* NULL: any */
    size_t n_of;
    struct condition *where;
    size_t n_where;
    struct order *sort;
    size_t n_sort;
    struct str group;
    size_t limit; /* 0: all */
    bool count;
    struct axis *rows, *columns; /* NULL: no matrix */
};

/* What a page has under a name: a page, a number or a text; several when it is a list. */
struct operand {
    const struct page *page;
    bool is_number;
    int64_t number;
    struct str text;
    struct str label; /* of a choice; else "" */
};

struct run {
    const struct query *q;
    const struct site *site;
    const struct page *self;
    struct arena *a;
};

/* What the page has under a name; none when it has nothing. */
size_t query_operands(const struct run *r, const struct page *p, struct str path, struct operand **out);
/* <0, 0, >0: numbers by size, pages by their order and title, texts by their bytes. */
int query_compare(const struct operand *x, const struct operand *y);
/* matrix.c */
struct query_matrix *query_tabulate(const struct run *r, const struct pages *pages);

#endif
