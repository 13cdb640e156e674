#include "view/knows.h"

#include "base/arena.h"
#include "model/knows.h"

struct value knows_value(const struct view *v, const struct page *p, struct arena *a)
{
    struct knower *who;
    struct pages about = knows_pages_about(p, a);
    size_t n = knows_who(v->vs->site, &about, a, &who);
    struct value *items = ARENA_ARRAY(a, struct value, n);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("title"), value_text(who[i].name));
        value_map_add(&items[i], a, STR("url"),
                      who[i].page ? value_text(view_link(v, who[i].page, a)) : value_null());
    }
    return value_list(items, n);
}
