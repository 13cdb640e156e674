/* compound - a long Danish word as the words that it is put together of.
 * Owns:      nothing; the parts point into the word, or into the site's own list.
 * Fails:     a word that is none is not split. Bounded: a word has LIMIT_WORD letters at most and is split into PARTS at most.
 * Invariant: the same lexicon and the same counts give the same split. "borgeren" is no compound when "borger" is none.
 * Example:   n = compound_split(&c, STR("arbejdsfællesskaber"), parts);   -> arbejds, fællesskaber
 */
#ifndef SEARCH_COMPOUND_H
#define SEARCH_COMPOUND_H

#include "search/lexicon.h"
#include "search/wordlist.h"

enum { COMPOUND_PARTS = 4 };

struct compounds {
    const struct lexicon *lexicon;
    const struct wordlist *own; /* the site's list, which comes first; may be NULL */
    /* how often the site has words of a stem, from which a part of few letters gets its right */
    uint32_t (*count)(const void *ctx, struct str word);
    const void *ctx;
};

/* Its parts, from the first to the last, in what is written; 0: it is no compound. */
size_t compound_split(const struct compounds *c, struct str word, struct str parts[COMPOUND_PARTS]);

/* Whether the word, or what it is a form of, stands in the lexicon. */
bool compound_knows(const struct compounds *c, struct str word);

#endif
