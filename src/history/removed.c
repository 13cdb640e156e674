#include "history/removed.h"

#include "base/arena.h"
#include "history/rename.h"

void removed_begin(struct removals *r, const struct str *paths, size_t n, struct arena *a)
{
    *r = (struct removals){.arena = a, .settled = {.arena = a}};
    for (size_t i = 0; i < n; i++)
        map_put(&r->settled, paths[i], r);
}

static bool is_removal(const struct removals *r, const struct change *c)
{
    return c->had && !c->has && !c->link && !map_has(&r->settled, c->path);
}

bool removed_any(const struct removals *r, const struct changes *c)
{
    for (size_t i = 0; i < c->n && r->n < REMOVED_MOST; i++)
        if (is_removal(r, &c->items[i]))
            return true;
    return false;
}

void removed_take(struct removals *r, const struct commit *commit, const struct changes *c,
                  const int32_t *from)
{
    for (size_t i = 0; i < c->n; i++)
        if (from[i] != RENAME_NONE && !map_has(&r->settled, c->items[from[i]].path))
            map_put(&r->settled, str_dup(r->arena, c->items[from[i]].path), r);
    for (size_t i = 0; i < c->n && r->n < REMOVED_MOST; i++) {
        if (!is_removal(r, &c->items[i]))
            continue;
        struct str path = str_dup(r->arena, c->items[i].path);
        map_put(&r->settled, path, r);
        *ARENA_PUSH(r->arena, r->items, r->n, r->cap, struct removed) = (struct removed){
            .path = path, .blob = c->items[i].old, .date = commit->date, .has_date = commit->has_date};
    }
}
