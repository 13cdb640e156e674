/* front: where front matter ends, and what was meant as front matter but is none. */
#include "show.h"

#include "base/limits.h"
#include "read/front.h"

struct example {
    const char *text;
    const char *want; /* JSON of the map, "|", the body's line, "|", the body; or diagnostics */
};

static const struct example examples[] = {
    {"---\ntitle: A\n---\n\ntekst\n", "{\"title\":\"A\"}|4|\ntekst\n"},
    {"\xef\xbb\xbf---\r\ntitle: Bl\xc3\xa5\r\n---\r\n\r\ntekst\r\n",
     "{\"title\":\"Bl\xc3\xa5\"}|4|\ntekst\n"},
    {"---\rtitle: A\r---\rtekst\r", "{\"title\":\"A\"}|4|tekst\n"},
    {"--- \t\ntitle: A\n---  \ntekst", "{\"title\":\"A\"}|4|tekst"},
    {"---\n---\n", "{}|3|"},
    {"---\ntitle: A\n---", "{\"title\":\"A\"}|4|"},
    {"tekst\n---\nmere\n", "{}|1|tekst\n---\nmere\n"},
    {"", "{}|1|"},
    {"\n\ntekst\n", "{}|1|\n\ntekst\n"},
    {"- punkt\n", "{}|1|- punkt\n"},
    {"***\n", "{}|1|***\n"},
    {"{{ skabelon }}\n", "{}|1|{{ skabelon }}\n"},
    {"---\na: |\n  tekst\n  ---\n---\nx", "{\"a\":\"tekst\\n---\\n\"}|6|x"},
    /* near misses */
    {"\xe2\x80\x93--\ntitle: A\ndraft: true\n---\n",
     "1:1 front-matter: front matter begins with three hyphens, ---; a rule is written ***; found "
     "\"\xe2\x80\x93--\"\n"},
    {"\xe2\x80\x94\ntitle: A\n", "1:1 front-matter: front matter begins with three hyphens, ---; a rule is "
                                 "written ***; found \"\xe2\x80\x94\"\n"},
    {"----\ntitle: A\n----\n", "1:1 front-matter: front matter begins with three hyphens, ---; a rule is "
                               "written ***; found \"----\"\n"},
    {"--\ntitle: A\n--\n",
     "1:1 front-matter: front matter begins with three hyphens, ---; a rule is written ***; found \"--\"\n"},
    {"- - -\ntitle: A\n", "1:1 front-matter: front matter begins with three hyphens, ---; a rule is written "
                          "***; found \"- - -\"\n"},
    {" ---\ntitle: A\n---\n",
     "1:1 front-matter: front matter begins with --- at the very start of the line; found \" ---\"\n"},
    {"\xc2\xa0---\ntitle: A\n---\n",
     "1:1 front-matter: front matter begins with --- at the very start of the line; found \"\xc2\xa0---\"\n"},
    {"\n---\ntitle: A\n---\n", "2:1 front-matter: front matter begins on the very first line; take away what "
                               "stands before the ---; found \"---\"\n"},
    {"  \r\n\r\n---\r\ntitle: A\r\n---\r\n", "3:1 front-matter: front matter begins on the very first line; "
                                             "take away what stands before the ---; found \"---\"\n"},
    {"--- title: A\ndraft: true\n---\n", "1:1 front-matter: nothing may follow the --- that begins front "
                                         "matter; put it on the next line; found \"--- title: A\"\n"},
    {"+++\ntitle = \"A\"\n",
     "1:1 foreign-front-matter: front matter in TOML (+++) is another generator's; write YAML between --- lines\n"
     "1:1 front-matter: the front matter that begins here has no end; put +++ on a line of its own before the text\n"},
    {"{\n\"draft\": true\n}\n",
     "1:1 front-matter: front matter in JSON ({) is not read; write YAML between --- lines; found \"{\"\n"},
    {"---\ntitle: A\n\nBr\xc3\xb8"
     "dtekst uden slut\n",
     "1:1 front-matter: the front matter that begins here has no end; put --- on a line of its own before "
     "the text\n"},
    {"---\ntitle: A\n----\ntekst\n---\n",
     "3:1 front-matter: front matter ends with three hyphens, ---, on a line of their own; found \"----\"\n"},
    {"---\ntitle: A\n\xe2\x80\x94\ntekst\n", "3:1 front-matter: front matter ends with three hyphens, ---, "
                                             "on a line of their own; found \"\xe2\x80\x94\"\n"},
    {"---\ntitle: A\n ---\ntekst\n",
     "3:1 front-matter: front matter ends with three hyphens, ---, on a line of their own; found \" ---\"\n"},
    {"---\ntitle: A\n...\ntekst\n",
     "3:1 front-matter: front matter ends with three hyphens, ---, on a line of their own; found \"...\"\n"},
    {"---", "1:1 front-matter: the front matter that begins here has no end; put --- on a line of its own "
            "before the text\n"},
    /* faults within keep the file's lines */
    {"---\r\ntitle: Ferie: regler\r\n---\r\n",
     "2:8 yaml: a text with a colon in it needs quotes: title: \"Ferie: regler\"\n"},
    {"---\n- a\n- b\n---\n", "2:1 yaml: expected lines of \"key: value\", found a list\n"},
};

static void test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct arena a = {0};
        struct diags ds = {.arena = &a};
        struct front f;
        struct buf got = {0};
        bool ok = front_read(str_of(examples[i].text), STR(""), &a, &ds, &f);
        show_diags(&ds, &got);
        assert_int_equal(ok, ds.n == 0);
        if (ok) {
            value_json(&f.map, &a, false, 0, &got);
            buf_printf(&got, "|%u|%.*s", f.body_line, STR_F(f.body));
        }
        assert_shown(&got, examples[i].want);
        arena_clear(&a);
    }
}

static void test_size(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct front f;
    struct buf b = {0}, got = {0};
    buf_put(&b, STR("---\na: "));
    while (b.n < LIMIT_FRONT + 4)
        buf_char(&b, 'x');
    buf_put(&b, STR("\n---\n"));
    assert_false(front_read(buf_str(&b), STR(""), &a, &ds, &f));
    show_diags(&ds, &got);
    assert_shown(&got, "1:1 limit: front matter of 65537 bytes; at most 65536 are read\n");
    buf_free(&b);
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_size)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
