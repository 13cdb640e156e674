/* query - from what was typed to the terms of the index that may answer it, each with its weight.
 * Owns:      nothing; all lies in the store's arena.
 * Fails:     never: a query of anything at all is understood as its words. At most QUERY_CHARACTERS of it and QUERY_WORDS words.
 * Invariant: src/search/client/query.js does the same, so that both give the same answers (tests/search/command.test.mjs).
 * Example:   query_understand(&store, STR("vagt plan"), &q);
 */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include "search/store.h"

enum { QUERY_CHARACTERS = 1000, QUERY_WORDS = 16 };

struct found {
    struct store_term *term;
    double weight;
    bool prefix; /* a longer word, while the last one is typed */
    double value;
    const struct list *list;
};

struct query_word {
    struct str word, folded;
    struct str *pieces; /* between its hyphens */
    size_t n_pieces;
    size_t place; /* in all */
    bool last;    /* still being typed */
    struct found *found;
    size_t n, cap;
};

struct query_token {
    struct str word, folded, key;
    struct str *pieces;
    size_t n_pieces;
};

struct query_tokens {
    struct query_token *items;
    size_t n, cap;
};

struct query_phrase { /* of the tokens */
    size_t from, n;
};

struct query {
    struct query_tokens all;
    struct query_word words[QUERY_WORDS * 2]; /* a word may become two */
    size_t n;
    struct query_phrase *phrases;
    size_t n_phrases, cap_phrases;
};

void query_understand(struct store *s, struct str typed, struct query *q);
/* A text's words with their keys, appended. */
void query_tokens(struct store *s, struct str text, struct query_tokens *out);
struct str query_key(struct store *s, struct str word);

#endif
