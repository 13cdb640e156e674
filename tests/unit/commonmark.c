/* commonmark: our writer beside cmark-gfm's own, on the same trees. What differs by intent is made alike first: the table below
 * is the whole list, with links and pictures filled in as cmark-gfm would. */
#include "show.h"

#include <stdlib.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include "base/escape.h"

static const char *const snippets[] = {
    "a",
    "a\nb",
    "a  \nb",
    "a\\\nb",
    "a\n\nb\n",
    "   a\n  b\n",
    "*a* _b_ **c** __d__ ***e***",
    "*a **b** c*",
    "**a *b***",
    "a*b*c a_b_c",
    "`a` `` b`c `` ` d `",
    "`<b>&amp;`",
    "\\*a\\* \\# \\<",
    "&amp; &lt; &copy; &#35; &#x22; &auml;",
    "\"quoted\" 'single' <",
    "~~a~~ ~b~",
    "## a",
    "## a ##",
    "### *a* `b`",
    "#a",
    "a\n---\nb",
    "## a\n## b\n",
    "###### a\n####### b",
    "> a\n> b\n\n> c",
    "> a\nlazy\n",
    "> > a\n> b\n",
    "> ## a\n> - b\n>\n> c",
    "- a\n- b",
    "- a\n\n- b",
    "- a\n- b\n\n\n- c",
    "* a\n  * b\n    * c\n* d",
    "- a\n\n  b\n\n  - c\n",
    "1. a\n2. b",
    "3. a\n4. b",
    "0) a\n1) b",
    "1. a\n   - b\n     1. c\n",
    "- a\n+ b\n* c",
    "-\n- a\n-\n",
    "- ```\n  x\n  ```\n- y",
    "- > a\n  > b\n- ## c\n",
    "***",
    "a\n\n---\n\n___\n",
    "    a\n      b\n\n    c\n",
    "```\na\n\n b\n```",
    "~~~~ c\na\n~~~\n~~~~",
    "```\nopen",
    "\ta\n",
    "[a](b)",
    "[a](b \"c\")",
    "[*a* `b`](c)",
    "[a]: b \"t\"\n\n[a] [x][a] [a][]",
    "![a](b)",
    "![*a*](b 'c')",
    "[![a](b)](c)",
    "[a] [b]() [c](<d e>)",
    "<https://a.b/c> <d@e.fg>",
    "| a | b |\n|---|---|\n| c | d |",
    "|a|b|\n|:-|-:|\n|*c*|`d`|\n|e|\n",
    "| a |\n| - |\n",
    "a | b\n-|-\nc \\| d | e\n\nf",
    "x\n\n- a\n\n\n  b\n\nc",
    "a<b>c</b>d",
    "<div>\nx\n</div>\n\ny",
    "a <!-- b --> c",
    "*a\nb*\n`c\nd`",
    "[a\nb](c)",
    "a\\\n",
    "* * *\n",
    "- - a\n",
    "1. > a\n   > b\n",
};

static const struct {
    const char *theirs, *alike;
} differences[] = {
    {" />", ">"},
    {"<pre>", "<pre tabindex=\"0\">"},
    {"<!-- raw HTML omitted -->\n", ""},
    {"<!-- raw HTML omitted -->", ""},
    {" align=\"left\"", " class=\"left\""},
    {" align=\"right\"", " class=\"right\""},
    {"<th", "<th scope=\"col\""},
    {"<th scope=\"col\"ead", "<thead"},
    {"<table>", "<div class=\"scroll\">\n<table>"},
    {"</table>", "</table>\n</div>"},
};

static struct str replace(struct arena *a, struct str s, struct str from, struct str to)
{
    struct buf b = {0};
    size_t at;
    while ((at = str_find_str(s, from)) != STR_NONE) {
        buf_put(&b, str_sub(s, 0, at));
        buf_put(&b, to);
        s = str_from(s, at + from.n);
    }
    buf_put(&b, s);
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

static struct str theirs(const char *text, struct arena *a)
{
    static const char *const names[] = {"table", "strikethrough", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (size_t i = 0; i < 3; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
    cmark_parser_feed(parser, text, strlen(text));
    cmark_node *root = cmark_parser_finish(parser);
    char *html = cmark_render_html(root, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
    struct str s = str_dup(a, str_of(html));
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
        s = replace(a, s, str_of(differences[i].theirs), str_of(differences[i].alike));
    free(html);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return s;
}

static void put_hole(struct buf *b, const struct hole *h, bool open)
{
    bool image = h->kind == HOLE_IMAGE;
    if (h->kind == HOLE_CAPITALS)
        return;
    if (!open) {
        buf_put(b, image ? STR("") : STR("</a>"));
        return;
    }
    buf_put(b, image ? STR("<img src=\"") : STR("<a href=\""));
    escape_url(b, h->dest);
    if (image) {
        buf_put(b, STR("\" alt=\""));
        escape_html(b, h->alt);
    }
    if (h->title.n) {
        buf_put(b, STR("\" title=\""));
        escape_html(b, h->title);
    }
    buf_put(b, STR("\">"));
}

/* Takes out ` what...` up to the end of the tag. */
static struct str without(struct arena *a, struct str s, struct str what)
{
    struct buf b = {0};
    size_t at;
    while ((at = str_find_str(s, what)) != STR_NONE) {
        buf_put(&b, str_sub(s, 0, at));
        s = str_from(s, at);
        s = str_from(s, str_find(s, '>'));
    }
    buf_put(&b, s);
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

/* The HTML with its holes filled; ids, and the label of a table, taken out. */
static struct str ours(const char *text, struct arena *a)
{
    struct buf b = {0};
    const struct doc *d = doc_parse(str_of(text), a);
    show_holes(d, 0, d->n_holes, 0, (uint32_t)d->html.n, put_hole, &b);
    struct str s = buf_dup(a, &b);
    buf_free(&b);
    return without(a, without(a, s, STR(" id=\"")), STR(" tabindex=\"0\" role=\"group\""));
}

static void test_snippets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof snippets / sizeof *snippets; i++) {
        struct arena a = {0};
        struct buf got = {0};
        buf_put(&got, ours(snippets[i], &a));
        assert_shown(&got, str_c(&a, theirs(snippets[i], &a)));
        arena_clear(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_snippets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
