/* Decimal numbers: what is one, how they compare, and their plain form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* clang-format off: cmocka wants the four before it */
#include <cmocka.h>
/* clang-format on */

#include "base/arena.h"
#include "base/number.h"

static void test_numbers(void **state)
{
    static const struct {
        const char *text;
        int64_t millionths;
        const char *plain; /* NULL: no number */
    } cases[] = {
        {"0", 0, "0"},
        {"1250", 1250 * NUMBER_ONE, "1250"},
        {"12.5", 12500000, "12.5"},
        {"12,5", 12500000, "12.5"},
        {"-0,25", -250000, "-0.25"},
        {"1.234,5", 1234500000, "1234.5"},
        {"12.345.678,9", 12345678900000, "12345678.9"},
        {"0.125", 125000, "0.125"},
        {"1,125", 1125000, "1.125"},
        {"3.1415926535", 3141592, "3.1415926535"},
        {"999999999999", 999999999999 * NUMBER_ONE, "999999999999"},
        {"1000000000000", 0, NULL},
        {"250.000", 0, NULL},
        {"1.234.567", 0, NULL},
        {"12.34,5", 0, NULL},
        {".234,5", 0, NULL},
        {"1,2,3", 0, NULL},
        {"1.", 0, NULL},
        {",5", 0, NULL},
        {"-", 0, NULL},
        {"--1", 0, NULL},
        {"", 0, NULL},
        {"12 5", 0, NULL},
        {"1e3", 0, NULL},
    };
    (void)state;
    struct arena a = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t n = -1;
        bool is = number_parse(str_of(cases[i].text), &n);
        if (is != (cases[i].plain != NULL))
            fail_msg("\"%s\"", cases[i].text);
        if (!is)
            continue;
        assert_int_equal(n, cases[i].millionths);
        assert_string_equal(str_c(&a, number_plain(&a, str_of(cases[i].text))), cases[i].plain);
    }
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
