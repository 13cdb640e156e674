/* What is passed over sixteen or eight bytes at a time is what one byte after the other gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* clang-format off: cmocka wants the four before it */
#include <cmocka.h>
/* clang-format on */
#include <stdlib.h>
#include <unicode/utf8.h>

#include "base/scan.h"
#include "base/utf8.h"

enum { ROUNDS = 200000, MOST = 70 };

static inline scan_block is_vowel_or_nul(scan_block b)
{
    return scan_is(b, 'a') | scan_within(b, 'e', 'i') | scan_is(b, 0) | scan_within(b, 0xf0, 0xff);
}

static bool wanted(unsigned char c)
{
    return c == 'a' || (c >= 'e' && c <= 'i') || c == 0 || c >= 0xf0;
}

static void test_next(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        char text[MOST];
        struct str s = str_n(text, (size_t)rand() % MOST);
        size_t from = (size_t)rand() % (s.n + 1), want = from;
        for (size_t i = 0; i < s.n; i++)
            text[i] = rand() % 8 ? 'x' : (char)rand();
        while (want < s.n && !wanted((unsigned char)text[want]))
            want++;
        assert_int_equal(scan_next(s, from, is_vowel_or_nul), want);
    }
}

/* As ICU sees it. */
static size_t first_invalid(struct str s)
{
    for (int32_t i = 0, before = 0, c; i < (int32_t)s.n; before = i) {
        U8_NEXT((const uint8_t *)s.p, i, (int32_t)s.n, c);
        if (c < 0)
            return (size_t)before;
    }
    return STR_NONE;
}

/* Texts of the characters that Danish has, and of others, of which some are then damaged. */
static void test_utf8(void **state)
{
    static const char *const pieces[] = {"a",    "ø",   "é",        "–",  "🙂",        " og ",
                                         "\x7f", "ÆØÅ", "\xc2\x80", "߿", "\xe0\xa0\x80"};
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        char text[MOST + 16];
        struct str s = {text, 0};
        while (s.n < (size_t)round % MOST) {
            struct str piece =
                str_of(pieces[(size_t)rand() % (rand() % 4 ? 3 : sizeof pieces / sizeof *pieces)]);
            memcpy(text + s.n, piece.p, piece.n);
            s.n += piece.n;
        }
        for (int k = rand() % 3; k && s.n; k--)
            text[(size_t)rand() % s.n] = (char)rand();
        s.n -= s.n && rand() % 4 == 0;
        assert_int_equal(utf8_invalid(s), first_invalid(s));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_next), cmocka_unit_test(test_utf8)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
