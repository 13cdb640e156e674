#include "model/upkeep.h"

enum { MONTHS_MOST = 1200 };

static bool written_day(const struct page *p, struct str key, struct date *out)
{
    return date_parse(str_sub(str_trim(value_str(value_get(p->front, key))), 0, 10), out);
}

static bool day_of(const struct touch *t, struct date *out)
{
    if (!t->known || !t->has_date || !moment_sane(t->date))
        return false;
    *out = moment_day(t->date);
    return true;
}

static bool made_on(const struct page *p, struct date *out)
{
    const struct inner *in = page_inner(p);
    return in->record && day_of(&in->record->created, out);
}

bool upkeep_reviewed(const struct page *p, struct review *out)
{
    const struct inner *in = page_inner(p);
    bool known = written_day(p, STR("reviewed"), &out->day);
    out->touch = NULL;
    for (size_t i = 0; in->record && i < in->record->n_reviews; i++) {
        struct date day;
        if (!day_of(&in->record->reviews[i], &day) || (known && date_cmp(day, out->day) < 0) ||
            (out->touch && date_cmp(day, out->day) == 0))
            continue;
        *out = (struct review){day, &in->record->reviews[i]};
        known = true;
    }
    return known;
}

bool upkeep_due(const struct page *p, struct date *out)
{
    int64_t months;
    struct date last;
    struct review review;
    if (!value_as_int(value_get(p->front, STR("review_every")), &months) || months <= 0 ||
        months > MONTHS_MOST)
        return false;
    if (upkeep_reviewed(p, &review))
        last = review.day;
    else if (!written_day(p, STR("date"), &last) && !made_on(p, &last))
        return false;
    *out = date_add_months(last, months);
    return true;
}

bool upkeep_overdue(const struct site *s, const struct page *p)
{
    struct date due;
    return p->visible && upkeep_due(p, &due) && date_to_days(due) <= s->today;
}

bool upkeep_orphan(const struct page *p)
{
    return p->visible && p->origin == PAGE_FILE && p->url.n && !page_inner(p)->backlinks.n;
}
