/* count - how often which word stands where on a page: the first pass over the text, pure in the page.
 * Owns:      a table and lists, used from page to page: counting_free lets go.
 * Fails:     never. What was counted elsewhere is read with every length checked: counts_begin and counts_next say false.
 * Processes: counted in workers; the parent reads the bytes.
 * Invariant: a word that hangs on a hyphen ("sundheds- og omsorgsområdet") gives besides a form of its own: it and the three words
 *            that follow, HANGING between them, for the parent to see which of them is the compound.
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

struct counting {
    struct table forms;
    struct noted *notes;
    uint32_t *first, *last; /* by form, into notes */
    uint32_t n_notes, cap_notes, cap_forms;
    struct tokens tokens;
};

void count_page(struct counting *c, struct str title, const struct pagetext *t, struct buf *out);
void counting_free(struct counting *c);

/* ---- reading what was counted ---- */

struct section_length {
    uint32_t head, text; /* words; those of code count as text */
};

struct counts {
    struct varints in;
    uint32_t n_sections, n_forms, form;
    struct section_length *lengths; /* by section, in the arena */
};

bool counts_begin(struct counts *c, struct str bytes, struct arena *a);
/* The next form and where it stands: `n` occurrences follow, to be read one by one. */
bool counts_next(struct counts *c, struct str *form, uint32_t *n);
/* The same where the form's number stands instead of it. */
bool counts_next_id(struct counts *c, uint32_t *form, uint32_t *n);
struct occurrence counts_occurrence(struct counts *c);

#endif
