/* terms - what the words of a site are found by: each form's own stem, its irregular other, and the words it is put together of.
 * Owns:      tables of forms and of keys; terms_free lets go.
 * Fails:     never. A stop word is found by nothing.
 * Invariant: all forms are noted before terms_analyse, which settles them; the same forms in the same order give the same numbers.
 * Example:   id = terms_note(&t, form, 3); ... terms_read_lexicon(&t, path); terms_analyse(&t, &own); for (h = terms_hits(&t, id, &n); n--; h++) use(h->term);
 */
#ifndef SEARCH_TERMS_H
#define SEARCH_TERMS_H

#include "search/compound.h"
#include "search/stem.h"

struct hit {
    uint32_t term;
    bool part;    /* found in it as a part of the compound */
    float weight; /* less for what stands first in a compound */
};

struct terms {
    const struct language *language;
    struct table forms, keys; /* keys: folded stems, the terms of the index */
    uint32_t *form_counts, cap_forms;
    uint32_t *key_counts; /* by term: how often its own forms stand there */
    uint32_t *shown;      /* by term: the form that it is shown as */
    uint32_t cap_keys;
    uint32_t
        n_noted; /* forms that were noted; behind them come parts that are no word of their own anywhere */
    struct hit *hits;
    uint32_t *first_hit; /* by form, one more than there are */
    uint32_t n_hits, cap_hits;
    uint64_t *marks; /* by form: a hash of its hits, the same in every build that gives it these */
    struct lexicon lexicon;
    bool lexicon_read;
    struct compounds compounds;
    struct table stop, irregular; /* folded stop words; stems of irregular forms */
};

uint32_t terms_note(struct terms *t, struct str form, uint32_t count);
/* hunspell's list, or NULL for none; before the analysis, and only the first call counts. */
void terms_read_lexicon(struct terms *t, const char *path);
void terms_analyse(struct terms *t, const struct wordlist *own); /* own: the site's splits, or NULL */
const struct hit *terms_hits(const struct terms *t, uint32_t form, uint32_t *n);
/* The folded stem of a form in lower case, in `out`. */
struct str terms_key(const struct terms *t, struct str form, struct buf *out);
struct str terms_shown(const struct terms *t, uint32_t term);
void terms_free(struct terms *t);

#endif
