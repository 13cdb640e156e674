/* Contrast: what is a colour, the ratio by WCAG, and which of a stylesheet's tokens hold in light, dark and print. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* clang-format off: cmocka wants the four before it */
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/value.h"
#include "read/contrast.h"
#include "read/yaml.h"

static struct arena arena;

static void test_colours(void **state)
{
    static const struct {
        const char *written;
        int r, g, b, a; /* of 255; -1: no colour that can be computed */
    } cases[] = {
        {"#fff", 255, 255, 255, 255},
        {"#0f52577f", 15, 82, 87, 127},
        {"#12f8", 17, 34, 255, 136},
        {"White", 255, 255, 255, 255},
        {"rgb(15 82 87)", 15, 82, 87, 255},
        {"rgb(15, 82, 87)", 15, 82, 87, 255},
        {"rgba(15,82,87,.5)", 15, 82, 87, 128},
        {"rgb(100% 0% 50% / 20%)", 255, 0, 128, 51},
        {"rgb(300 -4 0)", 255, 0, 0, 255},
        {"hsl(0 100% 50%)", 255, 0, 0, 255},
        {"hsl(120deg, 100%, 25%)", 0, 128, 0, 255},
        {"hsl(-120 100% 50%)", 0, 0, 255, 255},
        {"#12345", -1, 0, 0, 0},
        {"#ggg", -1, 0, 0, 0},
        {"tomato", -1, 0, 0, 0},
        {"rgb(1 2)", -1, 0, 0, 0},
        {"rgb(1 2 3 4 5)", -1, 0, 0, 0},
        {"rgb(1x 2 3)", -1, 0, 0, 0},
        {"rgb(nan 2 3)", -1, 0, 0, 0},
        {"rgb(", -1, 0, 0, 0},
        {"rgb", -1, 0, 0, 0},
        {"oklch(60% .2 30)", -1, 0, 0, 0},
        {"", -1, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct colour c = {0};
        bool known = contrast_colour(str_of(cases[i].written), &c);
        if (known != (cases[i].r >= 0))
            fail_msg("%s", cases[i].written);
        if (known && (lround(c.r * 255) != cases[i].r || lround(c.g * 255) != cases[i].g ||
                      lround(c.b * 255) != cases[i].b || lround(c.a * 255) != cases[i].a))
            fail_msg("%s is %g %g %g %g", cases[i].written, c.r * 255, c.g * 255, c.b * 255, c.a * 255);
    }
}

/* Ratios that are known: of black and white, and of the grey that just passes on white. */
static void test_ratios(void **state)
{
    static const struct {
        const char *text, *ground;
        double ratio;
    } cases[] = {
        {"#000", "#fff", 21},      {"#fff", "#000", 21},        {"#fff", "#fff", 1},
        {"#767676", "#fff", 4.54}, {"#777", "#fff", 4.48},      {"#004d99", "#fff", 8.33},
        {"#800080", "#fff", 9.42}, {"#0000007f", "#fff", 3.95}, {"#00000000", "#fff", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct colour text, ground;
        assert_true(contrast_colour(str_of(cases[i].text), &text));
        assert_true(contrast_colour(str_of(cases[i].ground), &ground));
        double ratio = contrast_ratio(text, ground);
        if (fabs(ratio - cases[i].ratio) > 0.01)
            fail_msg("%s on %s: %.4f", cases[i].text, cases[i].ground, ratio);
    }
}

/* What is said of a stylesheet under a setting, a line each. */
static const char *told(const char *setting, const char *css)
{
    static char out[2048];
    struct diags ds = {.arena = &arena};
    struct palette p = {.arena = &arena};
    struct settings s;
    struct value map;
    size_t n = 0;
    assert_true(yaml_parse(str_of(setting), STR("_site.yaml"), 1, &arena, &ds, &map));
    settings_read(&map, STR("_site.yaml"), &arena, &ds, &s);
    palette_read(&p, str_dup(&arena, str_of(css)), STR("a.css"));
    contrast_check(&s, &p, &arena, &ds);
    diags_settle(&ds, false, NULL);
    out[0] = 0;
    for (size_t i = 0; i < ds.n; i++)
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s:%u:%u %.*s", i ? "\n" : "",
                              STR_F(ds.items[i].path), ds.items[i].line, ds.items[i].col,
                              STR_F(ds.items[i].text));
    return out;
}

#define TOO_LITTLE(text, a, ratio, ground, b, when)                                                          \
    "the text --" text " (" a ") has a contrast of only " ratio ":1 to --" ground " (" b ") " when           \
    "; it must have 4.5:1"

static void test_pairs(void **state)
{
    static const struct {
        const char *setting, *css, *told;
    } cases[] = {
        {"contrast: {ink: paper}", ":root { --ink: #000; --paper: #fff }", ""},
        {"contrast: {ink: [paper]}", ":root{\n  --ink: #777;\n --paper: #fff }",
         "a.css:2:10 " TOO_LITTLE("ink", "#777", "4.47", "paper", "#fff", "in the light colours")},
        {"contrast: {ink: paper}", /* what the dark colours do not say holds as in the light ones */
         ":root { --ink: #000; --paper: #fff } @media (prefers-color-scheme: dark) { :root { --paper: #111 } }",
         "a.css:1:16 " TOO_LITTLE("ink", "#000", "1.11", "paper", "#111", "in the dark colours")},
        {"contrast: {ink: paper}",
         "@layer t { :root { --ink: #000; --paper: #fff } [data-theme=dark] { --ink: #fff } :root[data-theme=dark] { --ink: #fff } }",
         "a.css:1:115 " TOO_LITTLE("ink", "#fff", "1.00", "paper", "#fff", "in the dark colours")},
        {"contrast: {ink: paper}",
         ":root { --ink: #000; --paper: #fff } @media print { html { --ink: #aaa } }",
         "a.css:1:67 " TOO_LITTLE("ink", "#aaa", "2.32", "paper", "#fff", "under another condition")},
        {"contrast: {ink: paper}",
         ":root { --ink: light-dark(#000, rgb(0 0 0)); --paper: light-dark(#fff, #222) }",
         "a.css:1:16 " TOO_LITTLE("ink", "rgb(0 0 0)", "1.31", "paper", "#222", "in the dark colours")},
        {"contrast: {ink: paper}", ":root { --ink: var(--base, red); --base: #888; --paper: #fff }",
         "a.css:1:42 " TOO_LITTLE("ink", "#888", "3.54", "paper", "#fff", "in the light colours")},
        {"contrast: {ink: paper}", ":root { --ink: var(--ink); --paper: #fff }",
         "a.css:1:16 the contrast of --ink cannot be computed from \"var(--ink)\"; write it as #rrggbb"},
        {"contrast: {ink: paper}", ":root { --ink: tomato; --paper: #fff }",
         "a.css:1:16 the contrast of --ink cannot be computed from \"tomato\"; write it as #rrggbb"},
        {"contrast: {ink: paper}", ":root { --ink: #000; --paper: #fff8 }",
         "a.css:1:31 the contrast of --paper cannot be computed from \"#fff8\"; write it as #rrggbb"},
        {"contrast: {ink: paper}",
         ".card { --ink: #fff } :root .x { --ink: #fff } /* :root{--ink:#fff} */ :root { --paper: #fff }",
         "_site.yaml:1:17 no stylesheet in assets/ gives :root the colour --ink"},
        {"contrast: {'*': '*-wash', ink: '*-wash'}",
         ":root { --ink: #000; --sea: #00f; --sea-wash: #eef; --sun: #fd0; --sun-wash: #ffe; --x: \";}\" }",
         "a.css:1:60 " TOO_LITTLE("sun", "#fd0", "1.33", "sun-wash", "#ffe", "in the light colours")},
        {"contrast: {'*': paper}", "",
         "_site.yaml:1:17 the ground of \"*\" must begin with *- too, not \"paper\""},
        {"contrast: paper", "", "_site.yaml:1:11 \"contrast\" must be a map of keys and values, not a text"},
        {"contrast: {ink: paper}", ":root { --ink: #000; --paper: #000",
         "_site.yaml:1:17 no stylesheet in assets/ gives :root the colour --paper"},
        {"contrast: {ink: paper}", "}}}}:root{{{{{{{{{{{{{{{{{{{{{{--ink:#000}('\"",
         "_site.yaml:1:17 no stylesheet in assets/ gives :root the colour --ink"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(told(cases[i].setting, cases[i].css), cases[i].told);
}

static int clear(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_colours),
        cmocka_unit_test(test_ratios),
        cmocka_unit_test(test_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
