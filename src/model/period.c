#include "model/period.h"

const char *const period_months[12] = {"januar", "februar", "marts",     "april",   "maj",      "juni",
                                       "juli",   "august",  "september", "oktober", "november", "december"};

static const struct {
    struct str word;
    int from, to; /* months */
} seasons[] = {
    {STR_INIT("vinter"), 1, 2},      {STR_INIT("vinteren"), 1, 2}, {STR_INIT("foraar"), 3, 5},
    {STR_INIT("foraaret"), 3, 5},    {STR_INIT("forår"), 3, 5},    {STR_INIT("foråret"), 3, 5},
    {STR_INIT("sommer"), 6, 8},      {STR_INIT("sommeren"), 6, 8}, {STR_INIT("efteraar"), 9, 11},
    {STR_INIT("efteraaret"), 9, 11}, {STR_INIT("efterår"), 9, 11}, {STR_INIT("efteråret"), 9, 11},
};

static struct date last_day(int year, int month)
{
    int d = 31;
    while (!date_valid(year, month, d))
        d--;
    return (struct date){year, (uint8_t)month, (uint8_t)d};
}

static void months(struct period *p, int year, int from, int to)
{
    p->from = (struct date){year, (uint8_t)from, 1};
    p->to = last_day(year, to);
}

static int month_named(struct str word)
{
    for (int i = 0; i < 12; i++)
        if (str_eq_nocase(word, str_of(period_months[i])))
            return i + 1;
    return 0;
}

/* "2024", "2024-05" or a whole date: the days that it covers. */
static bool plain(struct str s, struct period *p)
{
    struct date d;
    if (!date_parse_loose(s, &d))
        return false;
    if (d.day)
        p->from = p->to = d;
    else if (d.month)
        months(p, d.year, d.month, d.month);
    else
        months(p, d.year, 1, 12);
    return true;
}

/* "maj 2023", "maj-juni 2023", "foraaret 2024" */
static bool named(struct str s, struct period *p)
{
    size_t blank = str_rfind(s, ' ');
    struct date year;
    if (blank == STR_NONE || !date_parse_loose(str_from(s, blank + 1), &year) || year.month)
        return false;
    struct str words = str_trim(str_sub(s, 0, blank)), first = words, second = words;
    for (size_t i = 0; i < sizeof seasons / sizeof *seasons; i++)
        if (str_eq_nocase(words, seasons[i].word)) {
            months(p, year.year, seasons[i].from, seasons[i].to);
            return true;
        }
    size_t dash = str_find(words, '-');
    if (dash != STR_NONE) {
        first = str_trim(str_sub(words, 0, dash));
        second = str_trim(str_from(words, dash + 1));
    }
    int from = month_named(first), to = month_named(second);
    if (!from || !to || to < from)
        return false;
    months(p, year.year, from, to);
    return true;
}

bool period_parse(struct str s, struct period *out)
{
    struct period from, to;
    s = str_trim(s);
    if (plain(s, out) || named(s, out))
        return true;
    size_t half = s.n / 2; /* "2021-2025", "2021-01-01/2021-03-01" */
    if (s.n % 2 == 0 || (s.p[half] != '-' && s.p[half] != '/'))
        return false;
    if (!plain(str_sub(s, 0, half), &from) || !plain(str_from(s, half + 1), &to) ||
        date_cmp(from.from, to.from) > 0)
        return false;
    *out = (struct period){from.from, to.to};
    return true;
}

bool period_parse_days(struct str s, struct period *out)
{
    s = str_trim(s);
    size_t half = s.n / 2;
    if (date_parse(s, &out->from)) {
        out->to = out->from;
        return true;
    }
    return s.n % 2 && (s.p[half] == '-' || s.p[half] == '/') && date_parse(str_sub(s, 0, half), &out->from) &&
           date_parse(str_from(s, half + 1), &out->to) && date_cmp(out->from, out->to) <= 0;
}
