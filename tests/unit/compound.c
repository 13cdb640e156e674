/* Compounds: which words are split and where, by hunspell's list, by the site's own words, and by the site's own list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "search/terms.h"

static uint32_t once(const void *ctx, struct str word)
{
    (void)ctx, (void)word;
    return 1;
}

static void assert_split(const struct compounds *c, const char *word, const char *want)
{
    struct str parts[COMPOUND_PARTS];
    char got[200] = "";
    size_t n = compound_split(c, str_of(word), parts);
    for (size_t i = 0; i < n; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i ? "+" : "", STR_F(parts[i]));
    if (strcmp(got, want) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", word, got, want);
}

static void test_list(void **state)
{
    static const struct {
        const char *word, *parts;
    } cases[] = {
        {"arbejdsfællesskaber", "arbejds+fællesskaber"},
        {"medarbejdertilfredshed", "medarbejder+tilfredshed"},
        {"udvalgsmøderne", "udvalgs+møderne"},
        {"vagtplaner", "vagt+planer"},
        {"profilvideoer", "profil+videoer"},
        {"børnehaven", "børne+haven"},
        {"skærmbilledet", "skærm+billedet"},
        {"trivselsmålingens", "trivsels+målingens"},
        {"plejecentrene", "pleje+centrene"},
        {"opslagstavlen", "opslags+tavlen"},
        /* particles, endings, simple words and what only looks put together */
        {"indsats", ""},
        {"opgave", ""},
        {"samarbejde", ""},
        {"fællesskab", ""},
        {"borgeren", ""},
        {"filmen", ""},
        {"vejledningen", ""},
        {"kulturen", ""},
        {"faglighed", ""},
        {"deltagere", ""},
        {"formandskabet", ""},
        {"hus", ""},
        {"", ""},
    };
    struct lexicon lexicon = {0};
    struct compounds c = {.lexicon = &lexicon, .count = once};
    (void)state;
    if (!lexicon_read(&lexicon, LEXICON_FILE))
        skip();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_split(&c, cases[i].word, cases[i].parts);
    lexicon_free(&lexicon);
}

/* A word of 64 letters that splits everywhere takes no time to speak of. */
static void test_long_word(void **state)
{
    struct lexicon lexicon = {0};
    struct compounds c = {.lexicon = &lexicon, .count = once};
    char word[65] = "";
    struct str parts[COMPOUND_PARTS];
    (void)state;
    for (int i = 0; i < 16; i++)
        strcat(word, "mads");
    for (size_t n = 3; n <= 64; n++)
        for (size_t at = 0; at < 4; at++)
            lexicon_add(&lexicon, str_n(word + at, n < 64 - at ? n : 64 - at),
                        LEXICON_FIRST | LEXICON_LAST | LEXICON_WORD);
    for (int i = 0; i < 20; i++)
        compound_split(&c, str_of(word), parts);
    assert_true(compound_split(&c, str_of(word), parts) >= 2);
    lexicon_free(&lexicon);
}

/* Without the list: what the site says twice is a word, and others are split by it. */
static void test_own_words(void **state)
{
    struct terms t = {.language = language_find(STR("da"))};
    (void)state;
    terms_note(&t, STR("trivsel"), 3);
    terms_note(&t, STR("måling"), 2);
    terms_note(&t, STR("sjælden"), 1);
    terms_note(&t, STR("trivselsmålingen"), 1);
    terms_analyse(&t, NULL);
    assert_split(&t.compounds, "trivselsmålingen", "trivsels+målingen");
    assert_split(&t.compounds, "sjældenmåling", "");
    terms_free(&t);
}

static void test_site_list(void **state)
{
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct wordlist own;
    struct lexicon lexicon = {0};
    struct compounds c = {.lexicon = &lexicon, .own = &own, .count = once};
    (void)state;
    lexicon_add(&lexicon, STR("vagt"), LEXICON_FIRST | LEXICON_WORD);
    lexicon_add(&lexicon, STR("planen"), LEXICON_LAST | LEXICON_WORD);
    wordlist_read(STR("# egne\nVagtplan =\nstormøde = stor + møde # begge\r\n\n"), STR("x"),
                  language_find(STR("da")), &a, &ds, &own);
    assert_int_equal(ds.n, 0);
    assert_split(&c, "vagtplanen", "");
    assert_split(&c, "stormødet", "stor+møde");
    lexicon_free(&lexicon);
    arena_clear(&a);
}

/* ---- what a form is found by ---- */

static void assert_hits(const struct terms *t, uint32_t form, const char *want)
{
    char got[200] = "";
    uint32_t n;
    const struct hit *h = terms_hits(t, form, &n);
    for (uint32_t i = 0; i < n; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s%.*s", i ? " " : "", h[i].part ? "+" : "",
                 STR_F(table_str(&t->keys, h[i].term)));
    assert_string_equal(got, want);
}

static void test_hits(void **state)
{
    struct terms t = {.language = language_find(STR("da"))};
    (void)state;
    uint32_t child = terms_note(&t, STR("barnet"), 1), stop = terms_note(&t, STR("på"), 9),
             year = terms_note(&t, STR("2024"), 1), both = terms_note(&t, STR("sundhedsområdet"), 1),
             deep = terms_note(&t, STR("arbejdsmiljørepræsentant"), 1),
             hangs = terms_note(&t, STR("omsorgs\1og\1sundhedsområdet"), 1);
    if (access(LEXICON_FILE, R_OK) != 0)
        skip();
    terms_read_lexicon(&t, LEXICON_FILE);
    terms_analyse(&t, NULL);
    assert_hits(&t, child, "barn boern");
    assert_hits(&t, stop, "");
    assert_hits(&t, year, "2024");
    assert_hits(&t, both, "sundhedsomraad +sund +omraad");
    assert_hits(&t, deep, "arbejdsmiljoerepraesentant +arbejdsmiljoe +arbejd +miljoe +repraesentant");
    assert_hits(&t, hangs, "omsorgsomraad");
    terms_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),      cmocka_unit_test(test_long_word), cmocka_unit_test(test_own_words),
        cmocka_unit_test(test_site_list), cmocka_unit_test(test_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
