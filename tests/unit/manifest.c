/* manifest: what is written is read back, and nothing else is. */
#include "write/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"

static const char *const paths[] = {
    "a", "404.html", "temaer/støj/index.html", "a b/\"q\"\\<&>.txt", "temaer/index.html", "z/\u2028x"};
enum { N = sizeof paths / sizeof *paths };

static struct manifest sample(struct arena *a)
{
    struct manifest m = {.commit = STR("5f0c"), .files = ARENA_ARRAY(a, struct manifest_file, N), .n = N};
    for (size_t i = 0; i < N; i++)
        m.files[i] = (struct manifest_file){
            .path = str_of(paths[i]), .size = i * 1000003, .sha256 = hash_sha256(str_of(paths[i]))};
    return m;
}

static void round_trip(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf text = {0}, again = {0};
    struct manifest m = sample(&a), back;
    struct str bad;
    assert_true(manifest_sort(&m, &bad));
    manifest_text(&m, &text);
    assert_true(manifest_read(buf_str(&text), &a, &back));
    assert_int_equal(back.n, N);
    assert_true(str_eq(back.commit, STR("5f0c")) && back.time.n == 0);
    for (size_t i = 0; i < N; i++) {
        assert_true(str_eq(back.files[i].path, m.files[i].path));
        assert_true(manifest_same_bytes(&back.files[i], &m.files[i]));
        assert_ptr_equal(manifest_find(&back, m.files[i].path), &back.files[i]);
    }
    assert_null(manifest_find(&back, STR("temaer")));
    assert_true(manifest_has_below(&back, STR("temaer")));
    assert_true(manifest_has_below(&back, STR("temaer/støj")));
    assert_false(manifest_has_below(&back, STR("tema")));
    manifest_text(&back, &again);
    assert_true(str_eq(buf_str(&text), buf_str(&again)));
    buf_free(&text);
    buf_free(&again);
    arena_clear(&a);
}

static void the_text_is_json(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf text = {0};
    struct manifest m = {
        .time = STR("2026-03-01T00:00:00+01:00"), .files = ARENA_ARRAY(&a, struct manifest_file, 1), .n = 1};
    m.files[0] = (struct manifest_file){.path = STR("x.css"), .size = 3, .sha256 = hash_sha256(STR("abc"))};
    manifest_text(&m, &text);
    assert_true(str_eq(
        buf_str(&text),
        STR("{\"commit\":null,\"time\":\"2026-03-01T00:00:00+01:00\",\"files\":[\n{\"path\":\"x.css\",\"size\":3,"
            "\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}\n]}\n")));
    buf_free(&text);
    arena_clear(&a);
}

/* Cut anywhere or with any byte changed, it is refused or still sorted, of good paths, and read within its bounds. */
static void damage_is_harmless(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf text = {0};
    struct manifest m = sample(&a), back;
    struct str bad;
    assert_true(manifest_sort(&m, &bad));
    manifest_text(&m, &text);
    for (size_t cut = 0; cut < text.n; cut++) {
        char *copy = malloc(cut ? cut : 1); /* its own block, so that a sanitizer sees a step too far */
        memcpy(copy, text.p, cut);
        assert_false(manifest_read(str_n(copy, cut), &a, &back));
        free(copy);
    }
    static const char bytes[] = {0, '"', '\\', '/', '.', '0', '{', ',', (char)0xFF};
    for (size_t i = 0; i < text.n; i++)
        for (size_t k = 0; k < sizeof bytes; k++) {
            char was = text.p[i];
            text.p[i] = bytes[k];
            if (manifest_read(buf_str(&text), &a, &back))
                for (size_t f = 0; f < back.n; f++)
                    assert_null(manifest_path_fault(back.files[f].path));
            text.p[i] = was;
        }
    buf_free(&text);
    arena_clear(&a);
}

static void faulty_paths(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",       "/a",    "a/",          "a//b",     "..",          "../a",
        "a/../b", "a/./b", ".git/config", "a/.x",     ".vidensbank", "manifest.json",
        "a\nb",   "a\x7f", "\xff",        ".htaccess"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(manifest_path_fault(str_of(bad[i])));
    char longest[300];
    memset(longest, 'x', sizeof longest);
    assert_null(manifest_path_fault(str_n(longest, 255)));
    assert_non_null(manifest_path_fault(str_n(longest, 256)));
    for (size_t i = 0; i < N; i++)
        assert_null(manifest_path_fault(str_of(paths[i])));
    assert_null(manifest_path_fault(STR("a/manifest.json")));
}

static bool sorts(const char *x, const char *y, const char *z)
{
    struct manifest_file files[3] = {{.path = str_of(x)}, {.path = str_of(y)}, {.path = str_of(z)}};
    struct manifest m = {.files = files, .n = 3};
    struct str bad;
    return manifest_sort(&m, &bad);
}

static void clashes(void **state)
{
    (void)state;
    assert_true(sorts("b", "a", "c"));
    assert_false(sorts("a", "b", "a"));
    assert_false(sorts("a/x", "b", "a"));
    assert_false(sorts("a", "a-b", "a/x")); /* '-' sorts before '/' */
    assert_true(sorts("a", "ab/x", "b"));
}

static void a_large_one_is_fast(void **state)
{
    (void)state;
    enum { LARGE = 100000 };
    struct arena a = {0};
    struct buf text = {0};
    struct manifest m = {.files = ARENA_ARRAY(&a, struct manifest_file, LARGE), .n = LARGE}, back;
    for (size_t i = 0; i < LARGE; i++)
        m.files[i] = (struct manifest_file){
            .path = str_printf(&a, "afsnit-%03zu/side-%06zu/index.html", i / 100, i), .size = i};
    manifest_text(&m, &text);
    clock_t start = clock();
    assert_true(manifest_read(buf_str(&text), &a, &back));
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    print_message("# 100,000 files read in %.3f s\n", seconds);
    assert_int_equal(back.n, LARGE);
    assert_true(seconds < 2);
    buf_free(&text);
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(the_text_is_json),
        cmocka_unit_test(damage_is_harmless),
        cmocka_unit_test(faulty_paths),
        cmocka_unit_test(clashes),
        cmocka_unit_test(a_large_one_is_fast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
