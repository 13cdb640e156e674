/* stem - what is common to the forms of a word, by the language of the site.
 * Owns:      nothing. A stemmer works in place: a stem is never longer than its word.
 * Fails:     a word in letters that the language does not know stays as it is.
 * Invariant: assets/soeg.js stems the same, word for word; the manifest names the language's stemmer.
 *            Words with digits are not stemmed: the caller sees to that.
 * Example:   const struct language *l = language_find(STR("da")); n = l->stem(word, n);   "pladsen" -> "plad"
 */
#ifndef SEARCH_STEM_H
#define SEARCH_STEM_H

#include "base/str.h"

struct language {
    struct str code;                      /* as the settings have it: "da" */
    struct str name;                      /* of the stemmer, as the manifest has it: "da1" */
    size_t (*stem)(char *word, size_t n); /* NULL: words are their own stems */
    size_t (*kin)(char *word, size_t n);  /* a stem that relatives share too (leder, ledelse); NULL: none */
    struct str stop;                      /* words too common to be looked for, folded, with blanks between */
    bool compounds;                       /* words are put together as in Danish */
    bool digraphs;                        /* who has no æ, ø or å types ae, oe, aa */
    bool long_words;                      /* a word may be a piece of longer ones, split or not */
};

const struct language *language_find(struct str code); /* another one: as for "none" */

size_t stem_da1(char *word, size_t n);
size_t stem_da2(char *word, size_t n);
size_t stem_en(char *word, size_t n);

#endif
