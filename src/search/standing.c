#include "search/standing.h"

#include <math.h>

#include "search/shown.h"

enum { FIRST_YEAR = 2010, MOST_MONTHS = 0xfff, MOST_DOUBLINGS = 15, HALF_AGE = 36 };

static const double OLDEST = .85, REPLACED = .3, A_DOUBLING = 1 / 30.0;

static uint32_t month_of(const struct site *s, const struct page *p)
{
    struct date day;
    if (!shown_day(s, p, &day))
        return 0;
    int32_t month = (day.year - FIRST_YEAR) * 12 + (day.month ? day.month : 1);
    return month < 1 ? 1 : month > MOST_MONTHS ? MOST_MONTHS : (uint32_t)month;
}

uint32_t standing_newest(const struct site *s, const struct pages *pages)
{
    uint32_t newest = 0;
    for (size_t i = 0; i < pages->n; i++) {
        uint32_t month = month_of(s, pages->items[i]);
        newest = month > newest ? month : newest;
    }
    return newest;
}

/* 0: no page leads here; 2 and up: one more each time the pages that do are doubled. */
static double doublings(const struct page *p)
{
    unsigned n = 0;
    for (size_t left = page_inner(p)->backlinks.n; left && n < MOST_DOUBLINGS; left /= 2)
        n += n ? 1 : 2;
    return n;
}

double standing_of(const struct site *s, const struct page *p, uint32_t newest)
{
    uint32_t month = month_of(s, p);
    double youth = month ? pow(2, ((double)month - newest) / HALF_AGE) : .5;
    return (OLDEST + (1 - OLDEST) * youth) * (p->replaced_by ? REPLACED : 1 + A_DOUBLING * doublings(p));
}
