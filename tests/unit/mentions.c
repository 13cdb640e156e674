/* Which dates a text names, and which things that look like dates are none. */
#include "show.h"

#include "base/limits.h"
#include "read/mentions.h"

static struct arena arena;

static void assert_str(struct str s, const char *want)
{
    assert_string_equal(str_c(&arena, s), want);
}

/* "1: 2024-03-01 = 1. marts 2024; ..." */
static struct str found(const char *text)
{
    struct doc d = {0};
    struct str out = STR("");
    mentions_find(str_of(text), 1, &arena, &d);
    for (size_t i = 0; i < d.n_mentions; i++) {
        struct str day = date_iso(&arena, d.mentions[i].last);
        out = str_printf(&arena, "%.*s%s%u: %.*s = %.*s", STR_F(out), i ? "; " : "", d.mentions[i].line,
                         STR_F(day), STR_F(d.mentions[i].words));
    }
    return out;
}

static void test_dates(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Svar senest 1. marts 2024.", "1: 2024-03-01 = 1. marts 2024"},
        {"den 1 marts 2024, og **31. DECEMBER 2025**",
         "1: 2024-03-01 = 1 marts 2024; 1: 2025-12-31 = 31. DECEMBER 2025"},
        {"fra 3.-5. maj 2024", "1: 2024-05-05 = 5. maj 2024"},
        {"Fristen er 2024-03-01.", "1: 2024-03-01 = 2024-03-01"},
        {"1/3-2024, 01.03.2024, 1/3 2024, 01-03-2024",
         "1: 2024-03-01 = 1/3-2024; 1: 2024-03-01 = 01.03.2024; 1: 2024-03-01 = 1/3 2024; 1: 2024-03-01 = 01-03-2024"},
        {"i februar 2024", "1: 2024-02-29 = februar 2024"},
        {"senest dec. 2024", "1: 2024-12-31 = dec. 2024"},
        {"i foråret 2024\neller efteråret 2024",
         "1: 2024-05-31 = foråret 2024; 2: 2024-11-30 = efteråret 2024"},
        {"Vinteren 2024", "1: 2025-02-28 = Vinteren 2024"},
        {"by 1 March 2024 or summer 2025", "1: 2024-03-01 = 1 March 2024; 1: 2025-08-31 = summer 2025"},
        {"29. februar 2024 men ikke 29. februar 2023",
         "1: 2024-02-29 = 29. februar 2024; 1: 2023-02-28 = februar 2023"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(found(cases[i][0]), cases[i][1]);
    arena_clear(&arena);
}

static void test_none(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "2024 og marts, men ikke i 2024",
        "[a](../2022-11-01/x.md) og [b](2022-11-01-b.md) og https://x.dk/?d=2022-11-01",
        "sagsnr. 24-2024-03-01-7 og 12024-03-01 og 2024-03-011",
        "2024-13-01 og 32. marts 202 og 1.13.2024",
        "`2024-03-01` og ``x 2024-03-01``",
        "```\ndato: 2024-03-01\n1. marts 2024\n```",
        "overmarts 2024 og martsmøde 2024 og marts 20245",
        "1. marts 1024",
        "telefon 12.12.2024.99 og version 1.2.2024.1",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(found(cases[i]), "");
    arena_clear(&arena);
}

static void test_bounds(void **state)
{
    (void)state;
    struct buf b = {0};
    struct doc d = {0};
    for (size_t i = 0; i < LIMIT_MENTIONS + 10; i++)
        buf_put(&b, STR("1. marts 2024 "));
    mentions_find(buf_str(&b), 1, &arena, &d);
    assert_int_equal(d.n_mentions, LIMIT_MENTIONS);
    buf_free(&b);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
