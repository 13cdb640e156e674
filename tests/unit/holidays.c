/* Danish public holidays against tables of known years. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/holidays.h"

static void test_easter(void **state)
{
    static const struct date known[] = {{1818, 3, 22}, {1943, 4, 25}, {1961, 4, 2},  {1981, 4, 19},
                                        {2000, 4, 23}, {2008, 3, 23}, {2019, 4, 21}, {2022, 4, 17},
                                        {2023, 4, 9},  {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5},
                                        {2027, 3, 28}, {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19}};
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(date_cmp(holidays_easter(known[i].year), known[i]), 0);
}

static int count(int year)
{
    int n = 0;
    for (int64_t day = date_to_days((struct date){year, 1, 1});
         day < date_to_days((struct date){year + 1, 1, 1}); day++)
        n += holidays_name(day) != NULL;
    return n;
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(holidays_name(date_to_days((struct date){2026, 5, 14})), "Ascension Day");
    assert_string_equal(holidays_name(date_to_days((struct date){2026, 5, 25})), "Whit Monday");
    assert_string_equal(holidays_name(date_to_days((struct date){2023, 5, 5})), "Great Prayer Day");
    assert_null(holidays_name(date_to_days((struct date){2024, 4, 26})));
    assert_null(holidays_name(date_to_days((struct date){2026, 12, 24})));
    assert_int_equal(count(2023), 11);
    assert_int_equal(count(2026), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_easter), cmocka_unit_test(test_names)};
    return cmocka_run_group_tests_name("holidays", tests, NULL, NULL);
}
