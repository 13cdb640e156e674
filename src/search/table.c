#include "search/table.h"

#include "base/arena.h"

static uint32_t hash_of(struct str s)
{
    uint64_t h = str_hash(s);
    return (uint32_t)(h ^ (h >> 32));
}

/* The slot that the string has, or would have. */
static uint32_t slot_of(const struct table *t, struct str s, uint32_t hash)
{
    uint32_t i = hash & (t->n_slots - 1);
    for (; t->slots[i]; i = (i + 1) & (t->n_slots - 1)) {
        const struct table_entry *e = &t->entries[t->slots[i] - 1];
        if (e->hash == hash && e->n == s.n && memcmp(t->bytes.p + e->at, s.p, s.n) == 0)
            break;
    }
    return i;
}

/* Never more than half full. */
static void grow_slots(struct table *t)
{
    t->n_slots = t->n_slots ? t->n_slots * 2 : 1024;
    mem_release(t->slots);
    t->slots = mem_alloc(t->n_slots * sizeof *t->slots);
    for (uint32_t id = 0; id < t->n; id++) {
        uint32_t i = t->entries[id].hash & (t->n_slots - 1);
        while (t->slots[i])
            i = (i + 1) & (t->n_slots - 1);
        t->slots[i] = id + 1;
    }
}

uint32_t table_add(struct table *t, struct str s)
{
    uint32_t hash = hash_of(s);
    if (t->n * 2 >= t->n_slots)
        grow_slots(t);
    uint32_t slot = slot_of(t, s, hash);
    if (t->slots[slot])
        return t->slots[slot] - 1;
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 512;
        t->entries = mem_resize(t->entries, t->cap * sizeof *t->entries);
    }
    if (t->bytes.n + s.n > UINT32_MAX)
        mem_exhausted();
    t->entries[t->n] = (struct table_entry){(uint32_t)t->bytes.n, (uint32_t)s.n, hash};
    buf_put(&t->bytes, s);
    t->slots[slot] = ++t->n;
    return t->n - 1;
}

uint32_t table_find(const struct table *t, struct str s)
{
    if (!t->n)
        return TABLE_NONE;
    uint32_t slot = slot_of(t, s, hash_of(s));
    return t->slots[slot] ? t->slots[slot] - 1 : TABLE_NONE;
}

void table_clear(struct table *t)
{
    if (t->n)
        memset(t->slots, 0, t->n_slots * sizeof *t->slots);
    t->n = 0;
    buf_clear(&t->bytes);
}

void table_free(struct table *t)
{
    buf_free(&t->bytes);
    mem_release(t->entries);
    mem_release(t->slots);
    *t = (struct table){0};
}
