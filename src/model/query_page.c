#include "model/query_parts.h"
#include "model/stale.h"
#include "model/upkeep.h"

/* The names that every page has, in one table. */

static size_t one(const struct run *r, struct operand o, struct operand **out)
{
    *out = ARENA_NEW(r->a, struct operand);
    **out = o;
    return 1;
}

static size_t text(const struct run *r, struct str s, struct operand **out)
{
    return s.n ? one(r, (struct operand){.text = s}, out) : 0;
}

static size_t number(const struct run *r, int64_t n, struct operand **out)
{
    return one(
        r, (struct operand){.is_number = true, .number = n, .text = str_printf(r->a, "%lld", (long long)n)},
        out);
}

/* ---- what every page has ---- */

static size_t get_title(const struct run *r, const struct page *p, struct operand **out)
{
    return one(r, (struct operand){.text = p->title, .key = p->sort_key}, out);
}

static size_t get_summary(const struct run *r, const struct page *p, struct operand **out)
{
    return text(r, p->summary, out);
}

static size_t get_slug(const struct run *r, const struct page *p, struct operand **out)
{
    return text(r, p->stem, out);
}

static size_t get_url(const struct run *r, const struct page *p, struct operand **out)
{
    return one(r, (struct operand){.text = p->url, .key = p->url}, out);
}

static size_t get_type(const struct run *r, const struct page *p, struct operand **out)
{
    return p->type ? one(r, (struct operand){.text = p->type->name, .label = p->type->many}, out) : 0;
}

static size_t get_words(const struct run *r, const struct page *p, struct operand **out)
{
    return number(r, page_inner(p)->words, out);
}

static size_t get_order(const struct run *r, const struct page *p, struct operand **out)
{
    return p->order != INT64_MAX ? number(r, p->order, out) : 0;
}

static size_t of_pages(const struct run *r, const struct page *const *ps, size_t n, struct operand **out)
{
    *out = ARENA_ARRAY(r->a, struct operand, n);
    for (size_t i = 0; i < n; i++)
        (*out)[i] = (struct operand){.page = ps[i], .text = ps[i]->title};
    return n;
}

static size_t get_owner(const struct run *r, const struct page *p, struct operand **out)
{
    return of_pages(r, &p->owner, p->owner != NULL, out);
}

/* The page itself: {each: LIST, where: {page: self}} finds the items of the page shown. */
static size_t get_page(const struct run *r, const struct page *p, struct operand **out)
{
    return of_pages(r, &p, 1, out);
}

static size_t get_parent(const struct run *r, const struct page *p, struct operand **out)
{
    return of_pages(r, &p->parent, p->parent != NULL, out);
}

static size_t get_replaced_by(const struct run *r, const struct page *p, struct operand **out)
{
    return of_pages(r, &p->replaced_by, p->replaced_by != NULL, out);
}

static size_t get_tags(const struct run *r, const struct page *p, struct operand **out)
{
    return of_pages(r, p->tags.items, p->tags.n, out);
}

static size_t get_backlinks(const struct run *r, const struct page *p, struct operand **out)
{
    const struct inner *in = page_inner(p);
    return of_pages(r, in->backlinks.items, in->backlinks.n, out);
}

static size_t written_date(const struct run *r, const struct page *p, struct str key, struct operand **out)
{
    struct str s = str_trim(value_str(value_get(p->front, key)));
    struct date d;
    if (!date_parse(str_sub(s, 0, 10), &d))
        return 0;
    return one(r, query_of_days(date_to_days(d), date_to_days(d), s), out);
}

static size_t get_date(const struct run *r, const struct page *p, struct operand **out)
{
    return written_date(r, p, STR("date"), out);
}

static size_t get_reviewed(const struct run *r, const struct page *p, struct operand **out)
{
    struct review last;
    if (!upkeep_reviewed(p, &last))
        return 0;
    int64_t day = date_to_days(last.day);
    return one(r, query_of_days(day, day, date_iso(r->a, last.day)), out);
}

static size_t get_publish(const struct run *r, const struct page *p, struct operand **out)
{
    return written_date(r, p, STR("publish"), out);
}

static size_t get_expires(const struct run *r, const struct page *p, struct operand **out)
{
    return written_date(r, p, STR("expires"), out);
}

static size_t get_review_due(const struct run *r, const struct page *p, struct operand **out)
{
    struct date d;
    if (!upkeep_due(p, &d))
        return 0;
    return one(r, query_of_days(date_to_days(d), date_to_days(d), date_iso(r->a, d)), out);
}

static size_t get_overdue(const struct run *r, const struct page *p, struct operand **out)
{
    return one(r, query_of_bool(upkeep_overdue(r->site, p)), out);
}

static size_t get_orphan(const struct run *r, const struct page *p, struct operand **out)
{
    return one(r, query_of_bool(upkeep_orphan(p)), out);
}

static size_t get_staleness(const struct run *r, const struct page *p, struct operand **out)
{
    const struct staleness *s = stale_of(r->site, p);
    return s ? number(r, s->score, out) : 0;
}

/* Sorted by the moment; before and after go by the day that it was where it was made. */
static size_t of_touch(const struct run *r, const struct touch *t, struct operand **out)
{
    if (!t->known || !t->has_date || !moment_sane(t->date))
        return 0;
    struct date d = moment_day(t->date);
    struct operand o = query_of_days(date_to_days(d), date_to_days(d), date_iso(r->a, d));
    o.number = t->date.epoch;
    return one(r, o, out);
}

static size_t get_created(const struct run *r, const struct page *p, struct operand **out)
{
    const struct inner *in = page_inner(p);
    return in->record ? of_touch(r, &in->record->created, out) : 0;
}

static size_t get_updated(const struct run *r, const struct page *p, struct operand **out)
{
    const struct inner *in = page_inner(p);
    return in->record ? of_touch(r, &in->record->updated, out) : 0;
}

static const struct page_name page_names[] = {
    {STR_INIT("title"), get_title, NAME_TEXT},
    {STR_INIT("summary"), get_summary, NAME_TEXT},
    {STR_INIT("slug"), get_slug, NAME_TEXT},
    {STR_INIT("url"), get_url, NAME_TEXT},
    {STR_INIT("type"), get_type, NAME_TEXT},
    {STR_INIT("words"), get_words, NAME_TEXT},
    {STR_INIT("order"), get_order, NAME_TEXT},
    {STR_INIT("owner"), get_owner, NAME_PAGE},
    {STR_INIT("page"), get_page, NAME_PAGE},
    {STR_INIT("parent"), get_parent, NAME_PAGE},
    {STR_INIT("replaced_by"), get_replaced_by, NAME_PAGE},
    {STR_INIT("tags"), get_tags, NAME_PAGE},
    {STR_INIT("backlinks"), get_backlinks, NAME_PAGE},
    {STR_INIT("date"), get_date, NAME_DATE},
    {STR_INIT("publish"), get_publish, NAME_DATE},
    {STR_INIT("expires"), get_expires, NAME_DATE},
    {STR_INIT("reviewed"), get_reviewed, NAME_DATE},
    {STR_INIT("review_due"), get_review_due, NAME_DATE},
    {STR_INIT("history.created"), get_created, NAME_DATE},
    {STR_INIT("history.updated"), get_updated, NAME_DATE},
    {STR_INIT("created"), get_created, NAME_DATE},
    {STR_INIT("updated"), get_updated, NAME_DATE},
    {STR_INIT("overdue"), get_overdue, NAME_BOOL},
    {STR_INIT("staleness"), get_staleness, NAME_TEXT},
    {STR_INIT("orphan"), get_orphan, NAME_BOOL},
};

struct keys query_page_names(void)
{
    return KEYS(page_names);
}

const struct page_name *query_page_name(struct str name)
{
    size_t i = keys_find(KEYS(page_names), name);
    return i == STR_NONE ? NULL : &page_names[i];
}
