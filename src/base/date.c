#include "base/date.h"

#include <stdlib.h>

#include "base/arena.h"

bool date_valid(int y, int m, int d)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (m < 1 || m > 12 || d < 1)
        return false;
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return d <= days[m - 1] + (m == 2 && leap);
}

/* Reads n digits at s[i]; -1 when they are not all digits. */
static int digits(struct str s, size_t i, size_t n)
{
    int v = 0;
    if (i + n > s.n)
        return -1;
    for (size_t k = i; k < i + n; k++) {
        if (s.p[k] < '0' || s.p[k] > '9')
            return -1;
        v = v * 10 + (s.p[k] - '0');
    }
    return v;
}

bool date_parse(struct str s, struct date *out)
{
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
        return false;
    int y = digits(s, 0, 4), m = digits(s, 5, 2), d = digits(s, 8, 2);
    if (y < 1000 || !date_valid(y, m, d))
        return false;
    *out = (struct date){y, (uint8_t)m, (uint8_t)d};
    return true;
}

bool date_parse_loose(struct str s, struct date *out)
{
    if (s.n == 10)
        return date_parse(s, out);
    int y = digits(s, 0, 4), m = 0;
    if (s.n == 7 && s.p[4] == '-')
        m = digits(s, 5, 2);
    else if (s.n != 4)
        return false;
    if (y < 1000 || m < 0 || m > 12 || (s.n == 7 && m == 0))
        return false;
    *out = (struct date){y, (uint8_t)m, 0};
    return true;
}

/* What stands behind the time: nothing, Z or +01:00. */
static bool zone(struct str s, int *offset, bool *has_zone)
{
    *has_zone = s.n != 0;
    *offset = 0;
    if (!s.n || str_eq(s, STR("Z")))
        return true;
    int h = digits(s, 1, 2), m = digits(s, s.n == 6 ? 4 : 3, 2);
    bool form = (s.n == 6 && s.p[3] == ':') || s.n == 5;
    if (!form || (s.p[0] != '+' && s.p[0] != '-') || h < 0 || h > 14 || m < 0 || m > 59)
        return false;
    *offset = (s.p[0] == '-' ? -1 : 1) * (h * 60 + m);
    return true;
}

bool date_parse_moment(struct str s, struct date *day, int *second_of_day, int *offset_minutes,
                       bool *has_zone)
{
    *second_of_day = 0;
    *offset_minutes = 0;
    *has_zone = false;
    if (!date_parse(str_sub(s, 0, 10), day))
        return false;
    if (s.n == 10)
        return true;
    if (s.n < 16 || (s.p[10] != 'T' && s.p[10] != ' ') || s.p[13] != ':')
        return false;
    int h = digits(s, 11, 2), m = digits(s, 14, 2), sec = 0;
    size_t end = 16;
    if (s.n >= 19 && s.p[16] == ':') {
        sec = digits(s, 17, 2);
        end = 19;
    }
    if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 59)
        return false;
    *second_of_day = h * 3600 + m * 60 + sec;
    return zone(str_trim(str_from(s, end)), offset_minutes, has_zone);
}

bool date_parse_time(struct str s, int *minutes)
{
    size_t sep = str_find(s, ':');
    if (sep == STR_NONE)
        sep = str_find(s, '.');
    if (sep == STR_NONE || sep < 1 || sep > 2 || s.n != sep + 3)
        return false;
    int h = digits(s, 0, sep), m = digits(s, sep + 1, 2);
    if (h < 0 || h > 24 || m < 0 || m > 59 || (h == 24 && m))
        return false;
    *minutes = h * 60 + m;
    return true;
}

int64_t date_to_days(struct date d)
{
    int64_t y = d.year, m = d.month ? d.month : 1, day = d.day ? d.day : 1;
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

struct date date_from_days(int64_t days)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int64_t m = mp < 10 ? mp + 3 : mp - 9;
    return (struct date){(int32_t)(yoe + era * 400 + (m <= 2)), (uint8_t)m,
                         (uint8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

struct date date_add_months(struct date d, int64_t months)
{
    int64_t month = d.year * (int64_t)12 + d.month - 1 + months;
    struct date out = {(int32_t)(month / 12), (uint8_t)(month % 12 + 1), d.day};
    while (!date_valid(out.year, out.month, out.day) && out.day > 28)
        out.day--;
    return out;
}

int date_weekday(struct date d)
{
    int64_t w = (date_to_days(d) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(w < 0 ? w + 7 : w) + 1;
}

int date_cmp(struct date x, struct date y)
{
    int64_t a = ((int64_t)x.year * 16 + x.month) * 32 + x.day,
            b = ((int64_t)y.year * 16 + y.month) * 32 + y.day;
    return (a > b) - (a < b);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

struct date moment_day(struct moment m)
{
    return date_from_days(floor_div(m.epoch + m.offset * (int64_t)60, 86400));
}

struct str date_iso(struct arena *a, struct date d)
{
    if (!d.month)
        return str_printf(a, "%04d", d.year);
    if (!d.day)
        return str_printf(a, "%04d-%02u", d.year, d.month);
    return str_printf(a, "%04d-%02u-%02u", d.year, d.month, d.day);
}

static char *put_digits(char *to, int x, int n)
{
    for (int i = n; i-- > 0; x /= 10)
        to[i] = (char)('0' + x % 10);
    return to + n;
}

/* Digit by digit: a page tells ten moments, and printf took a tenth of its layout's time. */
struct str moment_iso(struct arena *a, struct moment m)
{
    int64_t local = m.epoch + m.offset * (int64_t)60, day = floor_div(local, 86400);
    int s = (int)(local - day * 86400), off = abs(m.offset);
    struct date d = date_from_days(day);
    if (d.year < 0 || d.year > 9999 || off >= 100 * 60)
        return str_printf(a, "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d", d.year, d.month, d.day, s / 3600,
                          s / 60 % 60, s % 60, m.offset < 0 ? '-' : '+', off / 60, off % 60);
    const struct {
        int x, n;
        char behind;
    } parts[] = {{d.year, 4, '-'},   {d.month, 2, '-'},     {d.day, 2, 'T'},
                 {s / 3600, 2, ':'}, {s / 60 % 60, 2, ':'}, {s % 60, 2, m.offset < 0 ? '-' : '+'},
                 {off / 60, 2, ':'}, {off % 60, 2, 0}};
    char text[32], *p = text;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        p = put_digits(p, parts[i].x, parts[i].n);
        *p++ = parts[i].behind;
    }
    return str_dup(a, str_n(text, (size_t)(p - text) - 1));
}

bool moment_sane(struct moment m)
{
    return m.epoch > -62135596800 + 86400 && m.epoch < 253402300799 - 86400 && m.offset > -24 * 60 &&
           m.offset < 24 * 60;
}
