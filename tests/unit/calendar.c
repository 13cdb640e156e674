/* One calendar, from events built by hand: lines, escapes, days, hours and the time zone; and which dates are known to the day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "model/calendar.h"
#include "model/period.h"
#include "render/outputs.h"

static struct arena arena;
static struct buf out;

static struct {
    struct settings settings;
    struct people people;
    struct history history;
    struct record record;
    struct value front;
    struct page page;
    struct event event;
    const struct event *events[2];
    struct calendar calendar;
    struct site site;
} w;

static int setup(void **state)
{
    (void)state;
    memset(&w, 0, sizeof w);
    buf_clear(&out);
    settings_defaults(&w.settings);
    w.settings.title = STR("Viden");
    w.settings.base_url = STR("https://viden.example:8443/a/");
    w.settings.time_zone = STR("Europe/Copenhagen");
    w.front.kind = VALUE_MAP;
    w.page = (struct page){.url = STR("dage/ø/"),
                           .source = STR("content/dage/ø.md"),
                           .title = STR("Dagen"),
                           .front = &w.front,
                           .visible = true,
                           .calendar = &w.calendar};
    w.event = (struct event){.page = &w.page,
                             .title = STR("Møde"),
                             .first = {2026, 3, 29},
                             .last = {2026, 3, 29},
                             .begins = -1,
                             .ends = -1};
    w.events[0] = w.events[1] = &w.event;
    w.calendar = (struct calendar){.events = w.events, .n = 1};
    w.site =
        (struct site){.settings = &w.settings, .people = &w.people, .history = &w.history, .arena = &arena};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    buf_free(&out);
    arena_clear(&arena);
    return 0;
}

static const char *made(void)
{
    buf_clear(&out);
    render_calendar(&w.site, &w.page, &out);
    return str_c(&arena, buf_str(&out));
}

#define assert_has(part) assert_non_null(strstr(made(), (part)))
#define assert_hasnt(part) assert_null(strstr(made(), (part)))

static void test_whole(void **state)
{
    (void)state;
    assert_string_equal(made(), "BEGIN:VCALENDAR\r\n"
                                "VERSION:2.0\r\n"
                                "PRODID:-//vidensbank//vidensbank//EN\r\n"
                                "CALSCALE:GREGORIAN\r\n"
                                "NAME:Dagen – Viden\r\n"
                                "X-WR-CALNAME:Dagen – Viden\r\n"
                                "BEGIN:VEVENT\r\n"
                                "UID:3ead35e3bfd764971d54d53acf8e7e03@viden.example\r\n"
                                "DTSTAMP:19700101T000000Z\r\n"
                                "DTSTART;VALUE=DATE:20260329\r\n"
                                "DTEND;VALUE=DATE:20260330\r\n"
                                "TRANSP:TRANSPARENT\r\n"
                                "SUMMARY:Møde\r\n"
                                "URL:https://viden.example:8443/a/dage/%C3%B8/\r\n"
                                "END:VEVENT\r\n"
                                "END:VCALENDAR\r\n");
}

/* Of each length around the fold, with letters of one, two, three and four bytes: no line too long, no letter cut, all there. */
static void test_folding(void **state)
{
    (void)state;
    static const char *const letters[] = {"x", "å", "–", "🙂"};
    for (size_t k = 0; k < 4; k++)
        for (size_t n = 1; n < 200; n++) {
            struct buf text = {0}, unfolded = {0};
            for (size_t i = 0; i < n; i++)
                buf_put(&text, str_of(i % 3 ? letters[k] : "a"));
            w.event.title = buf_dup(&arena, &text);
            struct str line, rest = str_of(made());
            while (str_split(&rest, '\n', &line) && line.n) {
                assert_int_equal(line.p[line.n - 1], '\r');
                line.n--;
                assert_in_range(line.n, 1, 75);
                assert_int_equal(utf8_invalid(line), STR_NONE);
                bool more = line.p[0] == ' ';
                buf_put(&unfolded, more ? STR("") : STR("\n"));
                buf_put(&unfolded, more ? str_from(line, 1) : line);
            }
            assert_int_not_equal(str_find_str(buf_str(&unfolded),
                                              str_printf(&arena, "\nSUMMARY:%.*s\n", STR_F(w.event.title))),
                                 STR_NONE);
            buf_free(&text);
            buf_free(&unfolded);
        }
}

static void test_escapes(void **state)
{
    (void)state;
    w.event.title = STR("a\\b;c,d\ne\r\x01");
    w.event.where = STR("Sal 1\r\nEND:VEVENT");
    assert_has("SUMMARY:a\\\\b\\;c\\,d\\ne\r\n");
    assert_has("LOCATION:Sal 1\\nEND:VEVENT\r\n");
}

static void test_days(void **state)
{
    (void)state;
    w.event.first = (struct date){2027, 12, 30};
    w.event.last = (struct date){2027, 12, 31};
    w.event.yearly = true;
    assert_has("DTSTART;VALUE=DATE:20271230\r\nDTEND;VALUE=DATE:20280101\r\n");
    assert_has("RRULE:FREQ=YEARLY\r\n");
    w.event.first = w.event.last = (struct date){9999, 12, 31};
    assert_has("DTSTART;VALUE=DATE:99991231\r\nTRANSP");
}

static void test_hours(void **state)
{
    (void)state;
    w.event.begins = 8 * 60 + 15;
    w.event.ends = 12 * 60;
    assert_has(
        "DTSTART;TZID=Europe/Copenhagen:20260329T081500\r\nDTEND;TZID=Europe/Copenhagen:20260329T120000\r\nSUMMARY");
    assert_has(
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Copenhagen\r\n"
        "BEGIN:STANDARD\r\nDTSTART:20260101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n");
    w.event.ends = w.event.begins; /* it is known when it begins, and no more */
    assert_hasnt("DTEND");
    w.calendar.n = 2; /* a year's clock is told once */
    assert_null(strstr(strstr(made(), "BEGIN:DAYLIGHT") + 1, "BEGIN:DAYLIGHT"));
    w.settings.time_zone = STR("America/St_Johns"); /* west of UTC, and not by whole hours */
    assert_has("TZOFFSETFROM:-0330\r\nTZOFFSETTO:-0230\r\n");
    w.event.first.year = w.event.last.year = 1950; /* before 1970 */
    assert_has("DTSTART:19500101T000000\r\n");
}

static void test_stamp(void **state)
{
    (void)state;
    w.history = (struct history){.present = true, .has_commit_date = true, .commit_date = {1795300000, 60}};
    assert_has("DTSTAMP:20261121T222640Z\r\n");
    w.record.updated = (struct touch){.known = true, .has_date = true, .date = {-1, 60}};
    w.page.inner.record = &w.record;
    assert_has("DTSTAMP:19691231T235959Z\r\n");
}

static void test_without(void **state)
{
    (void)state;
    w.settings.base_url = STR("");
    assert_has("UID:3ead35e3bfd764971d54d53acf8e7e03\r\n");
    assert_hasnt("URL:");
    w.page.url = STR("");
    assert_has("\r\nNAME:Viden\r\n");
    w.event.item = 1;
    assert_hasnt("UID:3ead35e3");
}

static void test_known_days(void **state)
{
    (void)state;
    struct period p;
    static const char *const vague[] = {"2026",
                                        "2026-05",
                                        "2021-2025",
                                        "forår 2026",
                                        "maj-juni 2026",
                                        "2026-02-30",
                                        "",
                                        "2026-05-02/2026-05-01",
                                        "-",
                                        "2026-05-01/2026-06"};
    for (size_t i = 0; i < sizeof vague / sizeof *vague; i++)
        assert_false(period_parse_days(str_of(vague[i]), &p));
    assert_true(period_parse_days(STR(" 2026-05-01 "), &p));
    assert_int_equal(p.to.day, 1);
    assert_true(period_parse_days(STR("2026-05-01/2026-06-02"), &p));
    assert_int_equal(p.from.day, 1);
    assert_int_equal(p.to.month, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_whole, setup),   cmocka_unit_test_setup(test_folding, setup),
        cmocka_unit_test_setup(test_escapes, setup), cmocka_unit_test_setup(test_days, setup),
        cmocka_unit_test_setup(test_hours, setup),   cmocka_unit_test_setup(test_stamp, setup),
        cmocka_unit_test_setup(test_without, setup), cmocka_unit_test_setup(test_known_days, setup),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, teardown);
}
