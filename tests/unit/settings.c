/* What _site.yaml and _people.yaml become, and what an editor is told of their faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "read/settings.h"
#include "read/yaml.h"
#include "read/zone.h"

static struct arena arena;
static struct diags diags;

static struct value yaml(const char *text)
{
    struct value v;
    diags = (struct diags){.arena = &arena};
    assert_true(yaml_parse(str_of(text), STR("f.yaml"), 1, &arena, &diags, &v));
    assert_int_equal(diags.n, 0);
    return v;
}

static struct settings settings(const char *text)
{
    struct settings s;
    struct value v = yaml(text);
    settings_read(&v, STR("f.yaml"), &arena, &diags, &s);
    return s;
}

/* The diagnostics as lines "line:col code: text". */
static const char *told(void)
{
    struct buf b = {0};
    diags_settle(&diags, false, NULL);
    for (size_t i = 0; i < diags.n; i++) {
        const struct diag *d = &diags.items[i];
        buf_printf(&b, "%s%u:%u %.*s: %.*s", i ? "\n" : "", d->line, d->col, STR_F(code_name(d->code)),
                   STR_F(d->text));
    }
    const char *text = str_c(&arena, buf_str(&b));
    buf_free(&b);
    return text;
}

static void assert_str(struct str s, const char *want)
{
    assert_string_equal(str_c(&arena, s), want);
}

static int teardown(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

static void test_all_keys(void **state)
{
    (void)state;
    struct settings s =
        settings("title: Vidensbank\n"
                 "base_url: https://viden.kommune.example/bank\n"
                 "language: da\n"
                 "time_zone: Europe/Copenhagen\n"
                 "edit_url: https://git.example/edit?f={source}#x\n"
                 "new_url: https://git.example/new/{folder}?n={name}&v={text}&s={source}\n"
                 "contact: viden@kommune.example\n"
                 "menu:\n"
                 "  - {title: Temaer, to: temaer/}\n"
                 "  - {title: Forside, to: /}\n"
                 "  - {title: Nyt, to: feed.xml}\n"
                 "  - {title: Om, to: om}\n"
                 "attribution: {default: Holdet, ignore: ['*bot*', 'fmt:*'], knows: no}\n"
                 "levels: {broken-link: warning, missing-alt: error, raw-html: ignore, no-title: note}\n"
                 "publish: {til: {host: web}}\n"
                 "search:\n"
                 "limits: {page: 1000, tags: 10}\n");
    assert_string_equal(told(), "");
    assert_true(s.present);
    assert_str(s.title, "Vidensbank");
    assert_str(s.base_url, "https://viden.kommune.example/bank/");
    assert_str(s.edit_url, "https://git.example/edit?f={source}#x");
    assert_str(s.contact, "viden@kommune.example");
    assert_int_equal(s.n_menu, 4);
    assert_str(s.menu[0].title, "Temaer");
    assert_str(s.menu[0].to, "temaer/");
    assert_int_equal(s.menu[0].line, 9);
    assert_str(s.menu[1].to, "");
    assert_str(s.menu[2].to, "feed.xml");
    assert_str(s.menu[3].to, "om/");
    assert_str(s.attribution, "Holdet");
    assert_false(s.knows);
    assert_int_equal(s.limits[SITE_LIMIT_PAGE], 1000);
    assert_int_equal(s.limits[SITE_LIMIT_TAGS], 10);
    assert_int_equal(s.limits[SITE_LIMIT_TITLE], LIMIT_TITLE);
    assert_int_equal(s.n_ignore, 2);
    assert_str(s.ignore[1], "fmt:*");
    assert_int_equal(s.levels[CODE_BROKEN_LINK], DIAG_WARNING);
    assert_int_equal(s.levels[CODE_MISSING_ALT], DIAG_ERROR);
    assert_int_equal(s.levels[CODE_RAW_HTML], DIAG_IGNORE);
    assert_int_equal(s.levels[CODE_NO_TITLE], DIAG_NOTE);
    assert_int_equal(s.levels[CODE_YAML], -1);
}

static void test_defaults(void **state)
{
    (void)state;
    struct settings s;
    settings_defaults(&s);
    assert_false(s.present);
    assert_true(s.knows);
    assert_str(s.attribution, ""); /* a plain folder shows names from the commits */
    s = settings("");
    assert_true(s.present);
    assert_str(s.language, "da");
    assert_str(s.time_zone, "Europe/Copenhagen");
    assert_str(s.attribution, "Redaktionen");
    assert_str(settings("language: en").attribution, "Editors");
    assert_str(settings("attribution:\n").attribution, "Redaktionen");
}

static void test_faults(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } cases[] = {
        {"titel: A", "1:1 unknown-key: unknown key \"titel\" in the settings; did you mean \"title\"?"},
        {"title: A\nxyzzy: B", "2:1 unknown-key: unknown key \"xyzzy\" in the settings"},
        {"title: [a]", "1:8 bad-setting: \"title\" must be a text, not a list"},
        {"base_url: ftp://x.example/",
         "1:11 bad-setting: \"base_url\" must begin with http:// or https://: \"ftp://x.example/\""},
        {"base_url: https:///x",
         "1:11 bad-setting: \"base_url\" must name a host, without user and password: \"https:///x\""},
        {"base_url: https://a:b@x.example", "1:11 bad-setting: \"base_url\" must name a host, without user "
                                            "and password: \"https://a:b@x.example\""},
        {"base_url: https://x.example/?q=1",
         "1:11 bad-setting: \"base_url\" must have no query and no fragment: \"https://x.example/?q=1\""},
        {"base_url: 'https://x.example/a\"b'", "1:11 bad-setting: \"base_url\" holds a character that an "
                                               "address cannot hold: \"https://x.example/a\"b\""},
        {"edit_url: https://x.example/{path}",
         "1:11 bad-setting: \"edit_url\" can have only {source} filled in, not \"{path}\""},
        {"new_url: 'javascript:alert(1)'",
         "1:10 bad-setting: \"new_url\" must begin with http:// or https://: \"javascript:alert(1)\""},
        {"language: dansk",
         "1:11 bad-setting: \"language\" must be two or three small letters such as da, not \"dansk\""},
        {"time_zone: Europe/Copenhagn",
         "1:12 bad-setting: unknown time zone \"Europe/Copenhagn\"; did you mean \"Europe/Copenhagen\"?"},
        {"time_zone: GMT+2", "1:12 bad-setting: unknown time zone \"GMT+2\"; did you mean \"GMT+0\"?"},
        {"menu: temaer/", "1:7 bad-setting: \"menu\" must be a list of {title: …, to: …}"},
        {"menu: [{title: A, til: a/}]", "1:8 bad-setting: an item of \"menu\" needs \"title\" and \"to\"\n"
                                        "1:19 unknown-key: unknown key \"til\" in an item of the menu"},
        {"menu: [{title: A, to: 'https://x.example/'}]", "1:8 bad-setting: \"to\" must be an address of this "
                                                         "site such as temaer/, not \"https://x.example/\""},
        {"menu: [{title: A, to: ../x}]",
         "1:8 bad-setting: \"to\" must be an address of this site such as temaer/, not \"../x\""},
        {"attribution: {defualt: A}",
         "1:15 unknown-key: unknown key \"defualt\" in attribution; did you mean \"default\"?"},
        {"attribution: {ignore: {a: b}}", "1:23 bad-setting: \"ignore\" must be a list of texts"},
        {"levels: {broken-lnik: error}",
         "1:10 unknown-key: unknown key \"broken-lnik\" in levels; did you mean \"broken-link\"?"},
        {"levels: {broken-link: warn}",
         "1:23 bad-setting: unknown level \"warn\": error, warning, note or ignore"},
        {"publish: ja", "1:10 bad-setting: \"publish\" must be a map of keys and values, not a text"},
        {"limits: {pages: 1}", "1:10 unknown-key: unknown key \"pages\" in limits; did you mean \"page\"?"},
        {"limits: {page: meget}", "1:16 bad-setting: \"page\" must be a whole number, not \"meget\""},
        {"limits: {table_cells: 1}", "1:10 unknown-key: unknown key \"table_cells\" in limits"},
        {"limits: {tags: 0}", "1:16 bad-setting: limit \"tags\" must be from 1 to 64, not 0"},
        {"limits: {tags: 100}", "1:16 bad-setting: limit \"tags\" must be from 1 to 64, not 100"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        settings(cases[i].text);
        assert_string_equal(told(), cases[i].told);
    }
}

static void test_zone(void **state)
{
    (void)state;
    struct settings s;
    settings_defaults(&s);
    const int64_t march_29 = 20541; /* 2026-03-29, clocks go from 2 to 3 */
    assert_int_equal(settings_epoch(&s, 0, 0), -3600);
    assert_int_equal(settings_epoch(&s, march_29, 0), march_29 * 86400 - 3600);
    assert_int_equal(settings_epoch(&s, march_29, 2 * 3600 + 1800),
                     march_29 * 86400 + 3600 + 1800); /* does not exist */
    assert_int_equal(settings_epoch(&s, march_29, 4 * 3600), march_29 * 86400 + 2 * 3600);
    const int64_t october_25 = 20751; /* 2026-10-25, clocks go from 3 to 2 */
    assert_int_equal(settings_epoch(&s, october_25, 2 * 3600 + 1800),
                     october_25 * 86400 + 1800); /* the first of two */
    assert_int_equal(settings_offset(&s, march_29 * 86400), 60);
    assert_int_equal(settings_offset(&s, march_29 * 86400 + 3600), 120);
    assert_int_equal(settings_offset(&s, INT64_MAX) % 15, 0); /* no overflow */
    s.time_zone = STR("Asia/Kolkata");                        /* another zone than the one kept */
    assert_int_equal(settings_offset(&s, 0), 330);
    s.time_zone = STR("Nowhere/At all");
    assert_int_equal(settings_offset(&s, 0), 0);
    assert_false(zone_known(STR("")));
    assert_false(
        zone_known(STR("Custom/A23456789012345678901234567890123456789012345678901234567890123456789")));
}

static struct people people(const char *text)
{
    struct people p;
    struct value v = yaml(text);
    people_read(&v, STR("f.yaml"), &arena, &diags, &p);
    return p;
}

static void test_people(void **state)
{
    (void)state;
    struct settings s;
    settings_defaults(&s);
    struct people p =
        people("ane@kommune.example: Ane Hansen\n"
               "BO@kommune.example: {name: Bo, role: Udvikler, unit: Digitalisering, show: unit}\n"
               "cia@kommune.example: {name: Cia, role: Jurist}\n"
               "Dan Dansk: {show: none}\n"
               "eva@kommune.example: {unit: HR}\n"
               "Gerd: {name: Gerd, unit: HR, show: none}\n"
               "Hans:\n"
               "Ida: {deputy_for: BO@kommune.example}\n"
               "Jens: {name: Jens, deputy_for: Gerd}\n"
               "Karl: {name: Karl, role: Leder, unit: HR, show: name, left: yes}\n"
               "Lis: {name: Lis, left: yes}\n"
               "Mie: {name: Mie, left: no}\n");
    assert_string_equal(told(), "");
    assert_str(people_shown(&p, &s, STR("ane"), STR("Ane@Kommune.Example")), "Ane Hansen");
    assert_str(people_shown(&p, &s, STR("bo"), STR("bo@kommune.example")), "Digitalisering");
    assert_str(people_shown(&p, &s, STR("c"), STR("cia@kommune.example")), "Cia");
    assert_str(people_shown(&p, &s, STR("dan dansk"), STR("x@y.example")), "");
    assert_str(people_shown(&p, &s, STR("e"), STR("eva@kommune.example")), "HR");
    assert_str(people_shown(&p, &s, STR("Finn"), STR("finn@y.example")), "Finn");
    assert_str(people_shown(NULL, &s, STR("Finn"), STR("")), "Finn");
    assert_str(people_shown(&p, &s, STR("finn@y.example"), STR("")), "finn"); /* never an e-mail address */
    assert_str(people_shown(&p, &s, STR("Hans"), STR("")), ""); /* nothing is shown of one who is nothing */
    assert_str(people_office(&p, STR("bo"), STR("bo@kommune.example")), "Digitalisering");
    assert_str(people_office(&p, STR("c"), STR("cia@kommune.example")), "Jurist");
    assert_str(people_office(&p, STR("Gerd"), STR("")), "");
    assert_str(people_office(&p, STR("Finn"), STR("")), "");
    assert_str(people_listed(&p, STR("Finn"), STR("")), "");
    assert_str(people_shown(&p, &s, STR("Ida"), STR("")),
               "Udvikler"); /* a deputy: the post that another has */
    assert_str(people_shown(&p, &s, STR("Jens"), STR("")), "");
    assert_str(people_shown(&p, &s, STR("Karl"), STR("")), "HR"); /* who has left is shown by no name */
    assert_str(people_office(&p, STR("Karl"), STR("")), "HR");
    assert_str(people_shown(&p, &s, STR("Lis"), STR("")), "");
    assert_str(people_shown(&p, &s, STR("Mie"), STR("")), "Mie");
    s.attribution = STR("Redaktionen");
    assert_str(people_shown(&p, &s, STR("Lis"), STR("")), "Redaktionen");
    assert_str(people_shown(&p, &s, STR("Finn"), STR("finn@y.example")), "Redaktionen");
    assert_str(people_shown(&p, &s, STR("ane"), STR("ane@kommune.example")), "Ane Hansen");
}

static void test_people_faults(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } cases[] = {
        {"a@b.example: {nam: A}",
         "1:15 unknown-key: unknown key \"nam\" in a person; did you mean \"name\"?"},
        {"a@b.example: {show: rolle}",
         "1:21 bad-setting: \"show\" must be name, role, unit or none, not \"rolle\""},
        {"a@b.example: {name: A, show: role}",
         "1:30 bad-setting: \"show\" asks for \"role\", which is not given"},
        {"a@b.example: a@b.example",
         "1:14 bad-setting: \"a@b.example\" would be shown by an e-mail address, which is never published"},
        {"a@b.example: {name: A, unit: x@b.example}",
         "1:14 bad-setting: \"a@b.example\" would be shown by an e-mail address, which is never published"},
        {"a: {deputy_for: b}\nb: B",
         "1:17 bad-setting: \"deputy_for\" must be a key of this file that has a role or a "
         "unit, not \"b\""},
        {"a: {unit: HR, left: soon}", "1:21 bad-setting: \"left\" must be true or false, not \"soon\""},
        {"a@b.example: [A]", "1:14 bad-setting: \"a@b.example\" must be a text, not a list"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        people(cases[i].text);
        assert_string_equal(told(), cases[i].told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_keys), cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_faults),   cmocka_unit_test(test_zone),
        cmocka_unit_test(test_people),   cmocka_unit_test(test_people_faults),
    };
    return cmocka_run_group_tests_name("settings", tests, NULL, teardown);
}
