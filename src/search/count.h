/* count - how often which word stands where on the pages of a lot (search/lots.h): the first pass over the text, pure in the pages.
 * Owns:      a table and lists, used from lot to lot: counting_free lets go.
 * Fails:     never. What was counted elsewhere is read with every length checked: what is cut or nonsense gives false, or sets `bad`.
 * Processes: counted in workers. The parent reads which forms there are, once for a lot; workers read its pages.
 * Invariant: forms have numbers of their lot's, by the first page that has them. A word that hangs on a hyphen ("sundheds- og
 *            omsorgsområdet") gives besides a form of its own: it and the three words that follow, HANGING between them, for the
 *            parent to see which of them is the compound.
 * Example:   count_begin(&c); for each page: count_page(&c, title, &text); count_end(&c, &out);
 *            words_begin(&w, bytes); for (w.n_forms) words_next(&w, &form, &total); for each page: counts_begin(&p, &w.in, a) ...
 */
#ifndef SEARCH_COUNT_H
#define SEARCH_COUNT_H

#include "search/pagetext.h"
#include "search/table.h"
#include "search/tokens.h"
#include "search/varint.h"

enum { HANGING = 1 }; /* the character between the words of a hanging form */

/* Where a word stands in its section. */
enum place { PLACE_HEAD, PLACE_TEXT, PLACE_CODE, PLACE_BESIDE, N_PLACES };

/* One word's occurrences in one place of one section. */
struct occurrence {
    uint32_t section, count;
    enum place place;
    bool part; /* as a piece between hyphens */
};

/* ---- counting ---- */

struct noted;
struct counted;

struct counting {
    struct table forms;  /* of the lot */
    struct counted *of;  /* by form */
    struct noted *notes; /* of the page in hand */
    uint32_t *here;      /* forms on it, as they came */
    uint32_t n_notes, cap_notes, n_here, cap_forms, n_sections;
    struct buf pages; /* what was counted on those before */
    struct tokens tokens;
};

void count_begin(struct counting *c);
void count_page(struct counting *c, struct str title, const struct pagetext *t); /* the next of the lot */
void count_end(const struct counting *c, struct buf *out);
void counting_free(struct counting *c);

/* ---- reading what was counted: the lot's forms, then its pages one by one ---- */

struct words {
    struct varints in;            /* at the first page, when all forms are read */
    uint32_t n_sections, n_forms; /* sections: of all pages */
};

bool words_begin(struct words *w, struct str bytes);
/* Call it n_forms times. */
bool words_next(struct words *w, struct str *form, uint32_t *total);

struct section_length {
    uint32_t head, text; /* words; those of code count as text */
};

struct counts {
    struct varints *in;
    uint32_t n_sections, n_forms, form;
    struct section_length *lengths; /* by section, in the arena */
    uint32_t section;               /* of the occurrence before */
    bool more;
};

bool counts_begin(struct counts *c, struct varints *in, struct arena *a);
/* The next form, and then where it stands: all of it is to be read before the next. */
bool counts_next(struct counts *c, uint32_t *form);
bool counts_occurrence(struct counts *c, struct occurrence *o);

#endif
