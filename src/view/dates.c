#include "base/arena.h"
#include "view/view.h"

/* A date as layouts see it: prints in words, and has iso, short, year, month, weekday, past,
 * and of a moment the clock. */
struct shown_date {
    const struct view *view;
    const struct strings *strings;
    struct date day;
    struct str iso;
};

enum date_part {
    PART_ISO,
    PART_SHORT,
    PART_YEAR,
    PART_MONTH,
    PART_WEEKDAY,
    PART_PAST,
    PART_CLOCK,
    PART_TEXT
};

static const struct {
    struct str name;
    enum date_part part;
} parts[] = {{STR_INIT("iso"), PART_ISO},     {STR_INIT("text"), PART_TEXT},
             {STR_INIT("short"), PART_SHORT}, {STR_INIT("year"), PART_YEAR},
             {STR_INIT("month"), PART_MONTH}, {STR_INIT("weekday"), PART_WEEKDAY},
             {STR_INIT("past"), PART_PAST},   {STR_INIT("clock"), PART_CLOCK}};
enum { N_PARTS = sizeof parts / sizeof *parts };

/* Of what is known to the month or the year alone, the last day counts. */
bool view_past(const struct view *v, struct date d)
{
    struct date after = d;
    if (!d.month)
        after.year++;
    else if (!d.day)
        after = d.month == 12 ? (struct date){d.year + 1, 1, 0} : (struct date){d.year, d.month + 1, 0};
    int64_t end = date_to_days(after) + (d.day ? 1 : 0);
    return settings_epoch(v->vs->site->settings, end, 0) <= v->vs->site->now;
}

/* "13.06", of a moment; a day has none. */
static struct value clock_of(const struct shown_date *d, struct arena *a)
{
    enum { AT = sizeof "2026-11-22T" - 1, LENGTH = sizeof "13:06" - 1 };
    int minutes;
    if (!date_parse_time(str_sub(d->iso, AT, LENGTH), &minutes))
        return value_null();
    return value_text(strings_time(d->strings, minutes, a));
}

static struct value part_of(const struct shown_date *d, enum date_part part, struct arena *a)
{
    switch (part) {
    case PART_ISO:
        return value_text(d->iso);
    case PART_SHORT:
        return value_text(strings_date(d->strings, d->day, true, a));
    case PART_YEAR:
        return value_int(d->day.year);
    case PART_MONTH:
        return d->day.month ? value_int(d->day.month) : value_null();
    case PART_WEEKDAY:
        return d->day.day ? value_text(strings_weekday(d->strings, d->day)) : value_null();
    case PART_PAST:
        return value_bool(view_past(d->view, d->day));
    case PART_CLOCK:
        return clock_of(d, a);
    case PART_TEXT:
        break;
    }
    return value_text(strings_date(d->strings, d->day, false, a));
}

static bool date_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    for (size_t i = 0; i < N_PARTS; i++)
        if (str_eq(parts[i].name, key->s)) {
            *out = part_of(self->obj.self, parts[i].part, a);
            return true;
        }
    return false;
}

static struct str date_text(const struct value *self, struct arena *a)
{
    return part_of(self->obj.self, PART_TEXT, a).s;
}

static struct str date_name(const struct value *self, size_t i)
{
    (void)self;
    return i < N_PARTS ? parts[i].name : (struct str){NULL, 0};
}

static const struct value_class date_class = {"date", date_get, date_text, NULL, date_name};

static struct value shown(const struct view *v, struct date day, struct str iso, struct arena *a)
{
    struct shown_date *d = ARENA_NEW(a, struct shown_date);
    *d = (struct shown_date){v, v->vs->strings, day, iso};
    return value_object(&date_class, d, v);
}

struct value view_date(const struct view *v, struct date d, struct arena *a)
{
    return shown(v, d, date_iso(a, d), a);
}

struct value view_moment(const struct view *v, struct moment m, struct arena *a)
{
    m.offset =
        settings_offset(v->vs->site->settings, m.epoch); /* people read a day as it was where they are */
    return shown(v, moment_day(m), moment_iso(a, m), a);
}
