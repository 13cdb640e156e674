/* lexicon - the Danish words that others are put together of, and how they join: from hunspell's list, and from the site itself.
 * Owns:      its tables; lexicon_free lets go.
 * Fails:     without the list (package hunspell-da) false; the site's own words then serve alone.
 * Invariant: a form that may stand first carries its link: "arbejds", "udvalgs", "vagt". What is read is bounded.
 * Example:   struct lexicon l = {0}; lexicon_read(&l, LEXICON_FILE); lexicon_flags(&l, STR("udvalgs")) & LEXICON_LINKED
 */
#ifndef SEARCH_LEXICON_H
#define SEARCH_LEXICON_H

#include "search/table.h"

#define LEXICON_FILE "/usr/share/hunspell/da_DK.dic"

enum lexicon_flag {
    LEXICON_FIRST = 1,  /* may stand before another word as it is */
    LEXICON_LINKED = 2, /* so does this form, which has a link at its end: an s, an e, or an e less */
    LEXICON_LAST = 4,   /* may stand last */
    LEXICON_WORD = 8,   /* is a word by itself */
};

enum { LEXICON_SHORT = 4 }; /* letters of a part that needs evidence */

struct lexicon {
    bool present; /* the list was read */
    struct table forms;
    uint8_t *flags; /* by form */
    uint32_t cap;
    struct table families[2]; /* first and last letters of words, up to LEXICON_SHORT of them */
    uint32_t *sizes[2], size_caps[2];
};

const char *lexicon_path(void); /* the list that VIDENSBANK_LEXICON names, else LEXICON_FILE */
bool lexicon_read(struct lexicon *l, const char *path);
void lexicon_add(struct lexicon *l, struct str form, unsigned flags); /* a word of the site */
unsigned lexicon_flags(const struct lexicon *l, struct str form);
/* How many words of the list begin (last false) or end with these few letters. */
uint32_t lexicon_family(const struct lexicon *l, struct str letters, bool last);
void lexicon_free(struct lexicon *l);

#endif
