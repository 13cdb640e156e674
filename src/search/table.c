#include "search/table.h"

#include "base/arena.h"

static uint32_t hash_of(struct str s)
{
    uint64_t h = str_hash(s);
    return (uint32_t)(h ^ (h >> 32));
}

/* The slot that the string has, or would have. The hash stands in the slot too: what is not the string is mostly told from it there, and
 * not two looks further on. */
static uint32_t slot_of(const struct table *t, struct str s, uint32_t hash)
{
    uint32_t i = hash & (t->n_slots - 1);
    for (; t->slots[i].id; i = (i + 1) & (t->n_slots - 1)) {
        if (t->slots[i].hash != hash)
            continue;
        const struct table_entry *e = &t->entries[t->slots[i].id - 1];
        if (e->n == s.n && memcmp(t->bytes.p + e->at, s.p, s.n) == 0)
            break;
    }
    return i;
}

/* n_slots: a power of two. */
static void make_slots(struct table *t, uint32_t n_slots)
{
    struct table_slot *old = t->slots;
    uint32_t n_old = t->n_slots;
    t->n_slots = n_slots;
    t->slots = mem_alloc(n_slots * sizeof *t->slots);
    for (uint32_t k = 0; k < n_old; k++) {
        if (!old[k].id)
            continue;
        uint32_t i = old[k].hash & (n_slots - 1);
        while (t->slots[i].id)
            i = (i + 1) & (n_slots - 1);
        t->slots[i] = old[k];
    }
    mem_release(old);
}

void table_reserve(struct table *t, uint32_t n)
{
    uint32_t n_slots = 1024;
    while (n_slots / 2 <= n && n_slots < 1u << 30)
        n_slots *= 2;
    if (n_slots > t->n_slots)
        make_slots(t, n_slots);
}

uint32_t table_add(struct table *t, struct str s)
{
    uint32_t hash = hash_of(s);
    if (t->n * 2 >= t->n_slots) /* never more than half full */
        make_slots(t, t->n_slots ? t->n_slots * 2 : 1024);
    uint32_t slot = slot_of(t, s, hash);
    if (t->slots[slot].id)
        return t->slots[slot].id - 1;
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 512;
        t->entries = mem_resize(t->entries, t->cap * sizeof *t->entries);
    }
    if (t->bytes.n + s.n > UINT32_MAX)
        mem_exhausted();
    t->entries[t->n] = (struct table_entry){(uint32_t)t->bytes.n, (uint32_t)s.n};
    buf_put(&t->bytes, s);
    t->slots[slot] = (struct table_slot){hash, ++t->n};
    return t->n - 1;
}

uint32_t table_find(const struct table *t, struct str s)
{
    if (!t->n)
        return TABLE_NONE;
    uint32_t slot = slot_of(t, s, hash_of(s));
    return t->slots[slot].id ? t->slots[slot].id - 1 : TABLE_NONE;
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
