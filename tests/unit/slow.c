/* slow: pages made to cost a Markdown parser more than their size: each is read or refused within two seconds of processor time and
 * 300 MB, and what comes out is sound. Many are quadratic in other parsers; the first blocks took cmark-gfm over 20 s. */
#include "show.h"

#include <stdlib.h>
#include <time.h>

#include "../fuzz/check.h"
#include "read/markdown.h"

#ifdef __SANITIZE_ADDRESS__
enum { PAGE = 20 * 1000 };
#else
enum { PAGE = 200 * 1000 };
#endif

/* head, unit repeated, middle, unit2 repeated, tail: the two repeats share PAGE bytes. */
struct recipe {
    const char *head, *unit, *middle, *unit2, *tail;
};

static const struct recipe recipes[] = {
    /* containers */
    {"", ">", "a\n", "b\n", ""},
    {"", "- ", "a\n", "b\n", ""},
    {"", "- ", "a\n", "\n", ""},
    {"", "> ", "a\n", "> a\n", ""},
    {"", "> - ", "a\n", "", ""},
    {"", ">-", "a\n", "", ""},
    {"", "1. ", "a\n", "", ""},
    {"", "* ", "a\n", "", ""},
    {"", "- ", "", "*", "\n"},
    {"", "* ", "x\n", "", ""},
    {"", "> a\n", "", "", ""},
    {"", "- a\n", "", "", ""},
    {"", "- [ ] ", "a\n", "", ""},
    {"", "- [ ] a\n", "", "", ""},
    {"", "> ```\n", "", "", ""},
    {"", "  ", "- a\n", "", ""},
    {"- a\n", "\n", "  b\n", "\n", ""},
    {"", "-\n", "", "", ""},
    {"", "-\n\n", "", "", ""},
    {"> - > - > - > - a\n", "b\n", "", "", ""},
    /* tables */
    {"|", "a|", "\n|", "-|", "\n"},
    {"|x|\n|-|\n", "a\n", "", "", ""},
    {"a|b\n-|-\n", "|\n", "", "", ""},
    {"", "|", "\n", "", ""},
    {"", "|-\n", "", "", ""},
    {"", "a\n", "|-\n", "", ""},
    {"", "a | b\nc\n", "", "", ""},
    {"", "a|b\n|-\n", "", "", ""},
    {"|a|\n|-|\n|", "\\|", "|\n", "", ""},
    {"", ":-", "\n", "", ""},
    {"", "- |", "\n", "", ""},
    {"", "> |a|\n> |-|\n", "", "", ""},
    {"|", "x|\r", "\n", "", ""},
    {"a\n", ":-\n", "", "", ""},
    {"", "|a|b|\n|-|-|\n\n", "", "", ""},
    {"a|b\n-|-\n", "c | d\n", "", "", ""},
    {"", "a|b\n> |-|-\n", "", "", ""},
    {"- a|b\n", "  -|-|-\n", "", "", ""},
    /* links and references */
    {"[a]: /", "x", "\n\n", "[a] ", "\n"},
    {"", "[", "\n", "", ""},
    {"", "[a", "\n", "", ""},
    {"", "a]", "\n", "", ""},
    {"", "[", "a", "]", "\n"},
    {"", "[ (](", "\n", "", ""},
    {"", "[a](b", "\n", "", ""},
    {"", "[a](<b", "\n", "", ""},
    {"", "![a](b", "\n", "", ""},
    {"", "![l", "\n", "", ""},
    {"", "![^", "\n", "", ""},
    {"", "[^", "\n", "", ""},
    {"", "[ (](", "", "**x [a*b**c*](d)", "\n"},
    {"", "[a]: <", "\n", "", ""},
    {"", "[a]: u \"t\n", "", "", ""},
    {"[", "\\", "]: u\n", "", ""},
    {"", "[a]: /u\n", "", "[a] ", "\n"},
    {"", "[a]: b\n\n", "", "", ""},
    {"", "[](a)", "\n", "", ""},
    {"", "![](a)", "\n", "", ""},
    {"", "[a](b) ", "\n", "", ""},
    {"", "[![](a)](b)", "\n", "", ""},
    {"[a]: /x\n\n", "[a]", "\n", "", ""},
    {"", "[a](\"", "\n", "", ""},
    /* footnotes */
    {"", "[^1]", "\n\n[^1]: x\n", "", ""},
    {"", "[^a]: x\n\n", "", "", ""},
    {"[^", "a", "]\n", "", ""},
    {"[^1]\n\n", "[^1]: [^1]\n\n", "", "", ""},
    {"", "[^x] ", "\n", "", ""},
    {"# ", "[^1]", "\n\n[^1]: x\n", "", ""},
    /* emphasis */
    {"", "_", "\n", "", ""},
    {"", "_", "a", "_", "\n"},
    {"", "*", "a\n", "", ""},
    {"", "*a ", "\n", "", ""},
    {"", "_a ", "\n", "", ""},
    {"", "a** ", "\n", "", ""},
    {"", "*a_ ", "\n", "", ""},
    {"", "**a *b ", "\n", "", ""},
    {"a**b", "c* ", "\n", "", ""},
    {"", "*a **a ", "b", " a** a*", "\n"},
    {"", "~a ", "\n", "", ""},
    {"", "~~a ~b ", "\n", "", ""},
    {"", "~", "\n", "", ""},
    {"", "\"'", "\n", "", ""},
    {"", "a \"b", "\n", "", ""},
    /* code and HTML */
    {"", "`", "\n", "", ""},
    {"", "`a", "\n", "", ""},
    {"a ", "<!--a ", "\n", "", ""},
    {"a ", "<?", "\n", "", ""},
    {"a ", "<!A ", "\n", "", ""},
    {"a ", "<![CDATA[", "\n", "", ""},
    {"a ", "<", "\n", "", ""},
    {"a ", "<a ", "\n", "", ""},
    {"a ", "<a b='", "\n", "", ""},
    {"a ", "<x:", "\n", "", ""},
    {"", "<div>\n\n", "", "", ""},
    {"", "<!--\n", "", "", ""},
    {"", "<?php\n", "", "", ""},
    {"", "<div>", "\n", "", ""},
    {"", "<script>\n\n", "", "", ""},
    {"a ", "<b>", "\n", "", ""},
    {"", "```\n", "", "", ""},
    /* bare addresses */
    {"", "www.", "\n", "", ""},
    {"", "www.a.b ", "\n", "", ""},
    {"", "http://", "\n", "", ""},
    {"", "http://a.b ", "\n", "", ""},
    {"http://a.b/", ")", "\n", "", ""},
    {"http://a.b/", "(", "", ")", "\n"},
    {"http://a.b/", "&a;", "\n", "", ""},
    {"", ":", "@a.b://\n", "", ""},
    {"", "a:", "@\n", "", ""},
    {"", "@", "\n", "", ""},
    {"", "a@", "\n", "", ""},
    {"", "a@b.c ", "\n", "", ""},
    {"", "a", "@\n", "", ""},
    {"", "a.", "", "@", "\n"},
    {"www.", "a.", "\n", "", ""},
    {"", "http://a_", "\n", "", ""},
    {"", "w", "@\n", "", ""},
    {"", "mailto:a@", "\n", "", ""},
    {"", "www.a_", "\n", "", ""},
    {"", "a@b.c_", "\n", "", ""},
    {"http://a.b/", ";", "\n", "", ""},
    {"http://a.b/", "&;", "\n", "", ""},
    {"", "https://youtu.be/x\n\n", "", "", ""},
    /* the rest */
    {"", "&", "\n", "", ""},
    {"&", "a", ";\n", "", ""},
    {"", "\\", "\n", "", ""},
    {"", "abc\\de\\", "\n", "", ""},
    {"", "a\n", "===\n", "", ""},
    {"", "a\n-\n", "", "", ""},
    {"# ", "#", "a\n", "", ""},
    {"", "\t", "a\n", "", ""},
    {"", " ", "a\n", "", ""},
    {"", "\n", "", "", ""},
    {"", "a  \n", "", "", ""},
    {"", "a", "\n", "", ""},
    {"", "# a\n", "", "", ""},
    {"", "&#x202e;", "\n", "", ""},
    {"", "&#xfffe;a ", "\n", "", ""},
    {"", "> [!NOTE]\n\n", "", "", ""},
    {"---\n", "a: b\n", "---\n", "a ", "\n"},
    {"---\na: ", "[", "\n---\n", "", ""},
    {"", "\xe2\x80\xae", "\n", "", ""},
};

static void repeat(struct buf *b, const char *unit, size_t bytes)
{
    for (size_t n = strlen(unit), i = 0; n && i < bytes; i += n)
        buf_put_n(b, unit, n);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check(struct str page, const char *what)
{
    struct arena a = {0};
    double start = seconds();
    const struct doc *d = doc_parse(page, &a);
    double took = seconds() - start;
    const char *fault = doc_fault(d, &a);
    if (took > 2.0 || markdown_memory() + a.total > (size_t)300 << 20 || fault)
        fail_msg("%s: %.2f s, %zu MB, %s", what, took, (markdown_memory() + a.total) >> 20,
                 fault ? fault : "sound");
    arena_clear(&a);
}

static void test_recipes(void **state)
{
    (void)state;
    struct buf b = {0};
    for (size_t i = 0; i < sizeof recipes / sizeof *recipes; i++) {
        const struct recipe *r = recipes + i;
        size_t bytes = r->unit2[0] ? PAGE / 2 : PAGE;
        buf_clear(&b);
        buf_put(&b, str_of(r->head));
        repeat(&b, r->unit, bytes);
        buf_put(&b, str_of(r->middle));
        repeat(&b, r->unit2, bytes);
        buf_put(&b, str_of(r->tail));
        check(buf_str(&b), r->unit);
    }
    buf_free(&b);
}

/* What grows from line to line. */
static void test_growing(void **state)
{
    (void)state;
    struct buf b = {0};
    for (size_t n = 1; b.n < PAGE; n++) { /* e`e``e``` ... */
        buf_char(&b, 'e');
        repeat(&b, "`", n);
    }
    check(buf_str(&b), "backticks");
    buf_clear(&b);
    for (size_t n = 0; b.n < PAGE; n++) {
        repeat(&b, "  ", n * 2);
        buf_put(&b, STR("* a\n"));
    }
    check(buf_str(&b), "list levels");
    buf_clear(&b);
    for (size_t n = 0; n < 120; n++) { /* as deep as it may be, then many lines */
        repeat(&b, "  ", n * 2);
        buf_put(&b, STR("* a\n"));
    }
    repeat(&b, "\n", PAGE - b.n);
    check(buf_str(&b), "list levels, then empty lines");
    buf_clear(&b);
    for (unsigned n = 0; b.n < PAGE; n++)
        buf_printf(&b, "[^%u]: [^%u]\n\n", n, n + 1);
    buf_put(&b, STR("[^0]\n"));
    check(buf_str(&b), "footnotes in footnotes");
    buf_clear(&b);
    for (unsigned n = 0; b.n < PAGE; n++)
        buf_printf(&b, "[%u]: /u%u \"t\"\n", n, n);
    for (unsigned n = 0; n < 3000; n++)
        buf_printf(&b, "[%u] ", n);
    check(buf_str(&b), "definitions");
    buf_clear(&b);
    buf_put(&b, STR("---\n"));
    for (unsigned n = 0; b.n < 60000; n++)
        buf_printf(&b, "k%u: v\n", n % 4000);
    buf_put(&b, STR("---\n"));
    check(buf_str(&b), "keys twice");
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_recipes), cmocka_unit_test(test_growing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
