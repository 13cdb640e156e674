/* Texts compared for people: words, moved blocks, Danish letters, and texts so different or so long that it is not worth it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "view/align.h"
#include "view/compare.h"
#include "view/words.h"

/* "~" changed, "+" new, "-" gone, ">" moved; words [-gone-] and {+new+} */
static void show(const struct comparison *c, struct buf *out)
{
    static const char marks[] = {
        [BLOCK_CHANGED] = '~', [BLOCK_NEW] = '+', [BLOCK_GONE] = '-', [BLOCK_MOVED] = '>'};
    static const char *const forms[] = {[RUN_SAME] = "%.*s", [RUN_GONE] = "[-%.*s-]", [RUN_NEW] = "{+%.*s+}"};
    if (c->rewritten)
        buf_put(out, STR("rewritten\n"));
    for (size_t i = 0; i < c->n; i++) {
        const struct block *b = &c->blocks[i];
        buf_char(out, marks[b->change]);
        for (size_t k = 0; k < b->n; k++) {
            if (b->change == BLOCK_CHANGED)
                buf_printf(out, forms[b->runs[k].kind], STR_F(b->runs[k].text));
            else
                buf_put(out, b->runs[k].text);
        }
        buf_char(out, '\n');
    }
}

static void assert_compared(const char *old, const char *now, const char *want)
{
    struct arena a = {0};
    struct buf out = {0};
    struct comparison c = compare_texts(str_of(old), str_of(now), &a);
    show(&c, &out);
    buf_char(&out, 0);
    assert_string_equal(out.p, want);
    buf_free(&out);
    arena_clear(&a);
}

static void words(void **state)
{
    (void)state;
    assert_compared("Det samme.", "Det samme.", "");
    assert_compared("Vi har et hus i byen.", "Vi har et rødt hus i byen.",
                    "~Vi har et {+rødt +}hus i byen.\n");
    assert_compared("Frist den 1. marts for alle i kommunen", "Frist den 1. juni for alle i kommunen",
                    "~Frist den 1. [-marts-]{+juni+} for alle i kommunen\n");
    /* a small word between two changes goes with them */
    assert_compared(
        "Møder for ledere og medarbejdere holdes hver mandag i salen",
        "Møder for chefer og ansatte holdes hver mandag i salen",
        "~Møder for [-ledere og medarbejdere-]{+chefer og ansatte+} holdes hver mandag i salen\n");
}

static void danish_letters(void **state)
{
    (void)state;
    assert_compared("Åen løber gennem Ørsted og ud i havet", "Åen løber gennem Ørsted Å og ud i fjorden",
                    "~Åen løber gennem Ørsted {+Å +}og ud i [-havet-]{+fjorden+}\n");
    assert_int_equal(words_count(STR("Blåbærgrød, æblegrød – og 17 øl")), 5);
}

static void blocks(void **state)
{
    (void)state;
    assert_compared("Et\nTo\nTre", "Et\nNyt afsnit her\nTo\nTre", "+Nyt afsnit her\n");
    assert_compared("Et\nTo\nTre", "Et\nTre", "-To\n");
    assert_compared("", "Noget", "+Noget\n");
    assert_compared("Noget", "", "-Noget\n");
    assert_compared("Vi spiser frokost klokken tolv\nTre\nFire",
                    "Solen skinner smukt over fjorden\nTre\nFire",
                    "+Solen skinner smukt over fjorden\n-Vi spiser frokost klokken tolv\n");
    assert_compared("Først noget om alle børn\nA\nB\nC\nD", "A\nB\nC\nD\nFørst noget om alle børn",
                    ">Først noget om alle børn\n");
    /* moved, and another one changed at its old place */
    assert_compared("Flyt mig et andet sted hen\nDette hus er stort og gult\nSlut",
                    "Dette hus er stort og rødt\nSlut\nFlyt mig et andet sted hen",
                    "~Dette hus er stort og [-gult-]{+rødt+}\n>Flyt mig et andet sted hen\n");
}

static void long_stretches_are_cut(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf old = {0}, now = {0}, out = {0};
    for (int i = 0; i < 200; i++)
        buf_printf(&old, "ord%d ", i);
    buf_put_n(&now, old.p, old.n);
    buf_put(&old, STR("sidst"));
    buf_put(&now, STR("slut"));
    struct comparison c = compare_texts(buf_str(&old), buf_str(&now), &a);
    show(&c, &out);
    buf_char(&out, 0);
    assert_string_equal(out.p, "~… ord190 ord191 ord192 ord193 ord194 ord195 ord196 ord197 ord198 ord199 "
                               "[-sidst-]{+slut+}\n");
    assert_int_equal(c.gone, 1);
    assert_int_equal(c.came, 1);
    assert_int_equal(c.words, 201); /* by its blanks */
    buf_free(&old);
    buf_free(&now);
    buf_free(&out);
    arena_clear(&a);
}

/* A hundred thousand lines: with few changes they are all found; with all of them other lines it is rewritten, at once. */
static void huge(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf old = {0}, now = {0}, other = {0};
    for (int i = 0; i < 100000; i++) {
        buf_printf(&old, "linje nummer %d\n", i);
        buf_printf(&now, i % 10000 == 5000 ? "linje nummer %d rettet\n" : "linje nummer %d\n", i);
        buf_printf(&other, "noget helt andet %d\n", i);
    }
    struct comparison c = compare_texts(buf_str(&old), buf_str(&now), &a);
    assert_int_equal(c.n, 10);
    assert_int_equal(c.came, 10);
    assert_false(c.rewritten);
    assert_true(compare_texts(buf_str(&old), buf_str(&other), &a).rewritten);
    c = compare_texts(STR(""), buf_str(&now), &a);
    assert_int_equal(c.n, COMPARE_BLOCKS);
    assert_true(c.more);
    buf_free(&old);
    buf_free(&now);
    buf_free(&other);
    arena_clear(&a);
}

/* The mates rise and are the same items, and no fewer than an exhaustive search finds. */
static void align_finds_the_most(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 2000; round++) {
        struct arena a = {0};
        uint64_t x[12], y[12];
        uint32_t mate[12];
        size_t n = (size_t)rand() % 12, m = (size_t)rand() % 12, most[13][13] = {{0}}, found = 0;
        for (size_t i = 0; i < n; i++)
            x[i] = (uint64_t)rand() % 4;
        for (size_t i = 0; i < m; i++)
            y[i] = (uint64_t)rand() % 4;
        for (size_t i = 1; i <= n; i++)
            for (size_t k = 1; k <= m; k++) {
                most[i][k] = most[i - 1][k] > most[i][k - 1] ? most[i - 1][k] : most[i][k - 1];
                if (x[i - 1] == y[k - 1] && most[i - 1][k - 1] + 1 > most[i][k])
                    most[i][k] = most[i - 1][k - 1] + 1;
            }
        assert_true(align(x, n, y, m, &a, mate));
        int64_t last = -1;
        for (size_t i = 0; i < n; i++) {
            if (mate[i] == ALIGN_NONE)
                continue;
            assert_true((int64_t)mate[i] > last && mate[i] < m && x[i] == y[mate[i]]);
            last = mate[i];
            found++;
        }
        assert_int_equal(found, most[n][m]);
        arena_clear(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),  cmocka_unit_test(danish_letters),
        cmocka_unit_test(blocks), cmocka_unit_test(long_stretches_are_cut),
        cmocka_unit_test(huge),   cmocka_unit_test(align_finds_the_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
