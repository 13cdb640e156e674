/* Fuzz driver: what a raw commit says, its trailers, a .mailmap, a tree, a print of similarity. All stay within the bytes; names come
 * out as UTF-8 without unwanted characters. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "history/people.h"
#include "history/similar.h"
#include "history/trailers.h"
#include "source/header.h"
#include "source/tree.h"

static bool within(struct str part, struct str whole)
{
    return part.n == 0 || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

static void read_commit(struct str all, struct people *people)
{
    struct commit_text c;
    struct str key, value;
    bool odd = false;
    if (!header_parse(all, &c))
        return;
    fuzz_require(within(c.message, all) && within(c.author.name, all), "parts of the bytes");
    for (size_t i = 0; i < c.n_parents; i++)
        header_parent(&c, i);
    uint32_t who = people_find(people, c.author.name, c.author.email, c.encoding.n > 0, &odd);
    fuzz_require(utf8_invalid(people->items[who].name) == STR_NONE, "a name in UTF-8");
    struct str block = trailers_find(c.message);
    while (trailers_next(&block, &key, &value))
        fuzz_require(within(key, all) && within(value, all) && key.n > 0, "trailers of the message");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct str all = str_n((const char *)data, size);
    struct people people;
    struct tree_entry e;
    struct print p;
    people_init(&people, all, &a);
    read_commit(all, &people);
    for (struct tree_iter t = {.rest = all}; tree_next(&t, &e);)
        fuzz_require(within(e.name, all) && e.name.n > 0, "names of the tree");
    similar_print(all, &a, &p);
    unsigned self = similar_score(&p, &p);
    fuzz_require(self <= SIMILAR_MAX, "a score in its range");
    arena_clear(&a);
    return 0;
}
