#include "view/stale.h"

#include "base/arena.h"
#include "model/stale.h"

/* The string that tells it; {date}, {title} and {words} are filled in. */
static struct str key_of_reason(const struct stale_reason *r)
{
    static const struct str keys[] = {[STALE_OVERDUE] = STR_INIT("stale_overdue"),
                                      [STALE_TEXT] = STR_INIT("stale_text"),
                                      [STALE_DATE] = STR_INIT("stale_date"),
                                      [STALE_LINK] = STR_INIT("stale_link")};
    return r->kind == STALE_TEXT && r->heading ? STR("stale_section") : keys[r->kind];
}

static struct str text_of(const struct view *v, const struct stale_reason *r, struct arena *a)
{
    struct str title = r->page ? r->page->title : r->heading ? r->heading->text : STR("");
    struct value_pair with[] = {
        {.key = key_of(STR("date")), .value = value_text(strings_date(v->vs->strings, r->date, false, a))},
        {.key = key_of(STR("title")), .value = value_text(title)},
        {.key = key_of(STR("words")), .value = value_text(r->words)},
    };
    return strings_fill_all(v->vs->strings, key_of_reason(r), with, sizeof with / sizeof *with, a);
}

/* The page that has changed, or the section that is meant. */
static struct value url_of(const struct view *v, const struct page *p, const struct stale_reason *r,
                           struct arena *a)
{
    if (r->page)
        return value_text(view_link(v, r->page, a));
    if (!r->heading)
        return value_null();
    struct str url = view_link(v, p, a);
    return value_text(str_printf(a, "%.*s#%.*s", STR_F(url), STR_F(r->heading->id)));
}

struct value stale_reasons(const struct view *v, const struct page *p, struct arena *a)
{
    const struct staleness *s = stale_of(v->vs->site, p);
    struct value *items = ARENA_ARRAY(a, struct value, s ? s->n : 0);
    for (size_t i = 0; s && i < s->n; i++) {
        const struct stale_reason *r = &s->reasons[i];
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("text"), value_text(text_of(v, r, a)));
        value_map_add(&items[i], a, STR("url"), url_of(v, p, r, a));
        value_map_add(&items[i], a, STR("kind"), value_text(str_of(stale_kind_name(r->kind))));
    }
    return value_list(items, s ? s->n : 0);
}
