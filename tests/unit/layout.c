/* Mustache beyond the specification's own tests: faults, bounds, indentation, uses, objects. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "layout/layout.h"

struct fixture {
    struct arena a;
    struct layouts ls;
    struct diags ds;
    struct buf out;
    struct value data; /* a map */
};

static int begin(void **state)
{
    struct fixture *f = mem_alloc(sizeof *f);
    f->ls.arena = f->ds.arena = &f->a;
    f->data.kind = VALUE_MAP;
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    buf_free(&f->out);
    arena_clear(&f->a);
    free(f);
    return 0;
}

static bool add(struct fixture *f, const char *name, const char *text)
{
    return layout_add(&f->ls, str_of(name), str_of(text), str_of(name), 1, &f->ds);
}

static void set(struct fixture *f, const char *key, struct value v)
{
    value_map_add(&f->data, &f->a, str_of(key), v);
}

/* What `name` renders to, as a C string; *cut is layout_render's answer. */
static const char *rendered(struct fixture *f, const char *name, const char **cut)
{
    buf_clear(&f->out);
    *cut = layout_render(&f->ls, layout_find(&f->ls, str_of(name)), &f->data, &f->a, &f->out);
    return str_c(&f->a, buf_str(&f->out));
}

static void expect(struct fixture *f, const char *template, const char *want)
{
    const char *cut;
    assert_true(add(f, "t", template));
    assert_string_equal(rendered(f, "t", &cut), want);
    assert_null(cut);
}

/* ---- faults ---- */

static void test_faults(void **state)
{
    static const struct {
        const char *text;
        uint32_t line, col;
        const char *want;
    } rows[] = {
        {"x\n\n{{#a}}\ny", 3, 1, "section \"a\" opened on line 3 is not closed"},
        {"{{^a}}", 1, 1, "inverted section \"a\" opened on line 1 is not closed"},
        {"{{<base}}", 1, 1, "parent \"base\" opened on line 1 is not closed"},
        {"{{$b}}", 1, 1, "block \"b\" opened on line 1 is not closed"},
        {"{{#a}}\n  {{/b}}\n{{/a}}", 2, 3,
         "expected the end of section \"a\" opened on line 1, found the end of \"b\""},
        {"{{#a}}{{#b}}\n{{/a}}", 2, 1,
         "expected the end of section \"b\" opened on line 1, found the end of \"a\""},
        {"{{/a}}", 1, 1, "\"a\" is closed here but was not opened"},
        {"øl {{a", 1, 4, "tag \"{{a\" is not closed: expected \"}}\", found the end of the file"},
        {"{{a\n{{b}}", 1, 1, "tag \"{{a\" is not closed: expected \"}}\", found \"{{\" on line 2"},
        {"{{{a}} {{b}}", 1, 1, "tag \"{{{a}}\" is not closed: expected \"}}}\", found \"{{\" on line 1"},
        {"{{! a", 1, 1, "tag \"{{! a\" is not closed: expected \"}}\", found the end of the file"},
        {"{{=<% %>}}", 1, 1, "tag \"{{=<% %>}}\" is not closed: expected \"=}}\", found the end of the file"},
        {"{{=<%=}}", 1, 1,
         "expected two delimiters with a blank between them and without \"=\", found \"<%\""},
        {"{{=a b c=}}", 1, 1,
         "expected two delimiters with a blank between them and without \"=\", found \"a b c\""},
        {"{{}}", 1, 1, "expected a name, found none"},
        {"{{# }}", 1, 1, "expected a name, found none"},
        {"{{>*}}", 1, 1, "expected a name, found none"},
        {"{{if a}}", 1, 1, "a name holds no blanks, found \"if a\""},
        {"{{a..b}}", 1, 1, "expected a name on each side of a dot, found \"a..b\""},
        {"{{#if a}}x{{/if}}", 1, 1, "a name holds no blanks, found \"if a\""},
        {"{{<*x}}{{/x}}", 1, 8, "expected the end of parent \"x\" opened on line 1, found the end of \"x\""},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        f->ds.n = 0;
        assert_false(add(f, "t", rows[i].text));
        diags_settle(&f->ds, false, NULL);
        assert_string_equal(str_c(&f->a, f->ds.items[0].text), rows[i].want);
        assert_int_equal(f->ds.items[0].line, rows[i].line);
        assert_int_equal(f->ds.items[0].col, rows[i].col);
        assert_int_equal(f->ds.items[0].code, CODE_TEMPLATE);
        assert_null(layout_find(&f->ls, STR("t")));
    }
}

static void test_all_faults_are_reported(void **state)
{
    struct fixture *f = *state;
    assert_false(add(f, "t", "{{a b}}\n{{#s}}\n{{/x}}\n{{}}\n{{/s}}\n{{#u}}\n"));
    assert_int_equal(f->ds.n, 4);
}

static void test_line_offset(void **state)
{
    struct fixture *f = *state;
    assert_false(layout_add(&f->ls, STR("t"), STR("a\n {{}}"), STR("layouts/t.mustache"), 7, &f->ds));
    assert_int_equal(f->ds.items[0].line, 8);
    assert_int_equal(f->ds.items[0].col, 2);
}

static void test_not_utf8(void **state)
{
    struct fixture *f = *state;
    assert_false(add(f, "t", "a\næ\xff"));
    assert_int_equal(f->ds.items[0].code, CODE_NOT_UTF8);
    assert_int_equal(f->ds.items[0].line, 2);
    assert_int_equal(f->ds.items[0].col, 2);
    assert_true(add(f, "t", "\xEF\xBB\xBFx"));
}

/* ---- values ---- */

static bool get_self(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    (void)a;
    if (!str_eq(key->s, STR("next")))
        return false;
    *out = *self;
    return true;
}

static struct str text_of(const struct value *self, struct arena *a)
{
    (void)self;
    (void)a;
    return STR("<o>");
}

static void test_values(void **state)
{
    static const struct value_class cls = {.name = "o", .get = get_self, .text = text_of};
    struct fixture *f = *state;
    set(f, "html", value_html(STR("<b>")));
    set(f, "text", value_text(STR("<b>")));
    set(f, "o", value_object(&cls, NULL, NULL));
    set(f, "zero", value_int(0));
    set(f, "far", value_int(INT64_MIN));
    set(f, "no", value_bool(false));
    expect(f, "{{html}} {{{html}}} {{text}} {{&text}}", "<b> <b> &lt;b&gt; <b>");
    expect(f, "{{o}} {{o.next.next}} {{#o}}{{next}}{{.}}{{/o}}{{o.none}}",
           "&lt;o&gt; &lt;o&gt; &lt;o&gt;&lt;o&gt;");
    expect(f, "{{#zero}}{{.}}{{/zero}} {{far}} {{no}}{{^no}}!{{/no}}", "0 -9223372036854775808 false!");
}

/* ---- lines ---- */

static void test_indentation(void **state)
{
    struct fixture *f = *state;
    struct value two[] = {value_text(STR("x\ny")), value_text(STR("z"))};
    set(f, "list", value_list(two, 2));
    set(f, "on", value_bool(true));
    assert_true(add(f, "inner", "a\n{{#list}}\n- {{.}}\n{{/list}}\n{{! gone }}\n{{#on}}b{{/on}}\n"));
    assert_true(add(f, "outer", "<\n  {{>inner}}\n>\n"));
    expect(f, "{{>outer}}", "<\n  a\n  - x\ny\n  - z\n  b\n>\n");
    expect(f, " {{>outer}}", " <\n   a\n   - x\ny\n   - z\n   b\n >\n");
    expect(f, " ({{>outer}})", " (<\n  a\n  - x\ny\n  - z\n  b\n>\n)");
    expect(f, "\t{{#on}}{{>outer}}{{/on}}", "\t<\n  a\n  - x\ny\n  - z\n  b\n>\n");
}

static void test_block_indentation(void **state)
{
    struct fixture *f = *state;
    assert_true(add(f, "own", "<\n  {{$b}}\n    default\n  {{/b}}\n>\n"));
    assert_true(add(f, "within", "<\n  {{$b}}default{{/b}}\n>\n"));
    expect(f, "{{<own}}{{/own}}", "<\n    default\n>\n");
    expect(f, "{{<own}}{{$b}}one{{/b}}{{/own}}", "<\n    one>\n");
    expect(f, "{{<own}}\n{{$b}}\n        one\n          two\n      three\n{{/b}}\n{{/own}}\n",
           "<\n    one\n      two\n    three\n>\n");
    expect(f, "{{<within}}\n{{$b}}\n\t\tone\n\t\ttwo\n{{/b}}\n{{/within}}\n", "<\n  one\n  two\n\n>\n");
    expect(f, " {{<within}}{{$b}}one\ntwo{{/b}}{{/within}} \n", " <\n   one\n   two\n >\n");
    expect(f, "{{<own}}{{$b}}{{/b}}{{/own}}", "<\n>\n");
    assert_true(add(f, "wrap", "  {{<own}}{{$b}}\n  {{$c}}\n  c\n  {{/c}}\n{{/b}}{{/own}}\n"));
    expect(f, "{{<wrap}}{{$c}}\nC\nD\n{{/c}}{{/wrap}}", "  <\n      C\n      D\n  >\n");
}

/* ---- inheritance ---- */

static void test_blocks_are_lexical(void **state)
{
    struct fixture *f = *state;
    assert_true(add(f, "base", "[{{$title}}base{{/title}}|{{$main}}{{/main}}]"));
    assert_true(add(f, "card", "({{$title}}card{{/title}})"));
    expect(f,
           "{{<base}}{{$title}}page{{/title}}{{$main}}{{<card}}{{$title}}mine{{/title}}{{/card}}{{/main}}{{/"
           "base}}",
           "[page|(mine)]");
    expect(f, "{{<base}}{{$title}}page{{/title}}{{$main}}{{>card}}{{/main}}{{/base}}", "[page|(card)]");
    assert_true(add(f, "middle", "{{<base}}{{$main}}m{{$more}}-{{/more}}{{/main}}{{/base}}"));
    expect(f, "{{<middle}}{{$title}}T{{/title}}{{$more}}+{{/more}}{{/middle}}", "[T|m+]");
    expect(f, "{{<none}}{{$title}}T{{/title}}{{/none}}.", ".");
}

static void test_dynamic_names(void **state)
{
    struct fixture *f = *state;
    set(f, "which", value_text(STR("card")));
    set(f, "none", value_text(STR("")));
    set(f, "out", value_text(STR("../card")));
    assert_true(add(f, "", "self"));
    assert_true(add(f, "card", "({{$t}}card{{/t}})"));
    expect(f, "{{>*which}}{{<*which}}{{$t}}x{{/t}}{{/*which}}{{< * which }}{{/ * which }}",
           "(card)(x)(card)");
    expect(f, "{{>*none}}{{>*out}}{{>*nothing}}.", ".");
}

/* ---- bounds ---- */

static struct str repeat(struct fixture *f, const char *head, const char *piece, size_t n, const char *tail)
{
    struct buf b = {0};
    buf_put(&b, str_of(head));
    for (size_t i = 0; i < n; i++)
        buf_put(&b, str_of(piece));
    buf_put(&b, str_of(tail));
    struct str s = buf_dup(&f->a, &b);
    buf_free(&b);
    return s;
}

static void test_recursion_is_cut_off(void **state)
{
    struct fixture *f = *state;
    const char *cut;
    assert_true(add(f, "once", "a{{>once}}"));
    assert_int_equal(strlen(rendered(f, "once", &cut)), LIMIT_TEMPLATE_DEPTH + 1);
    assert_string_equal(
        cut, "partials lie more than 64 deep in each other and were cut off; does one include itself?");
    assert_true(add(f, "twice", "{{>twice}}{{>twice}}"));
    assert_string_equal(rendered(f, "twice", &cut), "");
    assert_non_null(cut);
    assert_true(add(f, "wide", "  {{>wide}}\nx\n  {{>wide}}\n"));
    rendered(f, "wide", &cut);
    assert_non_null(cut);
    assert_true(f->out.n < (size_t)2 * LIMIT_TEMPLATE_OUTPUT);
    assert_true(add(f, "self", "{{<self}}{{$a}}{{$a}}{{/a}}{{<self}}{{/self}}{{/a}}{{/self}}{{$a}}b{{/a}}"));
    rendered(f, "self", &cut);
    assert_non_null(cut);
}

static void test_deepest_nesting(void **state)
{
    struct fixture *f = *state;
    const char *cut;
    set(f, "a", value_bool(true));
    struct str most = str_cat(&f->a, repeat(f, "", "{{#a}}", LIMIT_TEMPLATE_NESTING, "{{>deep}}x"),
                              repeat(f, "", "{{/a}}", LIMIT_TEMPLATE_NESTING, ""));
    assert_true(layout_add(&f->ls, STR("deep"), most, STR("deep"), 1, &f->ds));
    rendered(f, "deep", &cut);
    assert_string_equal(cut, "partials and sections lie more than 1024 deep in each other and were cut off");
    struct str more = str_cat(&f->a, repeat(f, "", "{{#a}}", 50000, "x"), repeat(f, "", "{{/a}}", 50000, ""));
    assert_false(layout_add(&f->ls, STR("deeper"), more, STR("deeper"), 1, &f->ds));
    assert_int_equal(f->ds.n, 1);
    assert_string_equal(str_c(&f->a, f->ds.items[0].text),
                        "sections and blocks lie more than 64 deep in each other");
}

static void test_hostile_text_is_linear(void **state)
{
    static const char *const pieces[] = {"{{",       "{{{",      "{{a",       "{{{a}} ", "{{!",
                                         "{{=",      "{{#a}}",   "{{/a}}",    "\n",      "  ",
                                         "{{$a}}\n", "{{<a}}\n", "{{=| |=}}", "}}",      "{{a}}"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        f->ds.n = 0;
        layout_add(&f->ls, STR("t"), repeat(f, "", pieces[i], LIMIT_SETTINGS / strlen(pieces[i]), ""),
                   STR("t"), 1, &f->ds);
        assert_true(f->ds.n <= LIMIT_DIAGS + LIMIT_TEMPLATE_NESTING);
    }
    f->ds.n = 0;
    assert_false(layout_add(&f->ls, STR("t"), repeat(f, "", "x", LIMIT_SETTINGS, "x"), STR("t"), 1, &f->ds));
    assert_int_equal(f->ds.items[0].code, CODE_TOO_LARGE);
}

static void test_output_is_bounded(void **state)
{
    struct fixture *f = *state;
    const char *cut;
    struct value hundred[100];
    for (size_t i = 0; i < 100; i++)
        hundred[i] = value_int((int64_t)i);
    set(f, "l", value_list(hundred, 100));
    set(f, "big", value_text(repeat(f, "", "<", 100000, "")));
    assert_true(add(f, "t", "{{#l}}{{#l}}{{big}}{{/l}}{{/l}}"));
    rendered(f, "t", &cut);
    assert_string_equal(cut, "more than 64 MiB of output: the rest was cut off");
    assert_true(f->out.n < LIMIT_TEMPLATE_OUTPUT + 1000000);
    assert_true(add(f, "t", "{{#l}}{{#l}}{{#l}}{{#l}}{{none}}{{/l}}{{/l}}{{/l}}{{/l}}"));
    rendered(f, "t", &cut);
    assert_string_equal(cut,
                        "more than 10 million steps: the rest was cut off; does a partial include itself?");
}

/* ---- uses ---- */

static void note(void *ctx, const struct layout_use *u)
{
    buf_printf(ctx, "%u:%u %.*s", u->line, u->col, STR_F(u->name));
    if (u->section)
        buf_printf(ctx, " in %.*s", STR_F(u->section->name));
    buf_printf(ctx, "%s%s\n", u->is_partial ? " partial" : "", u->raw ? " raw" : "");
}

static void test_uses(void **state)
{
    struct fixture *f = *state;
    assert_true(add(f, "t",
                    "{{a.b}}{{#s}}{{.}}{{{c}}}{{^d}}{{e}}{{/d}}{{/s}}\n{{>p/q}}{{>*dyn}}\n"
                    "{{<base}}{{ignored}}{{$x}}{{f}}{{/x}}{{/base}}"));
    layout_each_use(layout_find(&f->ls, STR("t")), note, &f->out);
    assert_string_equal(
        str_c(&f->a, buf_str(&f->out)),
        "1:1 a.b\n1:8 s\n1:19 c in s raw\n1:26 d in s\n1:32 e in s\n2:1 p/q partial\n2:9 dyn\n"
        "3:1 base partial\n3:27 f\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_faults),
        TEST(test_all_faults_are_reported),
        TEST(test_line_offset),
        TEST(test_not_utf8),
        TEST(test_values),
        TEST(test_indentation),
        TEST(test_block_indentation),
        TEST(test_blocks_are_lexical),
        TEST(test_dynamic_names),
        TEST(test_recursion_is_cut_off),
        TEST(test_deepest_nesting),
        TEST(test_hostile_text_is_linear),
        TEST(test_output_is_bounded),
        TEST(test_uses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
