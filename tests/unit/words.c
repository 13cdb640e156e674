/* Words, their stems and their keys: what the index is looked up by. */
#include <libstemmer.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "search/letters.h"
#include "search/stem.h"
#include "search/tokens.h"

/* ---- stems ---- */

static void assert_stem(size_t (*stem)(char *, size_t), const char *word, const char *want)
{
    char w[TOKEN_BYTES];
    size_t n = strlen(word);
    memcpy(w, word, n);
    n = stem(w, n);
    if (n != strlen(want) || memcmp(w, want, n) != 0)
        fail_msg("%s: %.*s, not %s", word, (int)n, w, want);
}

static void test_da1(void **state)
{
    static const struct {
        const char *word, *stem;
    } cases[] = {
        {"pladsen", "plad"},      {"plads", "plad"},
        {"tilfredse", "tilfred"}, {"tilfreds", "tilfred"},
        {"ledelse", "ledel"},     {"ledelsen", "ledel"},
        {"videoerne", "video"},   {"vagtplaner", "vagtplan"},
        {"kursus", "kursus"},     {"kurser", "kurs"},
        {"hus", "hus"},           {"huset", "hus"},
        {"årshjulet", "årshjul"}, {"årshjulene", "årshjul"},
        {"børnene", "børn"},      {"ø", "ø"},
        {"bussen", "bus"},        {"bussernes", "bus"},
        {"søgt", "søgt"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_stem(stem_da1, cases[i].word, cases[i].stem);
}

static void test_da2(void **state)
{
    (void)state;
    assert_stem(stem_da2, "ledelse", "led");
    assert_stem(stem_da2, "leder", "led");
    assert_stem(stem_da2, "offentlighed", "offent");
    assert_stem(stem_da2, "arbejdsløst", "arbejdsløs");
}

/* Snowball's own Danish, on every word of Debian's list, and on what no list has. */
static void test_da2_agrees(void **state)
{
    struct sb_stemmer *oracle = sb_stemmer_new("danish", "UTF_8");
    FILE *f = fopen("/usr/share/dict/danish", "r");
    char *line = NULL;
    size_t cap = 0, differ = 0, read = 0;
    (void)state;
    if (!f)
        skip();
    for (ssize_t n; (n = getline(&line, &cap, f)) > 0; read++) {
        char word[TOKEN_BYTES];
        size_t length = (size_t)n - (line[n - 1] == '\n');
        if (length > sizeof word)
            continue;
        memcpy(word, line, length);
        size_t got = stem_da2(word, length);
        const sb_symbol *want = sb_stemmer_stem(oracle, (const sb_symbol *)line, (int)length);
        size_t wanted = (size_t)sb_stemmer_length(oracle);
        if ((got != wanted || memcmp(word, want, got) != 0) && differ++ < 10)
            print_error("%.*s: %.*s, libstemmer %.*s\n", (int)length, line, (int)got, word, (int)wanted,
                        want);
    }
    free(line);
    fclose(f);
    sb_stemmer_delete(oracle);
    assert_true(read > 300000);
    assert_int_equal(differ, 0);
}

static void test_languages(void **state)
{
    (void)state;
    assert_ptr_equal(language_find(STR("da"))->stem, stem_da1);
    assert_ptr_equal(language_find(STR("en"))->stem, stem_en);
    assert_null(language_find(STR("fi"))->stem);
    assert_stem(stem_en, "generously", "generous");
    assert_stem(stem_en, "hoping", "hope");
}

/* ---- letters ---- */

static void assert_letters(void (*fn)(struct str, struct buf *), const char *in, const char *want)
{
    struct buf b = {0};
    fn(str_of(in), &b);
    buf_char(&b, '\0');
    assert_string_equal(b.p, want);
    buf_free(&b);
}

static void test_lower(void **state)
{
    (void)state;
    assert_letters(letters_lower, "\xc3\x85rs\xc2\xadhjul ÆØÅ É", "årshjul æøå é");
    assert_letters(letters_lower, "A\xcc\x8arhus", "århus");
    assert_letters(letters_lower, "İΣΑΣ Ж", "i̇σασ ж");
    assert_letters(letters_lower, "×÷ßÿ", "×÷ßÿ");
}

static void test_fold(void **state)
{
    (void)state;
    assert_letters(letters_fold, "årshjulæøåäö", "aarshjulaeoeaaaeoe");
    assert_letters(letters_fold, "éü", "eu");
    assert_letters(letters_fold, "šéåžß", "seaazß");
    assert_letters(letters_fold, "жй", "жи");
}

/* ---- tokens ---- */

static void assert_tokens(const char *text, const char *want)
{
    struct tokens t = {0};
    struct token w;
    struct buf b = {0};
    tokens_begin(&t, str_of(text));
    while (tokens_next(&t, &w))
        buf_printf(&b, "%s%s%.*s%s", b.n ? " " : "", w.part ? "+" : "", STR_F(w.word), w.hangs ? "~" : "");
    buf_char(&b, '\0');
    assert_string_equal(b.p, want);
    buf_free(&b);
    tokens_free(&t);
}

static void test_tokens(void **state)
{
    (void)state;
    assert_tokens("Hej, verden!", "hej verden");
    assert_tokens("MED-udvalg i 2024", "medudvalg +med +udvalg i 2024");
    assert_tokens("sundheds- og omsorgsområdet", "sundheds~ og omsorgsområdet");
    assert_tokens("a--b -c d- ", "a~ b c d~");
    assert_tokens("EU's", "eu s");
    assert_tokens("", "");
    assert_tokens("\xff\xfe<b>x</b>", "b x b");
}

static void test_long_word(void **state)
{
    struct str text = {NULL, 0};
    struct buf b = {0};
    struct tokens t = {0};
    struct token w;
    (void)state;
    for (int i = 0; i < 5000; i++)
        buf_put(&b, STR("å"));
    text = buf_str(&b);
    tokens_begin(&t, text);
    assert_true(tokens_next(&t, &w));
    assert_int_equal(w.word.n, LIMIT_WORD * 2);
    assert_false(tokens_next(&t, &w));
    tokens_free(&t);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_da1),       cmocka_unit_test(test_da2),       cmocka_unit_test(test_da2_agrees),
        cmocka_unit_test(test_languages), cmocka_unit_test(test_lower),     cmocka_unit_test(test_fold),
        cmocka_unit_test(test_tokens),    cmocka_unit_test(test_long_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
