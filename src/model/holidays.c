#include "model/holidays.h"

#include "base/tr.h"

/* The anonymous Gregorian computus (Meeus, Jones, Butcher). */
struct date holidays_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return (struct date){year, (uint8_t)(f / 31), (uint8_t)(f % 31 + 1)};
}

const char *holidays_name(int64_t day)
{
    static const struct {
        int after_easter, last_year;
        const char *name;
    } moving[] = {
        {-3, 9999, TR_MARK("Maundy Thursday")},  {-2, 9999, TR_MARK("Good Friday")},
        {0, 9999, TR_MARK("Easter Sunday")},     {1, 9999, TR_MARK("Easter Monday")},
        {26, 2023, TR_MARK("Great Prayer Day")}, {39, 9999, TR_MARK("Ascension Day")},
        {49, 9999, TR_MARK("Whit Sunday")},      {50, 9999, TR_MARK("Whit Monday")},
    };
    static const struct {
        uint8_t month, day;
        const char *name;
    } fixed[] = {{1, 1, TR_MARK("New Year's Day")},
                 {12, 25, TR_MARK("Christmas Day")},
                 {12, 26, TR_MARK("the second day of Christmas")}};
    struct date d = date_from_days(day);
    int64_t since = day - date_to_days(holidays_easter(d.year));
    for (size_t i = 0; i < sizeof moving / sizeof *moving; i++)
        if (since == moving[i].after_easter && d.year <= moving[i].last_year)
            return moving[i].name;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (d.month == fixed[i].month && d.day == fixed[i].day)
            return fixed[i].name;
    return NULL;
}
