/* tokens - a text as words.
 * Owns:      a buffer with the text in lower case, which the words point into: tokens_free lets go.
 * Fails:     never; a word is cut at LIMIT_WORD characters.
 * Invariant: words come in the order of the text. "med-udvalg" is the word "medudvalg" and then the parts "med" and "udvalg";
 *            a word that a hyphen hangs on without more behind it ("sundheds- og") says so.
 * Example:   struct tokens t = {0}; struct token w; tokens_begin(&t, text); while (tokens_next(&t, &w)) use(w.word); tokens_free(&t);
 */
#ifndef SEARCH_TOKENS_H
#define SEARCH_TOKENS_H

#include "base/buf.h"

enum { LIMIT_WORD = 64, TOKEN_BYTES = LIMIT_WORD * 4 };

struct token {
    struct str word; /* lower case; until the next call */
    bool part;       /* a piece of the word before, between hyphens */
    bool hangs;      /* a hyphen follows, and then no letter */
    bool number;     /* has a digit: is not stemmed */
};

struct tokens {
    struct buf text;
    size_t at;
    struct str run; /* pieces with hyphens between them that are still to be given */
    struct buf joined;
};

void tokens_begin(struct tokens *t, struct str text);
bool tokens_next(struct tokens *t, struct token *out);
void tokens_free(struct tokens *t);

#endif
