/* What looks like private data, and what only nearly does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "read/linktext.h"
#include "read/privacy.h"
#include "read/seen.h"

static struct arena arena;

/* What is found in a text with its body on line 3: "line:col code" of each. */
static const char *found(struct str text)
{
    struct diags ds = {.arena = &arena};
    struct buf b = {0};
    privacy_check(text, 3, &ds);
    for (size_t i = 0; i < ds.n; i++)
        buf_printf(&b, "%s%u:%u %s", i ? ", " : "", ds.items[i].line, ds.items[i].col,
                   ds.items[i].code == CODE_CPR_NUMBER ? "cpr" : "contact");
    const char *s = str_c(&arena, buf_str(&b));
    buf_free(&b);
    return s;
}

static void test_found(void **state)
{
    static const char *const cases[][2] = {
        {"010180-1234", "1:1 cpr"},
        {"Bo (0101801234).", "1:5 cpr"},
        {"a: 311299-0000\r\nb: 010180 - 1234\rc: 290200\xe2\x80\x93"
         "1234",
         "1:4 cpr, 2:4 cpr, 3:4 cpr"},
        {"610180-1234", "1:1 cpr"}, /* a replacement number */
        {"scan_010180-1234_a.pdf", "1:6 cpr"},
        {"\xc3\xa6\xc3\xb8\xc3\xa5 010180-1234 010280-1234", "1:5 cpr, 1:17 cpr"},
        {"320180-1234 011380-1234 310480-1234 0001801234", ""},
        {"20101801234 a0101801234 010180-12345 010180-1234b 010180 1234", ""},
        {"bo@gmail.com", "1:1 contact"},
        {"Skriv til <bo.hansen@hotmail.dk>.", "1:12 contact"},
        {"bo@yahoo.co.uk, eva@icloud.com", "1:1 contact, 1:17 contact"},
        {"post@kommune.dk post@live.kommune.dk @gmail.com gmail.com", ""},
        {"ring 20 12 34 56", "1:6 contact"},
        {"ring 20123456, 2012 3456 eller +45 20123456.", "1:6 contact, 1:16 contact, 1:32 contact"},
        {"0045 20 12 34 56", "1:1 contact"},
        {"20221101 2022-11-01 2022 2023 2022 1231 20000", ""},
        {"89 59 10 00 og 20 12 34 og 20 12 34 56 78 og 20.123.456 og /20123456", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(found(str_of(cases[i][0])), cases[i][1]);
    assert_true(privacy_has_cpr(STR("moeder/010180-1234.md")));
    assert_false(privacy_has_cpr(STR("moeder/2022-11-01-referat.md")));
}

static void test_seen(void **state)
{
    struct str unknown;
    (void)state;
    assert_string_equal(found(STR("a: 010180-1234 # ok: cpr-number\nb: 010180-1234")), "2:4 cpr");
    assert_string_equal(found(STR("010180-1234 bo@gmail.com <!-- ok: private-contact,cpr-number -->")), "");
    assert_string_equal(found(STR("010180-1234 bo@gmail.com <!-- ok: private-contact -->")), "1:1 cpr");
    assert_true(seen_allows(STR("x <!--ok: link-text--> <!-- ok: heading-order -->"), CODE_HEADING_ORDER));
    assert_false(seen_allows(STR("ok: link-text"), CODE_LINK_TEXT));
    assert_true(seen_comment(STR("<!-- ok: link-text, missing-alt -->"), &unknown));
    assert_int_equal(unknown.n, 0);
    assert_true(seen_comment(STR("<!-- ok: link-tekst -->"), &unknown));
    assert_int_equal(unknown.n, 10);
    assert_true(seen_comment(STR("<!-- ok: broken-link -->"), &unknown));
    assert_int_equal(unknown.n, 11);
    assert_false(seen_comment(STR("<!-- okay -->"), &unknown));
}

static void test_link_texts(void **state)
{
    (void)state;
    assert_true(linktext_is_empty_words(STR("Klik her!")));
    assert_true(linktext_is_empty_words(STR("L\xc3\xa6s mere >>")));
    assert_false(linktext_is_empty_words(STR("Her er planen")));
    assert_false(linktext_is_empty_words(STR("")));
}

/* A page of nothing but findings on one line, each of them allowed or not, takes no longer than its length wants. */
static void test_bounded(void **state)
{
    (void)state;
    for (int allowed = 0; allowed < 2; allowed++) {
        struct buf b = {0};
        while (b.n < 500 * 1024)
            buf_put(&b, STR("010180-1234 a@gmail.com "));
        buf_put(&b, allowed ? STR("<!-- ok: cpr-number, private-contact -->") : STR(""));
        struct diags ds = {.arena = &arena};
        clock_t start = clock();
        privacy_check(buf_str(&b), 1, &ds);
        assert_true(clock() - start < CLOCKS_PER_SEC);
        assert_int_equal(ds.n, allowed ? 0 : 1000);
        buf_free(&b);
    }
}

static int teardown(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_found), cmocka_unit_test(test_seen),
                                       cmocka_unit_test(test_link_texts), cmocka_unit_test(test_bounded)};
    return cmocka_run_group_tests_name("privacy", tests, NULL, teardown);
}
