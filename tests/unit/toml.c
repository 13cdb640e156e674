/* toml: what of another generator's TOML front matter is understood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"
#include "read/toml.h"

static void expect(const char *text, const char *key, const char *want)
{
    struct arena a = {0};
    struct value map = {.kind = VALUE_MAP};
    toml_front(str_of(text), 2, &a, &map);
    const struct value *v = value_get(&map, str_of(key));
    if (!want)
        assert_null(v);
    else
        assert_string_equal(str_c(&a, value_str(v)), want);
    arena_clear(&a);
}

static void test_pairs(void **state)
{
    (void)state;
    expect("title = \"Hej \\\"x\\\"\"\n", "title", "Hej \"x\"");
    expect("title = 'C:\\n'\n", "title", "C:\\n");
    expect("draft = true # endnu\n", "draft", "true");
    expect("a = 1\na = 2\n", "a", "1");
}

static void test_lists(void **state)
{
    struct arena a = {0};
    struct value map = {.kind = VALUE_MAP};
    (void)state;
    toml_front(STR("tags = [\"a]\", 'b', # c\n  3,\n]\ntitle = \"x\"\nbad = [\"\n"), 2, &a, &map);
    const struct value *v = value_get(&map, STR("tags"));
    assert_int_equal(v->list.n, 3);
    assert_string_equal(str_c(&a, v->list.items[0].s), "a]");
    assert_string_equal(str_c(&a, v->list.items[2].s), "3");
    assert_string_equal(str_c(&a, value_str(value_get(&map, STR("title")))), "x");
    arena_clear(&a);
}

static void test_passed_over(void **state)
{
    (void)state;
    expect("[menu]\ntitle = \"x\"\n", "title", NULL);
    expect("a.b = 1\n= 2\nx\n", "a.b", NULL);
    expect("title = \"\"\"\nlang\n\"\"\"\n", "title", "lang");
    expect("a = \"\"\"kort\"\"\" # x\nb = 2\n", "b", "2");
    expect("title = \"\"\"\nuden slut", "title", NULL);
    expect("title = \"uden slut", "title", "uden slut");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pairs), cmocka_unit_test(test_lists),
                                       cmocka_unit_test(test_passed_over)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
