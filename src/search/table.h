/* table - strings to numbers, counted from 0 in the order they came: for the hundreds of thousands of words of a site.
 * Owns:      its tables and a copy of each string: table_free lets go.
 * Fails:     never; a string that is not there gives TABLE_NONE.
 * Example:   struct table t = {0}; uint32_t id = table_add(&t, word); struct str w = table_str(&t, id); table_free(&t);
 */
#ifndef SEARCH_TABLE_H
#define SEARCH_TABLE_H

#include "base/buf.h"

enum { TABLE_NONE = UINT32_MAX };

struct table_entry {
    uint32_t at, n; /* in bytes */
};

struct table_slot {
    uint32_t hash;
    uint32_t id; /* + 1; 0: empty */
};

struct table {
    struct buf bytes; /* of all strings, one behind the other */
    struct table_entry *entries;
    uint32_t n, cap;
    struct table_slot *slots;
    uint32_t n_slots;
};

uint32_t table_add(struct table *t, struct str s); /* its number, a new one when it was not there */
void table_reserve(struct table *t, uint32_t n);   /* room for about n */
uint32_t table_find(const struct table *t, struct str s);
void table_clear(struct table *t); /* empty, its room kept */
void table_free(struct table *t);

static inline struct str table_str(const struct table *t, uint32_t id) /* until the next table_add */
{
    return (struct str){t->bytes.p + t->entries[id].at, t->entries[id].n};
}

#endif
