/* yaml: each fault its own message, with what would be right; values with their places. */
#include "show.h"

#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "read/yaml.h"

struct example {
    const char *yaml;
    const char *want; /* diagnostics, or JSON when there are none; the text begins on line 2 */
};

static const struct example examples[] = {
    {"title: Ferie: regler for 2026\n",
     "2:8 yaml: a text with a colon in it needs quotes: title: \"Ferie: regler for 2026\"\n"},
    {"title: Ferie:\n", "2:8 yaml: a text with a colon in it needs quotes: title: \"Ferie:\"\n"},
    {"meta:\n\tkey: v\ntitle: A\n",
     "3:1 yaml: a tab cannot be used as indentation; write blanks: \"  key: v\"\n"},
    {"-\ta\n", "2:2 yaml: a tab cannot stand here; write blanks\n"},
    {"title: “Ferie: x”\n",
     "2:8 yaml: typographic quotes are letters to YAML; write straight ones: title: \"Ferie: x\"\n"},
    {"title: “Ferie”\n",
     "2:8 yaml: typographic quotes are letters to YAML; write straight ones: title: \"Ferie\"\n"},
    {"draft: „true“\n",
     "2:8 yaml: typographic quotes are letters to YAML; write straight ones: draft: \"true\"\n"},
    {"title: \"abc\nfoo: b\n",
     "2:8 yaml: the quote that begins here has no end; put one of the same kind behind the text\n"},
    {"title: \"Ferie”\n",
     "2:8 yaml: the quote that begins here ends with a typographic one; write: title: \"Ferie\"\n"},
    {"tags: [a, b\ntitle: x\n",
     "2:7 yaml: the list that begins here has no ], or a comma is missing in it\n"},
    {"a: {x\n", "2:4 yaml: the map that begins here has no }, or a comma is missing in it\n"},
    {"title: @foo\n", "2:8 yaml: a text that begins with @ needs quotes: title: \"@foo\"\n"},
    {"title: `x`\n", "2:8 yaml: a text that begins with ` needs quotes: title: \"`x`\"\n"},
    {"title: %x\n", "2:8 yaml: a text that begins with % needs quotes: title: \"%x\"\n"},
    {"title: , x\n", "2:8 yaml: a text that begins with , needs quotes: title: \", x\"\n"},
    {"title: *foo*\n", "2:8 yaml: a text that begins with * needs quotes: title: \"*foo*\"\n"},
    {"title: *foo bar\n",
     "2:8 yaml-feature: the alias \"*foo\" is not read; put quotes around a text that begins with *\n2:8 "
     "yaml: the value ends before the line does; put quotes around all of it: title: \"*foo bar\"\n"},
    {"title: *foo\n",
     "2:8 yaml-feature: the alias \"*foo\" is not read; put quotes around a text that begins with *\n"},
    {"a: &x y\nb: *x\n",
     "2:4 yaml-feature: the anchor \"&x\" is not read; put quotes around a text that begins with &\n3:4 "
     "yaml-feature: the alias \"*x\" is not read; put quotes around a text that begins with *\n"},
    {"title: \"C:\\inetpub\"\n", "2:11 yaml: a backslash in double quotes begins an escape, and there is "
                                 "none like this; use single quotes: title: 'C:\\inetpub'\n"},
    {"title: \"D:\\\\x 'y' \\q\"\n",
     "2:19 yaml: this is no YAML: found unknown escape character, while parsing a quoted scalar\n"},
    {"a: b\nfoo\nbar: c\n", "3:1 yaml: expected \"key: value\", found \"foo\"\n"},
    {"a: b\n  c: d\n", "3:3 yaml: this line is indented, but the key above it has a value already; write "
                       "\"c: d\" below that key's first letter\n"},
    {"title: a\n  sub: b\n", "3:3 yaml: this line is indented, but the key above it has a value already; "
                             "write \"sub: b\" below that key's first letter\n"},
    {"a:\n   b: c\n  d: e\n", "4:3 yaml: expected a key in column 1, as those above; found \"d: e\"\n"},
    {"title:Ferie\n", "2:1 yaml: a blank is missing after the colon: title: Ferie\n"},
    {"title:Ferie\ndraft: true\n", "2:1 yaml: a blank is missing after the colon: title: Ferie\n"},
    {"draft: true\ntitle:Ferie\n", "3:1 yaml: a blank is missing after the colon: title: Ferie\n"},
    {"%x\n", "2:1 yaml: a text that begins with % needs quotes: \"%x\"\n"},
    {"title: 'Det's godt'\n",
     "2:8 yaml: the value ends before the line does; put quotes around all of it: title: \"Det's godt\"\n"},
    {"title: \"a\" b\n",
     "2:8 yaml: the value ends before the line does; put quotes around all of it: title: \"a\\\" b\"\n"},
    {"title: [a, b]]\n",
     "2:8 yaml: the value ends before the line does; put quotes around all of it: title: \"[a, b]]\"\n"},
    {"title: [x] y\n",
     "2:8 yaml: the value ends before the line does; put quotes around all of it: title: \"[x] y\"\n"},
    {"- a\n- b\n", "2:1 yaml: expected lines of \"key: value\", found a list\n"},
    {"Ferie i august er god\n", "2:1 yaml: expected lines of \"key: value\", found a text\n"},
    {"title: !x y\n",
     "2:8 yaml-feature: the tag \"!x\" is not read; put quotes around a text that begins with !\n"},
    {"title: !!python/object/apply:os.system [\"id\"]\n",
     "2:8 yaml-feature: the tag \"!!python/object/apply:os.system\" is not read; put quotes "
     "around a text that begins with !\n"},
    {"tags:\n- a\n- !!str b\n", "4:3 yaml-feature: the tag \"!!str\" is not read; put quotes "
                                "around a text that begins with !\n"},
    {"a: |\n  x\n y\n", "4:2 yaml: expected a key in column 1, as those above; found \"y\"\n"},
    {"title: - x\n", "2:8 yaml: a list begins on the next line, or is written [a, b]; a text that begins "
                     "with - needs quotes: title: \"- x\"\n"},
    {"title: ? x\n", "2:8 yaml: a text that begins with ? needs quotes: title: \"? x\"\n"},
    {"title: > x\n", "2:8 yaml: after > or | the text begins on the next line; a text that begins with one "
                     "needs quotes: title: \"> x\"\n"},
    {"title: | x\n", "2:8 yaml: after > or | the text begins on the next line; a text that begins with one "
                     "needs quotes: title: \"| x\"\n"},
    {"a: b\n---\nc: d\n", "4:1 yaml: a second YAML document begins before this; a file holds one\n"},
    {"a: b\n...\nx\n", "4:1 yaml: the line ... above ends the YAML; nothing may follow it\n"},
    {"title: A\ndraft: true\ndraft: false\n",
     "4:1 double-key: the key \"draft\" stands already in line 3; keep one of them\n"},
    {"a: 1\nb: 2\na: 3\nb: 4\n",
     "4:1 double-key: the key \"a\" stands already in line 2; keep one of them\n5:1 double-key: the key "
     "\"b\" stands already in line 3; keep one of them\n"},
    {"<<: x\n", "2:1 yaml-feature: the merge key << is not read; write the values out\n"},
    {"base: &b {x: y}\nq:\n  <<: *b\n",
     "2:7 yaml-feature: the anchor \"&b\" is not read; put quotes around a text that begins with &\n4:3 "
     "yaml-feature: the merge key << is not read; write the values out\n4:7 yaml-feature: the alias \"*b\" "
     "is not read; put quotes around a text that begins with *\n"},
    {": a\n", "2:1 yaml: a key is missing before the colon\n"},
    {"[a]: b\n",
     "2:1 yaml: a key must be text, found a list; put quotes around a text that begins with {, [ or *\n"},
    {"{a: b}: c\n",
     "2:1 yaml: a key must be text, found a map; put quotes around a text that begins with {, [ or *\n"},
    {"a: [ x: y: z ]\n", "2:4 yaml: the list that begins here has no ], or a comma is missing in it\n"},
    {"tags:\n  - a\n  b: c\n",
     "4:3 yaml: expected \"- \" in column 3, as in the list above; found \"b: c\"\n"},
    {"- a: b\nc: d\n", "3:1 yaml: expected \"- \" in column 1, as in the list above; found \"c: d\"\n"},
    {"a: [[[[[[[[[[1]]]]]]]]]]\n", "2:11 limit: lists and maps within each other more than 8 deep\n"},
    {"a:\n - - - - - - - - - x\n", "3:16 limit: lists and maps within each other more than 8 deep\n"},
    {"title: \"L\\u202ex\\0\"\n",
     "2:8 control-character: the escaped invisible character U+202E is left out\n{\"title\":\"Lx\"}"},
    {"\"k\\u202e\": b\n",
     "2:1 control-character: the escaped invisible character U+202E is left out\n{\"k\":\"b\"}"},
    {"title: x\n\tb: c\n", "3:1 yaml: a tab cannot be used as indentation; write blanks: \"  b: c\"\n"},
    {"a: !<x\n", "2:7 yaml: this is no YAML: did not find the expected '>', while scanning a tag\n"},
    {"a: \"\\uD800\"\n", "2:7 yaml: this is no YAML: found invalid Unicode character escape code, while "
                         "parsing a quoted scalar\n"},
    {"a: }\n", "2:4 yaml: a text that begins with } needs quotes: a: \"}\"\n"},
    {"# kun en kommentar\n", "{}"},
    {"", "{}"},
    {"~\n", "{}"},
    {"title: Ferie i august: hvad gælder?\n",
     "2:8 yaml: a text with a colon in it needs quotes: title: \"Ferie i august: hvad gælder?\"\n"},
    {"tags: [Ferie: x, b]\n", "{\"tags\":[{\"Ferie\":\"x\"},\"b\"]}"},
    {"title: 08.15\nno: no\nversion: 1.10\ndate: 2026-03-01\nx: ~\ny:\nz: null\nq: 'null'\ntags: [a, 'b', c "
     "d]\nm: {a: b, c: [d]}\n",
     "{\"title\":\"08.15\",\"no\":\"no\",\"version\":\"1.10\",\"date\":\"2026-03-01\",\"x\":null,\"y\":null,"
     "\"z\":null,\"q\":\"null\",\"tags\":[\"a\",\"b\",\"c d\"],\"m\":{\"a\":\"b\",\"c\":[\"d\"]}}"},
    {"t: |\n  a\n  b\ns: >\n  c\n  d\n", "{\"t\":\"a\\nb\\n\",\"s\":\"c d\\n\"}"},
};

static void show_yaml(struct str yaml, struct arena *a, struct buf *out)
{
    struct diags ds = {.arena = a};
    struct value v;
    bool ok = yaml_parse(yaml, STR(""), 2, a, &ds, &v);
    show_diags(&ds, out);
    if (ok)
        value_json(&v, a, false, 9, out);
}

static void test_messages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct arena a = {0};
        struct buf got = {0};
        show_yaml(str_of(examples[i].yaml), &a, &got);
        assert_shown(&got, examples[i].want);
        arena_clear(&a);
    }
}

static void test_places(void **state)
{
    (void)state;
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct value v;
    assert_true(yaml_parse(STR("title: \"Å: b\"\ntags:\n  - x\n  - {y: z}\n"), STR("p"), 2, &a, &ds, &v));
    const struct value_pair *tags = value_pair(&v, STR("tags"));
    assert_int_equal(tags->line, 3);
    assert_int_equal(tags->col, 1);
    assert_int_equal(tags->value.list.items[0].line, 4);
    assert_int_equal(tags->value.list.items[0].col, 5);
    const struct value_pair *y = value_pair(&tags->value.list.items[1], STR("y"));
    assert_int_equal(y->col, 6);
    assert_int_equal(y->value.col, 9);
    assert_false(value_get(&v, STR("title"))->plain);
    assert_true(tags->value.list.items[0].plain);
    arena_clear(&a);
}

/* unit × n between head and tail */
static struct str repeated(struct buf *b, const char *head, const char *unit, size_t n, const char *tail)
{
    buf_clear(b);
    buf_put(b, str_of(head));
    for (size_t i = 0; i < n; i++)
        buf_put(b, str_of(unit));
    buf_put(b, str_of(tail));
    return buf_str(b);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What takes libyaml seconds when it is let run: refused at once. */
static void test_hostile_depth(void **state)
{
    (void)state;
    static const struct {
        const char *head, *unit, *tail;
        bool fits; /* large, but in order */
    } cases[] = {
        {"a: ", "[", "\n", false},       {"a: ", "{a: ", "\n", false}, {"a:\n  ", "- ", "x\n", false},
        {"a: ", "[\"]\",", "\n", false}, {"a: [", "a,", "a]\n", true}, {"a: ", "{", "\n", false},
        {"", "? ", "a\n", false},        {"a: \"", "[", "\"\n", true}, {"a: ", "[ #]\n", "\n", false},
    };
    struct buf b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct diags ds = {.arena = &a};
        struct value v;
        struct str s = repeated(&b, cases[i].head, cases[i].unit, LIMIT_FRONT / strlen(cases[i].unit) / 4,
                                cases[i].tail);
        double start = seconds();
        assert_int_equal(yaml_parse(s, STR(""), 1, &a, &ds, &v), cases[i].fits);
        assert_true(seconds() - start < 1.0);
        assert_int_equal(ds.n, cases[i].fits ? 0 : 1);
        arena_clear(&a);
    }
    buf_free(&b);
}

static void test_limits(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf b = {0}, got = {0};
    show_yaml(repeated(&b, "a: [", "x,", LIMIT_YAML_NODES, "x]\n"), &a, &got);
    assert_shown(&got, "2:39999 limit: more than 20000 values; split the file\n");
    got = (struct buf){0};
    show_yaml(STR("a: [[[[[[[x]]]]]]]\n"), &a, &got); /* the map and seven lists: eight deep */
    assert_shown(&got, "{\"a\":[[[[[[[\"x\"]]]]]]]}");
    buf_free(&b);
    arena_clear(&a);
}

/* Whole files come as they are on disk. */
static void test_bytes(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        const char *want;
    } files[] = {
        {STR_INIT("\xef\xbb\xbf"
                  "a: b\r\nc: d\r"),
         "{\"a\":\"b\",\"c\":\"d\"}"},
        {STR_INIT("a: \xe5\n"),
         "1:4 not-utf8: byte 0xE5 is not UTF-8; the file looks like Latin-1 or Windows-1252, where it is "
         "\"\xc3\xa5\": save it as UTF-8\n"},
        {STR_INIT("a: b\nc: \0\n"), "2:4 nul-byte: a NUL byte stands here; the file is damaged or no text\n"},
        {STR_INIT("\xff\xfe"
                  "a\0"),
         "1:1 not-utf8: the file looks like UTF-16 (little-endian): save it as UTF-8\n"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct arena a = {0};
        struct diags ds = {.arena = &a};
        struct buf got = {0};
        struct value v;
        bool ok = yaml_parse(files[i].bytes, STR(""), 1, &a, &ds, &v);
        show_diags(&ds, &got);
        if (ok)
            value_json(&v, &a, false, 0, &got);
        assert_shown(&got, files[i].want);
        arena_clear(&a);
    }
}

static void test_many_keys(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf b = {0}, got = {0};
    for (int i = 0; i < 200; i++)
        buf_printf(&b, "k%d: %d\n", i, i);
    buf_put(&b, STR("k5: x\nk150: y\n"));
    show_yaml(buf_str(&b), &a, &got);
    assert_shown(&got, "202:1 double-key: the key \"k5\" stands already in line 7; keep one of them\n"
                       "203:1 double-key: the key \"k150\" stands already in line 152; keep one of them\n");
    buf_free(&b);
    arena_clear(&a);
}

static void test_data(void **state)
{
    (void)state;
    static const struct example data[] = {
        {"[1, 'b', null]", "[1,\"b\",null]"},
        {"{\"a\": [true, {\"b\": \"\\u00e5\"}], \"n\": -1.5}",
         "{\"a\":[true,{\"b\":\"\xc3\xa5\"}],\"n\":-1.5}"},
        {"a: !!str 5\nb: \"5\"\n", "{\"a\":5,\"b\":\"5\"}"},
        {"tekst\n", "\"tekst\""},
        {"", "{}"},
        {"[[[[[[[[[[[[1]]]]]]]]]]]]", "[[[[[[[[[[[[1]]]]]]]]]]]]"},
    };
    for (size_t i = 0; i < sizeof data / sizeof *data; i++) {
        struct arena a = {0};
        struct diags ds = {.arena = &a};
        struct buf got = {0};
        struct value v;
        assert_true(yaml_parse_data(str_of(data[i].yaml), STR("d"), &a, &ds, &v));
        v = value_resolve(&v, &a);
        value_json(&v, &a, false, 0, &got);
        assert_shown(&got, data[i].want);
        arena_clear(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages), cmocka_unit_test(test_places), cmocka_unit_test(test_hostile_depth),
        cmocka_unit_test(test_limits),   cmocka_unit_test(test_bytes),  cmocka_unit_test(test_many_keys),
        cmocka_unit_test(test_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
