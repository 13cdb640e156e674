#include "model/listing.h"

#include "base/arena.h"
#include "base/limits.h"
#include "view/view.h"

/* A page's own lists: {name, title, items | groups | table | count, left_out, empty}, as partials/listings shows them. */

static struct value some(size_t n)
{
    return n ? value_int((int64_t)n) : value_null();
}

static struct value listing_value(const struct view *v, const struct page *p, const struct listing *l,
                                  struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    const struct site *site = v->vs->site;
    struct query_rows rows = query_find(l->query, site, p, a);
    size_t found = rows.n;
    if (!query_is_number(l->query) && !query_is_matrix(l->query) && rows.n > LIMIT_LISTING)
        rows.n = LIMIT_LISTING;
    struct query_result r = query_share(l->query, site, p, rows, a);
    struct value shown = view_found(v, &r, a);
    query_check(l->query, &r, v->ds);
    value_map_add(&m, a, STR("name"), value_text(l->name));
    value_map_add(&m, a, STR("title"), value_text(l->title));
    value_map_add(&m, a, STR("text"), value_null()); /* a row that has one is an item of a list */
    value_map_add(&m, a, STR("count"), r.counted ? shown : value_null());
    value_map_add(&m, a, STR("table"), r.matrix ? shown : value_null());
    value_map_add(&m, a, STR("groups"), r.grouped ? shown : value_null());
    value_map_add(&m, a, STR("items_count"), some(shown.kind == VALUE_LIST && !r.grouped ? rows.n : 0));
    value_map_add(&m, a, STR("items"), r.counted || r.matrix || r.grouped ? value_null() : shown);
    value_map_add(&m, a, STR("empty"), value_bool(!rows.n && !r.counted));
    value_map_add(&m, a, STR("left_out"), some(found - rows.n));
    return m;
}

struct value view_listings(const struct view *v, const struct page *p, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, p->n_listings);
    for (size_t i = 0; i < p->n_listings; i++)
        items[i] = listing_value(v, p, &p->listings[i], a);
    return value_list(items, p->n_listings);
}
