#include "view/share.h"

#include "base/arena.h"
#include "base/path.h"

enum { NEAR = 2 }; /* pages before and after this one that are named, beside the first and the last */

struct str share_url(const struct strings *s, const struct page *p, size_t k, struct arena *a)
{
    struct str word = path_slug(a, strings_get(s, STR("pager_segment")));
    if (k == 1)
        return p->url;
    return str_printf(a, "%.*s%.*s-%zu/", STR_F(p->url), STR_F(word), k);
}

static struct value link_to(const struct view *v, size_t k, struct arena *a)
{
    if (k < 1 || k > v->share->total)
        return value_null();
    return value_text(view_address(v, share_url(v->vs->strings, v->page, k, a), a));
}

static bool is_named(const struct view_share *s, size_t k)
{
    return k == 1 || k == s->total || (k + NEAR >= s->number && k <= s->number + NEAR);
}

static struct value items(const struct view *v, struct arena *a)
{
    const struct view_share *s = v->share;
    struct value *list = ARENA_ARRAY(a, struct value, 2 * NEAR + 3);
    size_t n = 0, last = 0;
    for (size_t k = 1; k <= s->total; k++) {
        if (!is_named(s, k))
            continue;
        list[n] = (struct value){.kind = VALUE_MAP};
        value_map_add(&list[n], a, STR("number"), value_int((int64_t)k));
        value_map_add(&list[n], a, STR("url"), link_to(v, k, a));
        value_map_add(&list[n], a, STR("current"), value_bool(k == s->number));
        value_map_add(&list[n++], a, STR("gap"), value_bool(k > last + 1)); /* some before it are not named */
        last = k;
    }
    return value_list(list, n);
}

struct value share_pages(const struct view *v, struct arena *a)
{
    const struct view_share *s = v->share;
    struct value m = {.kind = VALUE_MAP};
    if (!s || s->total < 2)
        return value_null();
    value_map_add(&m, a, STR("number"), value_int((int64_t)s->number));
    value_map_add(&m, a, STR("total"), value_int((int64_t)s->total));
    value_map_add(&m, a, STR("further"), value_bool(s->number > 1));
    value_map_add(&m, a, STR("previous"), link_to(v, s->number - 1, a));
    value_map_add(&m, a, STR("next"), link_to(v, s->number + 1, a));
    value_map_add(&m, a, STR("canonical"), view_permalink(v, s->url, a));
    value_map_add(&m, a, STR("items"), items(v, a));
    return m;
}
