#include "history/prints.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"

enum { PRINTS_MAX = 32 * 1024 * 1024 }; /* bytes, between two comparisons of trees */

struct known {
    struct oid blob;
    struct print print;
};

struct prints {
    struct objects *objects;
    struct arena arena;
    struct map by_blob; /* to struct known */
    struct buf bytes;
};

struct prints *prints_new(struct objects *o)
{
    struct prints *p = mem_alloc(sizeof *p);
    p->objects = o;
    p->by_blob.arena = &p->arena;
    return p;
}

void prints_free(struct prints *p)
{
    if (!p)
        return;
    arena_clear(&p->arena);
    buf_free(&p->bytes);
    mem_release(p);
}

void prints_trim(struct prints *p)
{
    if (p->arena.total <= PRINTS_MAX)
        return;
    arena_clear(&p->arena);
    p->by_blob = (struct map){.arena = &p->arena};
}

static struct str key_of_blob(const struct oid *blob)
{
    return str_n((const char *)blob->b, sizeof blob->b);
}

const struct print *prints_of(struct prints *p, const struct oid *blob)
{
    struct known *k = map_get(&p->by_blob, key_of_blob(blob));
    if (k)
        return &k->print;
    if (!objects_read(p->objects, blob, OBJECT_BLOB, LIMIT_RENAME, &p->bytes))
        return NULL;
    k = ARENA_NEW(&p->arena, struct known);
    k->blob = *blob;
    similar_print(buf_str(&p->bytes), &p->arena, &k->print);
    map_put(&p->by_blob, key_of_blob(&k->blob), k);
    return &k->print;
}
