#include "base/map.h"

#include "base/arena.h"

static size_t slot_of(const struct map *m, const struct key *key)
{
    size_t mask = m->n_slots - 1, i = key->hash & mask;
    for (; m->slots[i]; i = (i + 1) & mask) {
        const struct map_entry *e = &m->entries[m->slots[i] - 1];
        if (e->key.hash == key->hash && str_eq(e->key.s, key->s))
            break;
    }
    return i;
}

void *map_get_key(const struct map *m, const struct key *key)
{
    if (!m || !m->n)
        return NULL;
    uint32_t at = m->slots[slot_of(m, key)];
    return at ? m->entries[at - 1].value : NULL;
}

void *map_get(const struct map *m, struct str key)
{
    struct key k = key_of(key);
    return map_get_key(m, &k);
}

bool map_has(const struct map *m, struct str key)
{
    struct key k = key_of(key);
    return m->n && m->slots[slot_of(m, &k)] != 0;
}

static void rehash(struct map *m, size_t n_slots)
{
    m->slots = ARENA_ARRAY(m->arena, uint32_t, n_slots);
    m->n_slots = n_slots;
    for (size_t i = 0; i < m->n; i++)
        m->slots[slot_of(m, &m->entries[i].key)] = (uint32_t)(i + 1);
}

void *map_put(struct map *m, struct str key, void *value)
{
    struct key k = key_of(key);
    if (m->n * 2 >= m->n_slots)
        rehash(m, m->n_slots ? m->n_slots * 2 : 16);
    size_t i = slot_of(m, &k);
    if (m->slots[i]) {
        struct map_entry *e = &m->entries[m->slots[i] - 1];
        void *old = e->value;
        e->value = value;
        return old;
    }
    *ARENA_PUSH(m->arena, m->entries, m->n, m->cap, struct map_entry) = (struct map_entry){k, value};
    m->slots[i] = (uint32_t)m->n;
    return NULL;
}
