/* query_parts - what the files of a query hand each other: the compiled form, and what a row has under a name.
 *   query.c        the spec → struct query          query_where.c  its conditions, and whether a row meets them
 *   query_name.c   resolves names                   query_page.c   the names that every page has
 *   query_operand.c  what a row has under a name    query_run.c    rows, in their order
 *   query_group.c  groups of rows                   matrix.c       two-way tables of them
 * Owns:      nothing; all lies in the arena.
 * Invariant: seen by those files alone.
 */
#ifndef MODEL_QUERY_PARTS_H
#define MODEL_QUERY_PARTS_H

#include "model/query.h"
#include "read/keys.h"

/* What kind of thing stands under a name, as far as the types tell: what can be asked of it goes by that. */
enum name_kind { NAME_TEXT, NAME_DATE, NAME_BOOL, NAME_PAGE };

struct run;
struct operand;

struct page_name {
    struct str name;
    size_t (*get)(const struct run *r, const struct page *p, struct operand **out);
    enum name_kind kind;
};

/* A name as it was resolved: what every page has (`first`), a path through declared fields (`middle`), and what every page has
 * that is reached by it (`last`), each of which may be missing. "tema.title" is middle and last, "owner.leder" first and middle. */
struct query_name {
    struct str written;
    const struct page_name *first, *last;
    struct str middle;
    bool of_item; /* the items of `each` may have it: theirs goes before the page's */
    enum name_kind kind;
};

enum compare { EQUALS, HAS, BEFORE, AFTER };

struct condition {
    struct query_name name;
    enum compare compare;
    bool negated;
    bool self;         /* EQUALS the page shown */
    struct str *texts; /* EQUALS one of them */
    size_t n_texts;
    bool has;     /* HAS: the answer wanted */
    bool now;     /* BEFORE, AFTER: `days` counts from today; else from 1970 */
    int64_t days; /* BEFORE: the period ends before this day; AFTER: begins after it */
};

struct order {
    struct query_name name;
    bool down;
};

enum group_as { GROUP_WHOLE, GROUP_LETTER, GROUP_DAY, GROUP_MONTH, GROUP_YEAR };

/* One side of a two-way table. */
struct axis {
    struct query_name by;    /* what a row stands under */
    const struct query *all; /* pages that stand there in any case; NULL: none */
    bool reaches;
    struct query_name self; /* … or what this name reaches from the page shown */
};

struct query {
    struct str path; /* of the file that it stands in, and where */
    uint32_t line, col;
    const struct type **of; /* NULL: any */
    bool children;          /* … of those below the page shown */
    size_t n_of;
    struct str each; /* "": rows are pages */
    struct condition *where;
    size_t n_where, cap_where;
    struct order *sort;
    size_t n_sort;
    bool grouped;
    struct query_name group;
    enum group_as as;
    size_t limit; /* 0: all */
    size_t per_page;
    bool count;
    bool selfish;                /* what it finds depends on the page shown */
    struct axis *rows, *columns; /* NULL: no matrix */
};

struct query_compiler {
    const struct types *types;
    struct query *q;
    struct reading r; /* its path, arena and diagnostics */
};

#define QUERY_FAULT(c, v, ...) KEYS_FAULT(&(c)->r, v, __VA_ARGS__)

/* What a row has under a name, several when it is a list. */
struct operand {
    const struct page *page;
    bool is_number, is_date, is_bool;
    int64_t number;   /* by which it is sorted: a number, a day, a moment, the place of a choice, 0 or 1 */
    int64_t from, to; /* is_date: days since 1970, both inclusive */
    struct str text;  /* as written, and compared with */
    struct str label; /* as shown, where that differs */
    struct str key;   /* of a text: its place in the language's order */
};

struct run {
    const struct query *q;
    const struct site *site;
    const struct page *self;
    struct arena *a;
};

/* query_page.c */
struct keys query_page_names(void); /* rows: struct page_name */
const struct page_name *query_page_name(struct str name);

/* query_name.c */
/* Resolves the name that stands at v; false, with a diagnostic, when nothing that is asked for has it. */
bool query_name_read(struct query_compiler *c, const struct value *v, struct str written,
                     struct query_name *out);
/* The same, of whatever page is shown. */
bool query_name_of_any(struct query_compiler *c, const struct value *v, struct query_name *out);
/* The declared field that the name ends at in the i-th type asked for; NULL when that is none. */
const struct field *query_name_field(const struct query_compiler *c, const struct query_name *n, size_t i);
size_t query_types(const struct query_compiler *c); /* how many types are asked for */
const struct type *query_type(const struct query_compiler *c, size_t i);

/* query_operand.c */
struct operand query_of_bool(bool b);
struct operand query_of_days(int64_t from, int64_t to, struct str written);
/* What the row has there; none when it has nothing. Texts come with their keys when `keyed`. */
size_t query_operands(const struct run *r, const struct query_row *row, const struct query_name *name,
                      bool keyed, struct operand **out);
/* <0, 0, >0: numbers by size, pages by their order and title, texts as the language has them. */
int query_compare(const struct operand *x, const struct operand *y);
bool query_page_is(const struct page *p, struct str written); /* by its name, its folder's or its title */

/* query_where.c */
void query_where_read(struct query_compiler *c, const struct value *v);
bool query_where_holds(const struct run *r, const struct query_row *row);

/* query_group.c */
void query_group_read(struct query_compiler *c, const struct value *v);
void query_group_rows(const struct run *r, struct query_result *out);

/* matrix.c */
struct query_matrix *query_tabulate(const struct run *r, const struct query_rows *rows);

#endif
