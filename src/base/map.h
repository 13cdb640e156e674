/* map - strings to pointers, in the order they were put in.
 * Owns:      its table, in the arena it was given; keys are not copied.
 * Fails:     never; a key that is not there gives NULL.
 * Invariant: iteration goes by insertion, so output made from it is the same from run to run.
 * Example:   struct map m = {.arena = a}; map_put(&m, key, page); struct page *p = map_get(&m, key);
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

/* A key with its hash: made once where the same name is looked up often (a compiled template). */
struct key {
    struct str s;
    uint64_t hash;
};

static inline struct key key_of(struct str s)
{
    return (struct key){s, str_hash(s)};
}

struct map_entry {
    struct key key;
    void *value;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* n of them, by insertion */
    size_t n, cap;
    uint32_t *slots; /* open addressing: 0 is empty, else entry index + 1 */
    size_t n_slots;
};

void *map_get(const struct map *m, struct str key);
void *map_get_key(const struct map *m, const struct key *key);
bool map_has(const struct map *m, struct str key);
void *map_put(struct map *m, struct str key,
              void *value); /* returns the value that stood there before, or NULL */

#define MAP_EACH(m, e)                                                                                       \
    for (const struct map_entry *e = (m)->entries; e != NULL && e < (m)->entries + (m)->n; e++)

#endif
