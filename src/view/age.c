#include "view/age.h"

#include "base/buf.h"
#include "base/escape.h"
#include "model/sections.h"

enum { APART_DAYS = 30, LEVEL_LAST = 3 };

static bool day_of(const struct view *v, const struct touch *t, int64_t *day)
{
    struct moment m = t->date;
    m.offset = settings_offset(v->vs->site->settings, m.epoch);
    *day = date_to_days(moment_day(m));
    return t->known && t->has_date;
}

/* A section's age is told only where it is clearly another than the page's: else every heading would say the same. */
static bool stands_apart(const struct view *v, const struct page *p, const struct section *s)
{
    int64_t page, section;
    return s->heading && s->heading->level <= LEVEL_LAST &&
           day_of(v, &page_inner(p)->record->updated, &page) && day_of(v, &s->history.newest, &section) &&
           (page - section >= APART_DAYS || section - page >= APART_DAYS);
}

static struct str remark_html(const struct view *v, const struct touch *t, struct arena *a)
{
    struct value date = view_moment(v, t->date, a);
    struct buf b = {0};
    buf_put(&b, STR("\n<p class=\"changed\"><time datetime=\""));
    escape_html(&b, moment_iso(a, t->date));
    buf_put(&b, STR("\">"));
    struct str words =
        strings_fill(v->vs->strings, STR("section_updated"), STR("date"), value_to_text(&date, a), a);
    escape_html(&b, words);
    buf_put(&b, STR("</time></p>"));
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

/* Where the heading's tag is closed. Text is escaped, so nothing else looks like it. */
static size_t end_of_heading(const struct doc *d, const struct heading *h)
{
    size_t close = str_find_str(str_from(d->html, h->html_at), STR("</h"));
    return close == STR_NONE ? d->html.n : h->html_at + close + sizeof "</h2>" - 1;
}

size_t age_remarks(const struct view *v, const struct page *p, struct arena *a, const struct remark **out)
{
    const struct inner *in = page_inner(p);
    struct sections s = sections_of(p, a);
    struct remark *remarks = ARENA_ARRAY(a, struct remark, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n && in->record; i++)
        if (stands_apart(v, p, &s.items[i]))
            remarks[n++] = (struct remark){end_of_heading(in->doc, s.items[i].heading),
                                           remark_html(v, &s.items[i].history.newest, a)};
    *out = remarks;
    return n;
}
