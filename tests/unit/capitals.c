/* Words that look like abbreviations: where they begin and end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* clang-format off: cmocka wants the four before it */
#include <cmocka.h>
/* clang-format on */

#include "base/buf.h"
#include "read/capitals.h"

static void test_words(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", ""},
        {"Et lokalt udvalg. I dag.", ""},
        {"MED", "MED,"},
        {"I MED-systemet, LMU'er og SOSU-hjælper", "MED,LMU,SOSU,"},
        {"Åbn ØK, ikke øk eller Øk", "ØK,"},
        {"»HU« – KB–PPR og WCAG2", "HU,KB,PPR,WCAG2,"},
        {"eSDH kWh kW3B", "eSDH,kW3B,"},
        {"æMEDå", "æMEDå,"},
        {"A B C", ""},
        {"MED MED", "MED,MED,"},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG MED", "MED,"},
        {"\xCE\x91\xCE\x92 og 3\xC3\x97"
         "4",
         "\xCE\x91\xCE\x92,"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        struct str word, s = str_of(cases[i].text);
        size_t from = 0;
        while (capitals_next(s, &from, &word)) {
            assert_ptr_equal(word.p + word.n, s.p + from);
            buf_put(&b, word);
            buf_char(&b, ',');
        }
        buf_char(&b, 0);
        assert_string_equal(b.p, cases[i].words);
        buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
