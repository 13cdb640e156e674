/* What the program writes as YAML, read again: titles of any kind; front matter put in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* clang-format off: cmocka wants the four before it */
#include <cmocka.h>
/* clang-format on */

#include "base/arena.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "read/front.h"
#include "read/order.h"

static struct arena arena;

static void holds(struct str title)
{
    struct buf b = {0};
    struct diags ds = {.arena = &arena};
    struct front f;
    buf_put(&b, STR("---\ntitle: "));
    escape_yaml(&b, title);
    buf_put(&b, STR("\nafter: 1\n---\n"));
    assert_true(front_read(buf_str(&b), STR("a.md"), &arena, &ds, &f));
    assert_int_equal(ds.n, 0);
    const struct value *v = value_get(&f.map, STR("title"));
    assert_non_null(v);
    assert_int_equal(v->kind, VALUE_TEXT);
    if (!str_eq(v->s, title))
        fail_msg("wrote \"%.*s\", read \"%.*s\"", STR_F(title), STR_F(v->s));
    /* what another reader would not take for a text stands in quotes */
    struct value resolved = value_resolve(v, &arena);
    assert_int_equal(resolved.kind, VALUE_TEXT);
    assert_int_equal(f.map.map.n, 2);
    buf_free(&b);
    arena_reset(&arena);
}

static void test_awkward_titles(void **state)
{
    static const char *const titles[] = {"Støj: hvad nu?",
                                         "no",
                                         "Nej",
                                         "null",
                                         "~",
                                         "1.10",
                                         "2026-03-01",
                                         "8:15",
                                         "# ikke en kommentar",
                                         "a # b",
                                         "a #b",
                                         "- punkt",
                                         "[a]",
                                         "{a}",
                                         "\"citat\"",
                                         "'citat'",
                                         "»citat«",
                                         "“krumme”",
                                         "a: b: c",
                                         "slut:",
                                         "100 %",
                                         "%",
                                         "@navn",
                                         "`kode`",
                                         "*",
                                         "&a",
                                         "!b",
                                         "|",
                                         ">",
                                         "? hvad",
                                         "a\\nb",
                                         "tab\there",
                                         "\xE2\x80\xA8linje",
                                         "0x1F",
                                         ".5",
                                         "1e3",
                                         "=",
                                         "<<",
                                         "...",
                                         "---",
                                         "—",
                                         "Ærø",
                                         "y",
                                         "N",
                                         "a,b",
                                         "a]",
                                         "a}",
                                         "a \xC2\xA0",
                                         "\xF0\x9F\x98\x80",
                                         ".inf",
                                         "nan"};
    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        holds(str_of(titles[i]));
}

/* 2,000 of them from a fixed seed, of letters, signs that mean something to YAML, and any character that a title may hold. */
static void test_random_titles(void **state)
{
    static const char *const parts[] = {"a", "Æ", " ", ":", ": ", " #", "-",  "\"", "'",  "\\",
                                        "[", "}", ",", "&", "%",  "»",  "no", "1",  "\t", "\xE2\x80\xA9",
                                        "|", ">", "!", "?", "@",  "`",  "~",  "=",  "ja", "\xF0\x9F\x90\xA6"};
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct buf b = {0};
        size_t n = 1 + (seed = seed * 1664525u + 1013904223u) / 65536 % 12;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            char any[4];
            uint32_t c = seed / 256 % 0x3000;
            if (seed >> 31 && !utf8_unwanted(c) && c >= 0x20)
                buf_put_n(&b, any, utf8_encode(c, any));
            else
                buf_put(&b, str_of(parts[seed / 65536 % (sizeof parts / sizeof *parts)]));
        }
        struct str title = str_trim(buf_str(&b));
        if (title.n)
            holds(title);
        buf_free(&b);
    }
}

static const struct str names[] = {STR_INIT("title"), STR_INIT("owner"), STR_INIT("tekst"),
                                   STR_INIT("punkter")};

static void orders(const char *before, enum order_result result, const char *after)
{
    struct str out = {0}, again;
    assert_int_equal(order_front(str_of(before), names, 4, &arena, &out), result);
    if (result != ORDER_CHANGED)
        return;
    assert_string_equal(str_c(&arena, out), after);
    assert_int_equal(order_front(out, names, 4, &arena, &again), ORDER_KEPT);
}

static void test_order(void **state)
{
    (void)state;
    orders("# tekst\n", ORDER_KEPT, NULL);
    orders("---\ntitle: A\nowner: b\n---\n", ORDER_KEPT, NULL);
    orders("---\nowner: b\ntitle: A\n---\nTekst.\n", ORDER_CHANGED, "---\ntitle: A\nowner: b\n---\nTekst.\n");
    orders(
        "---\n# om siden\n\n# om b\nowner: b # her\n  # dybere\n# om A\ntitle: A\n# til sidst\n---\n\n\nx",
        ORDER_CHANGED,
        "---\n# om siden\n\n# om A\ntitle: A\n# om b\nowner: b # her\n  # dybere\n# til sidst\n---\n\n\nx");
    orders("---\r\nx: 1\r\npunkter:\r\n- a\r\n\r\n- b\r\ntitle: A\r\n---\r\nTekst\r\n", ORDER_CHANGED,
           "---\r\ntitle: A\r\npunkter:\r\n- a\r\n\r\n- b\r\nx: 1\r\n---\r\nTekst\r\n");
    orders("---\ntekst: |\n  en\n\n  # to\ntitle: A\n---\n", ORDER_CHANGED,
           "---\ntitle: A\ntekst: |\n  en\n\n  # to\n---\n");
    orders("---\ntekst: |+\n  en\n\ntitle: A\n---\n", ORDER_ODD,
           NULL); /* the empty line is part of the text */
    orders("---\n{tekst: b, title: A}\n---\n", ORDER_ODD, NULL);
    orders("---\ntekst: \"en\n# to\"\ntitle: A\n---\n", ORDER_ODD, NULL);
    orders("---\ntitle: [\n---\n", ORDER_FAULTY, NULL);
    orders("\xEF\xBB\xBF---\nowner: b\ntitle: A\n---\n", ORDER_CHANGED,
           "\xEF\xBB\xBF---\ntitle: A\nowner: b\n---\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_awkward_titles),
                                       cmocka_unit_test(test_random_titles), cmocka_unit_test(test_order)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&arena);
    return failed;
}
