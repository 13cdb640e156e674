/* date - the civil calendar and instants; no locale, no time zone database.
 * Owns: nothing. Fails: by returning false.
 * Source of the day arithmetic: H. Hinnant, "chrono-compatible low-level date algorithms".
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

struct date {
    int32_t year;
    uint8_t month, day; /* 0: not known (2024, 2024-05) */
};

/* An instant and the zone it was noted in. */
struct moment {
    int64_t epoch;  /* seconds since 1970 UTC */
    int32_t offset; /* minutes east of UTC */
};

bool date_valid(int y, int m, int d);
/* "2026-03-01" exactly; years 1000-9999. */
bool date_parse(struct str s, struct date *out);
/* As exact as it is known: also "2026-03" and "2026". */
bool date_parse_loose(struct str s, struct date *out);
/* "2026-03-01", "2026-03-01T09:14", "2026-03-01 09:14:03", with Z or +01:00 behind; *has_zone tells whether one was given. */
bool date_parse_moment(struct str s, struct date *day, int *second_of_day, int *offset_minutes,
                       bool *has_zone);
/* "8:15", "08.15" -> minutes after midnight */
bool date_parse_time(struct str s, int *minutes);
int64_t date_to_days(struct date d); /* days since 1970-01-01; month and day 0 count as 1 */
struct date date_from_days(int64_t days);
/* So many months on, the last day of a month that is shorter: 31 January and a month is 28 February. */
struct date date_add_months(struct date d, int64_t months);
int date_weekday(struct date d); /* 1 Monday ... 7 Sunday */
int date_cmp(struct date x, struct date y);
struct date moment_day(struct moment m);             /* in its own zone */
struct str date_iso(struct arena *a, struct date d); /* 2026-03-01, or 2026-03, 2026 */
struct str moment_iso(struct arena *a,
                      struct moment m); /* 2026-11-22T09:14:03+01:00; Z is never used: +00:00 */
/* Whether the moment lies in years 1..9999 and its zone within a day: others are odd and not shown. */
bool moment_sane(struct moment m);

#endif
