/* Records come back as they were put, in their order, as often as asked for, with a file and without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/spill.h"

static void there_and_back(struct spill *s)
{
    struct buf b = {0};
    for (unsigned i = 0; i < 3000; i++) {
        buf_clear(&b);
        for (unsigned k = 0; k < i % 50; k++)
            buf_char(&b, (char)(i + k));
        spill_put(s, buf_str(&b));
    }
    for (int round = 0; round < 2; round++) {
        spill_rewind(s);
        for (unsigned i = 0; i < 3000; i++) {
            assert_true(spill_next(s, &b));
            assert_int_equal(b.n, i % 50);
            for (unsigned k = 0; k < b.n; k++)
                assert_int_equal(b.p[k], (char)(i + k));
        }
        assert_false(spill_next(s, &b));
        assert_false(s->failed);
    }
    buf_free(&b);
    spill_free(s);
}

static void with_file(void **state)
{
    struct spill s;
    (void)state;
    spill_begin(&s);
    assert_non_null(s.file);
    there_and_back(&s);
}

static void without(void **state)
{
    struct spill s = {0};
    (void)state;
    there_and_back(&s);
}

static void full_disk(void **state)
{
    struct spill s = {.file = fopen("/dev/full", "w+")};
    struct buf b = {0};
    (void)state;
    spill_put(&s, STR("a record that fits nowhere"));
    spill_rewind(&s);
    assert_true(s.failed);
    assert_false(spill_next(&s, &b));
    buf_free(&b);
    spill_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_file),
        cmocka_unit_test(without),
        cmocka_unit_test(full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
