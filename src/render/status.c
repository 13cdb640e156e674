#include "base/arena.h"
#include "base/buf.h"
#include "render/outputs.h"

/* As the status page shows it; of what has parts, the one named. */
static const struct {
    struct str name, member, part;
} facts[] = {
    {STR_INIT("commit"), STR_INIT("commit"), STR_INIT("")},
    {STR_INIT("time"), STR_INIT("date"), STR_INIT("iso")},
    {STR_INIT("pages"), STR_INIT("pages_shown"), STR_INIT("")},
    {STR_INIT("warnings"), STR_INIT("warnings"), STR_INIT("")},
    {STR_INIT("next_closing"), STR_INIT("next_closing"), STR_INIT("iso")},
};

static struct value member(const struct value *of, struct str name, struct arena *a)
{
    struct value v = value_null();
    const struct key key = key_of(name);
    return value_member(of, &key, a, &v) ? v : value_null();
}

const struct page *render_status_page(const struct site *s)
{
    for (size_t i = 0; i < s->n_pages; i++)
        if (s->pages[i]->visible && s->pages[i]->apart)
            return s->pages[i];
    return NULL;
}

void render_status(const struct view_site *vs, struct buf *out)
{
    enum { DEPTH = 2 };
    struct arena a = {0};
    const struct page *page = render_status_page(vs->site);
    if (!page)
        return;
    const struct view v = {.vs = vs, .page = page, .url = page->url};
    const struct value site = view_site_value(&v);
    struct value all = {.kind = VALUE_MAP};
    value_map_add(&all, &a, STR("page"), view_permalink(&v, page->url, &a));
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct value fact = member(&site, facts[i].member, &a);
        value_map_add(&all, &a, facts[i].name, facts[i].part.n ? member(&fact, facts[i].part, &a) : fact);
    }
    value_json(&all, &a, true, DEPTH, out);
    buf_char(out, '\n');
    arena_clear(&a);
}
