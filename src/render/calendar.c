#include "model/calendar.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/hash.h"
#include "render/listed.h"
#include "render/outputs.h"

enum { LINE_OCTETS = 75, DAY = 86400 };

/* What one calendar is written with. */
struct writer {
    const struct site *site;
    struct arena *a;
    struct buf *out;
    struct buf line; /* not yet folded */
};

/* ---- lines ---- */

/* The line so far goes out, folded so that no line has more than 75 octets and no letter is cut in two. */
static void end_line(struct writer *w)
{
    struct str rest = buf_str(&w->line);
    size_t room = LINE_OCTETS;
    while (rest.n > room) {
        size_t cut = room;
        while (cut > 1 && ((unsigned char)rest.p[cut] & 0xC0) == 0x80)
            cut--;
        buf_put(w->out, str_sub(rest, 0, cut));
        buf_put(w->out, STR("\r\n "));
        rest = str_from(rest, cut);
        room = LINE_OCTETS - 1; /* the blank counts */
    }
    buf_put(w->out, rest);
    buf_put(w->out, STR("\r\n"));
    buf_clear(&w->line);
}

static void put_line(struct writer *w, struct str name, struct str value)
{
    buf_put(&w->line, name);
    buf_char(&w->line, ':');
    buf_put(&w->line, value);
    end_line(w);
}

static void put_text(struct writer *w, struct str name, struct str text)
{
    if (!text.n)
        return;
    buf_put(&w->line, name);
    buf_char(&w->line, ':');
    escape_ical(&w->line, text);
    end_line(w);
}

/* ---- time ---- */

static struct str day_form(struct arena *a, struct date d)
{
    return str_printf(a, "%04d%02d%02d", d.year, d.month, d.day);
}

static struct str local_form(struct arena *a, struct date d, int second)
{
    return str_printf(a, "%.*sT%02d%02d%02d", STR_F(day_form(a, d)), second / 3600, second / 60 % 60,
                      second % 60);
}

/* Seconds since 1970 by whichever clock they were counted. */
static struct str seconds_form(struct arena *a, int64_t seconds)
{
    int64_t days = seconds / DAY - (seconds % DAY < 0);
    return local_form(a, date_from_days(days), (int)(seconds - days * DAY));
}

static struct str offset_form(struct arena *a, int32_t minutes)
{
    int32_t m = minutes < 0 ? -minutes : minutes;
    return str_printf(a, "%c%02d%02d", minutes < 0 ? '-' : '+', m / 60, m % 60);
}

/* ---- the time zone: how its clock stood in each year that has an event with times ---- */

/* at: when the clock changes. Its local time is told by the clock as it was before. */
static void put_observance(struct writer *w, int64_t at, int32_t before, int32_t after)
{
    struct str name = after > before ? STR("DAYLIGHT") : STR("STANDARD");
    put_line(w, STR("BEGIN"), name);
    put_line(w, STR("DTSTART"), seconds_form(w->a, at + before * (int64_t)60));
    put_line(w, STR("TZOFFSETFROM"), offset_form(w->a, before));
    put_line(w, STR("TZOFFSETTO"), offset_form(w->a, after));
    put_line(w, STR("END"), name);
}

/* The second at which the offset changes, between two moments that have different ones. */
static int64_t change_between(const struct settings *set, int64_t from, int64_t to)
{
    int32_t before = settings_offset(set, from);
    while (to - from > 1) {
        int64_t middle = from + (to - from) / 2;
        if (settings_offset(set, middle) == before)
            from = middle;
        else
            to = middle;
    }
    return to;
}

static void put_year(struct writer *w, int year)
{
    const struct settings *set = w->site->settings;
    int64_t days = date_to_days((struct date){year, 1, 1}), end = date_to_days((struct date){year + 1, 1, 1});
    int64_t at = settings_epoch(set, days, 0);
    int32_t offset = settings_offset(set, at);
    put_observance(w, at, offset, offset);
    for (days++; days <= end; days++) {
        int64_t next = settings_epoch(set, days, 0);
        int32_t there = settings_offset(set, next);
        if (there != offset)
            put_observance(w, change_between(set, at, next), offset, there);
        at = next;
        offset = there;
    }
}

/* Events come by day, so years come in order. */
static void put_zone(struct writer *w, const struct calendar *c)
{
    int year = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct event *e = c->events[i];
        if (e->begins < 0 || e->first.year == year)
            continue;
        if (!year) {
            put_line(w, STR("BEGIN"), STR("VTIMEZONE"));
            put_text(w, STR("TZID"), w->site->settings->time_zone);
        }
        put_year(w, year = e->first.year);
    }
    if (year)
        put_line(w, STR("END"), STR("VTIMEZONE"));
}

/* ---- events ---- */

/* What makes the event the same one in the next build: its page's source and its place there, at the site's host. */
static struct str uid(const struct writer *w, const struct event *e)
{
    struct str host = w->site->settings->base_url;
    struct sha256 h = hash_sha256(
        str_printf(w->a, "%.*s\n%u\n%u", STR_F(e->page->source), (unsigned)e->row, (unsigned)e->item));
    struct str id = hash_hex(w->a, h.b, 16);
    size_t at = str_find_str(host, STR("://"));
    if (at == STR_NONE)
        return id;
    host = str_from(host, at + 3);
    for (size_t i = 0; i < host.n; i++)
        if (host.p[i] == '/' || host.p[i] == ':')
            host.n = i;
    return str_printf(w->a, "%.*s@%.*s", STR_F(id), STR_F(host));
}

/* A whole day ends where the next begins; a time is that of the site's zone. */
static void put_when(struct writer *w, const struct event *e)
{
    struct date after = date_from_days(date_to_days(e->last) + 1);
    if (e->begins < 0) {
        put_line(w, STR("DTSTART;VALUE=DATE"), day_form(w->a, e->first));
        if (after.year <= 9999)
            put_line(w, STR("DTEND;VALUE=DATE"), day_form(w->a, after));
        put_line(w, STR("TRANSP"), STR("TRANSPARENT")); /* nobody is busy all of a deadline's day */
        return;
    }
    struct str zone = w->site->settings->time_zone;
    put_line(w, str_cat(w->a, STR("DTSTART;TZID="), zone), local_form(w->a, e->first, e->begins * 60));
    if (e->ends > e->begins)
        put_line(w, str_cat(w->a, STR("DTEND;TZID="), zone), local_form(w->a, e->first, e->ends * 60));
}

static void put_event(struct writer *w, const struct event *e)
{
    struct moment changed;
    if (!listed_changed(w->site, e->page, &changed))
        changed = listed_content_time(w->site);
    put_line(w, STR("BEGIN"), STR("VEVENT"));
    put_text(w, STR("UID"), uid(w, e));
    put_line(w, STR("DTSTAMP"), str_cat(w->a, seconds_form(w->a, changed.epoch), STR("Z")));
    put_when(w, e);
    if (e->yearly)
        put_line(w, STR("RRULE"), STR("FREQ=YEARLY"));
    put_text(w, STR("SUMMARY"), e->title);
    put_text(w, STR("LOCATION"), e->where);
    put_text(w, STR("DESCRIPTION"), e->page->summary);
    if (w->site->settings->base_url.n)
        put_line(w, STR("URL"), listed_address(w->site, e->page->url, w->a));
    put_line(w, STR("END"), STR("VEVENT"));
}

void render_calendar(const struct site *s, const struct page *p, struct buf *out)
{
    struct arena a = {0};
    struct writer w = {.site = s, .a = &a, .out = out};
    struct str name = s->settings->title;
    if (p->url.n || !name.n)
        name = name.n ? str_printf(&a, "%.*s – %.*s", STR_F(p->title), STR_F(name)) : p->title;
    put_line(&w, STR("BEGIN"), STR("VCALENDAR"));
    put_line(&w, STR("VERSION"), STR("2.0"));
    put_line(&w, STR("PRODID"), STR("-//vidensbank//vidensbank//EN"));
    put_line(&w, STR("CALSCALE"), STR("GREGORIAN"));
    put_text(&w, STR("NAME"), name);
    put_text(&w, STR("X-WR-CALNAME"), name);
    put_zone(&w, p->calendar);
    for (size_t i = 0; i < p->calendar->n; i++)
        put_event(&w, p->calendar->events[i]);
    put_line(&w, STR("END"), STR("VCALENDAR"));
    buf_free(&w.line);
    arena_clear(&a);
}
