/* The sentence in which a link stands: where it begins and ends, what of the HTML is text, and how a long one is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* clang-format off: cmocka wants the four before it */
#include <cmocka.h>
/* clang-format on */

#include "base/arena.h"
#include "base/buf.h"
#include "view/quote.h"

static struct arena arena;

/* The sentence around what stands between [ and ]. */
static struct str around(const char *marked)
{
    struct str s = str_of(marked);
    size_t start = str_find(s, '['), end = str_find(s, ']') - 1;
    struct str html =
        str_cat(&arena, str_cat(&arena, str_sub(s, 0, start), str_sub(s, start + 1, end - start)),
                str_from(s, end + 2));
    return quote_sentence(html, start, end, &arena);
}

static void test_sentences(void **state)
{
    static const struct {
        const char *html, *sentence;
    } cases[] = {
        {"<p>[A]</p>", "A"},
        {"<p>En. To [her] nu! Tre.</p>", "To her nu!"},
        {"<p>Fra før.</p>\n<p>[Løn] er godt.</p>\n<p>Efter.</p>", "Løn er godt."},
        {"<ul>\n<li>Et\n</li>\n<li>Se [<em>løn</em> &amp; ferie].\n</li>\n</ul>", "Se løn & ferie."},
        {"<p>Her er <strong>fed. Skrift</strong> og [link].</p>", "Skrift og link."},
        {"<p>Noter<sup class=\"fnref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup> og [link]<sup class=\"fnref\">2</sup>.</p>",
         "Noter og link."},
        {"<p>Vi bruger f.eks. Aarhus, jf. Løn, kl. 8.15 og nr. 3 i [bogen]. Slut.</p>",
         "Vi bruger f.eks. Aarhus, jf. Løn, kl. 8.15 og nr. 3 i bogen."},
        {"<p>Den 6. oktober 2022 kom [planen]. Ældre gælder. Øv.</p>", "Den 6. oktober 2022 kom planen."},
        {"<p>Det var i 2022. Derefter kom [planen]? »Nej.« Ja.</p>", "Derefter kom planen?"},
        {"<p>»Sådan.« Se [A] (og bo.) Ud. H. Hansen.</p>", "Se A (og bo.)"},
        {"<p>Linje et\ner [to<br>\ntre] fire</p>", "Linje et er to tre fire"},
        {"<td>Celle</td><td class=\"left\">Se [her]</td><td>Anden</td>", "Se her"},
        {"<p>Ikke en linje<br>\nmen [to]</p>", "men to"},
        {"[", ""},
    };
    (void)state;
    for (size_t i = 0; i + 1 < sizeof cases / sizeof *cases; i++) {
        struct str got = around(cases[i].html);
        if (!str_eq(got, str_of(cases[i].sentence)))
            fail_msg("%s: \"%.*s\"", cases[i].html, STR_F(got));
    }
}

static void test_long(void **state)
{
    struct buf b = {0};
    (void)state;
    buf_put(&b, STR("<p>"));
    for (int i = 0; i < 5000; i++)
        buf_put(&b, STR("ord "));
    size_t start = b.n;
    buf_put(&b, STR("LINK"));
    size_t end = b.n;
    for (int i = 0; i < 5000; i++)
        buf_put(&b, STR(" æøå"));
    buf_put(&b, STR("</p>"));
    struct str got = quote_sentence(buf_str(&b), start, end, &arena);
    assert_in_range(got.n, 200, 250);
    assert_true(str_starts(got, STR("… ord ")));
    assert_true(str_ends(got, STR(" æøå …")));
    assert_int_not_equal(str_find_str(got, STR("LINK")), STR_NONE);
    struct str whole =
        quote_sentence(buf_str(&b), 3, b.n - 4, &arena); /* the link is longer than what is shown */
    assert_in_range(whole.n, 100, 250);
    buf_free(&b);
}

static int clear(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
