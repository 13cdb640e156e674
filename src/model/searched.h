/* searched - what the search makes of the site's words, for a page that lists what editors can help it with.
 * Owns:      nothing; lies in the arena.
 * Fails:     never; without an index, and where words are not split, the lists are empty.
 * Invariant: words of visible pages only.
 */
#ifndef MODEL_SEARCHED_H
#define MODEL_SEARCHED_H

#include "model/page.h"

/* A long word that was not split, as it stands most often. */
struct searched_word {
    struct str word;
    uint32_t count;
};

struct searched_place {
    const struct page *page;
    bool again; /* the page's title, or another of its keywords, gives the same */
};

/* A keyword that gives nothing new on a page, or that several pages have. */
struct searched_keyword {
    struct str word;
    struct searched_place *places;
    size_t n, cap;
};

struct searched {
    struct searched_word *words; /* the commonest first */
    size_t n_words;
    struct searched_keyword **keywords; /* those of most pages first */
    size_t n_keywords;
};

#endif
