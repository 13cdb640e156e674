/* store - a finished index, read back from the files of a published site, as the client in the browser reads them.
 * Owns:      nothing; all lies in the arena given. What was read is kept until then.
 * Fails:     store_open is false, with a diagnostic, where there is no index. A file that is missing, cut or of another
 *            version sets `damaged` (its name); what stood there is then empty.
 * Invariant: every number and length in a file is checked before it is believed.
 * Example:   if (store_open(&s, "public", a, ds)) term = store_lookup(&s, STR("vagtplan"));
 */
#ifndef SEARCH_STORE_H
#define SEARCH_STORE_H

#include "base/diag.h"
#include "base/map.h"
#include "search/list.h"
#include "search/stem.h"
#include "search/table.h"

struct store_term {
    struct str key, shown, posts;
    uint32_t df;
    struct list *list; /* once it was asked for */
    struct str all;    /* of a very common one, then: the hash of the file with all its pages */
    double others;     /* and what those weigh that are not in the list */
};

struct store_terms {
    struct store_term *items;
    size_t n, cap;
};

struct store_word { /* of a list of words */
    struct str key;
    uint32_t common;
};

struct store_words {
    struct store_word *items;
    size_t n, cap;
    struct map by_key; /* all of them */
};

struct store_file { /* of the directory: its first key or letter, and its hash in digits */
    struct str first, hash;
    void *read; /* struct store_terms or store_words, once it was asked for */
};

struct store_section {
    struct str id, heading, text;
};

struct store_page {
    struct str url, title;
    struct store_section *sections;
    size_t n;
};

struct store {
    const char *dir;
    struct arena *arena;
    const struct language *language;
    struct table stop;
    struct store_file *shards, *words;
    size_t n_shards, n_words;
    uint32_t pages;
    struct str damaged; /* the first file that could not be read; empty: all is well */
};

bool store_open(struct store *s, const char *dir, struct arena *a, struct diags *ds);
struct store_term *store_lookup(struct store *s, struct str key); /* NULL: no such term */
/* Terms whose keys begin with these letters, from two shards at most. */
void store_prefix(struct store *s, struct str prefix, struct store_terms *out);
/* Words that begin with this character; NULL: none. */
const struct store_words *store_words(struct store *s, struct str letter);
bool store_knows(struct store *s, struct str word); /* in the lists of words, or a term of three letters */
/* The term's pages: of a very common one (LIST_COMMON) the best. */
const struct list *store_list(struct store *s, struct store_term *t);
/* Of a very common one all its pages: how many. After store_list. */
uint32_t store_all(struct store *s, struct store_term *t, uint32_t **pages);
bool store_page(struct store *s, uint32_t number, struct store_page *out);
void store_close(struct store *s);

#endif
