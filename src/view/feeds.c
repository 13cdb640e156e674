#include "view/feeds.h"

#include <stdlib.h>

#include "base/arena.h"

/* Those of one type, NULL: the folders; in the order in which readers expect them. */
static struct value group_of(const struct view *v, const struct type *type, struct arena *a)
{
    struct pages found = {0};
    const struct pages *all = &v->vs->site->feeds;
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i]->feed_about ? all->items[i]->type == type : !type)
            pages_add(&found, a, all->items[i]);
    if (found.n)
        qsort(found.items, found.n, sizeof *found.items, page_by_order);
    struct value m = {.kind = VALUE_MAP}, *items = ARENA_ARRAY(a, struct value, found.n);
    for (size_t i = 0; i < found.n; i++)
        items[i] = view_page(v, found.items[i]);
    value_map_add(&m, a, STR("label"), type ? value_text(type->many) : value_null());
    value_map_add(&m, a, STR("items"), value_list(items, found.n));
    value_map_add(&m, a, STR("items_count"), value_int((int64_t)found.n));
    return m;
}

struct value feeds_of_site(const struct view *v, struct arena *a)
{
    const struct types *types = v->vs->site->types;
    struct value *groups = ARENA_ARRAY(a, struct value, types->n + 1);
    size_t n = 0;
    for (size_t i = 0; i <= types->n; i++) {
        groups[n] = group_of(v, i < types->n ? &types->items[i] : NULL, a);
        n += value_get(&groups[n], STR("items"))->list.n != 0;
    }
    return value_list(groups, n);
}

struct value feeds_of_page(const struct view *v, const struct page *p, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, p->feeds.n);
    for (size_t i = 0; i < p->feeds.n; i++)
        items[i] = view_page(v, p->feeds.items[i]);
    return value_list(items, p->feeds.n);
}
