/* doc_pack: what is packed comes back; what is damaged or forged does not, and never reads outside. */
#include "show.h"

#include <stdlib.h>

#include "../fuzz/check.h"

static const char *const pages[] = {
    "",
    "---\ntitle: A\ntags: [x, {y: z}]\n---\n# A\n\ntekst [a](b.md \"t\") ![c](d.png)\n\n## "
    "L\xc3\xb8n\n\n[![e](f.png) g](h)\n",
    "<b>x</b> [a](javascript:x)\n\n> [!NOTE]\n> https://youtu.be/x\n\nhttps://youtu.be/x\n",
    "---\ntitle: a: b\n---\n",
    "| a | b |\n|---|---|\n| c[^1] | d |\n\n[^1]: e\n",
    "Svar senest 1. marts 2024, og i foråret 2025.\n",
};

static void test_round_trip(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct arena a = {0};
        struct buf b = {0}, before = {0}, after = {0};
        const struct doc *d = doc_parse(str_of(pages[i]), &a);
        doc_pack(d, &b);
        const struct doc *u = doc_unpack(buf_str(&b), &a);
        assert_non_null(u);
        assert_null(doc_fault(d, &a));
        show_html(d, &before);
        show_diags(&d->diags, &before);
        show_html(u, &after);
        show_diags(&u->diags, &after);
        value_json(&d->front, &a, false, 0, &before);
        value_json(&u->front, &a, false, 0, &after);
        buf_char(&before, 0);
        assert_shown(&after, before.p);
        assert_int_equal(u->words, d->words);
        assert_int_equal(u->body_line, d->body_line);
        assert_int_equal(u->n_headings, d->n_headings);
        assert_int_equal(u->n_codes, d->n_codes);
        for (size_t k = 0; k < d->n_codes; k++)
            assert_memory_equal(&u->codes[k], &d->codes[k], sizeof *u->codes);
        assert_int_equal(u->n_mentions, d->n_mentions);
        for (size_t k = 0; k < d->n_mentions; k++) {
            assert_int_equal(date_cmp(u->mentions[k].last, d->mentions[k].last), 0);
            assert_true(str_eq(u->mentions[k].words, d->mentions[k].words));
        }
        buf_free(&before);
        buf_free(&b);
        arena_clear(&a);
    }
}

static struct str copy(struct buf *to, struct str s)
{
    buf_clear(to);
    buf_put(to, s);
    return buf_str(to);
}

/* Every length, and every byte changed in three ways: NULL or a sound doc. Copies are exact, so that the sanitizer sees an overrun. */
static void test_damage(void **state)
{
    (void)state;
    static const unsigned char flips[] = {0x01, 0x80, 0xff};
    struct buf b = {0};
    struct arena a = {0};
    doc_pack(doc_parse(str_of(pages[1]), &a), &b);
    for (size_t n = 0; n < b.n; n++) {
        struct arena scratch = {0};
        char *p = mem_alloc(n ? n : 1);
        memcpy(p, b.p, n);
        assert_null(doc_unpack(str_n(p, n), &scratch));
        free(p);
        arena_clear(&scratch);
    }
    struct buf turned = {0};
    for (size_t i = 0; i < b.n; i++) {
        for (size_t k = 0; k < sizeof flips; k++) {
            struct arena scratch = {0};
            copy(&turned, buf_str(&b));
            turned.p[i] = (char)(turned.p[i] ^ flips[k]);
            const struct doc *d = doc_unpack(buf_str(&turned), &scratch);
            for (size_t h = 0; d && h < d->n_holes; h++)
                assert_true(d->holes[h].start <= d->holes[h].end && d->holes[h].end <= d->html.n);
            arena_clear(&scratch);
        }
    }
    buf_free(&turned);
    buf_free(&b);
    arena_clear(&a);
}

/* A worker that was taken over may send any numbers. */
static void test_forged(void **state)
{
    (void)state;
    struct arena a = {0};
    struct hole holes[2];
    struct heading heading = {.level = 2, .id = STR("x")};
    struct doc good = {.front = {.kind = VALUE_MAP},
                       .html = STR("a\xc3\xa6"
                                   "bc"),
                       .holes = holes,
                       .n_holes = 2,
                       .headings = &heading,
                       .n_headings = 1,
                       .diags = {.arena = &a}};
    static const struct {
        struct hole first, second;
        bool sound;
    } cases[] = {
        {{.kind = HOLE_LINK, .end = 5, .inner = 1}, {.kind = HOLE_IMAGE, .start = 3, .end = 3}, true},
        {{.kind = HOLE_LINK, .end = 5, .inner = 1},
         {.kind = HOLE_IMAGE, .start = 2, .end = 2},
         false}, /* within a character */
        {{.kind = HOLE_LINK, .end = 5, .inner = 2}, {.kind = HOLE_IMAGE, .start = 3, .end = 3}, false},
        {{.kind = HOLE_LINK, .end = 5}, {.kind = HOLE_IMAGE, .start = 3, .end = 3}, false}, /* not counted */
        {{.kind = HOLE_LINK, .end = 5, .inner = 1}, {.kind = HOLE_LINK, .start = 3, .end = 4}, false},
        {{.kind = HOLE_LINK, .end = 6}, {.kind = HOLE_IMAGE, .start = 5, .end = 5}, false},
        {{.kind = HOLE_LINK, .start = 3, .end = 1}, {.kind = HOLE_IMAGE, .start = 5, .end = 5}, false},
        {{.kind = HOLE_IMAGE, .start = 3, .end = 4}, {.kind = HOLE_IMAGE, .start = 5, .end = 5}, false},
        {{.kind = HOLE_IMAGE, .start = 3, .end = 3},
         {.kind = HOLE_IMAGE, .start = 1, .end = 1},
         false}, /* order */
        {{.kind = 9, .start = 3, .end = 3}, {.kind = HOLE_IMAGE, .start = 3, .end = 3}, false},
        {{.kind = HOLE_STRING, .dest = STR_INIT("note")}, {.kind = HOLE_LINK, .start = 3, .end = 5}, true},
        {{.kind = HOLE_LINK, .end = 1, .dest = STR_INIT("x"), .dropped = true},
         {.kind = HOLE_IMAGE, .start = 3, .end = 3},
         false},
        {{.kind = HOLE_LINK, .end = 1, .dest = STR_INIT("\xff")},
         {.kind = HOLE_IMAGE, .start = 3, .end = 3},
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        holes[0] = cases[i].first;
        holes[1] = cases[i].second;
        doc_pack(&good, &b);
        assert_int_equal(doc_unpack(buf_str(&b), &a) != NULL, cases[i].sound);
        buf_free(&b);
    }
    static const struct heading headings[] = {{.level = 7},
                                              {.level = 0},
                                              {.level = 2, .html_at = 6},
                                              {.level = 2, .html_at = 2},
                                              {.level = 2, .text_at = 1}};
    static const struct code_span codes[] = {{0, 6}, {2, 1}, {2, 2}};
    struct code_span code;
    good.n_holes = 0;
    good.text = good.html;
    good.codes = &code;
    good.n_codes = 1;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct buf b = {0};
        code = codes[i];
        doc_pack(&good, &b);
        assert_null(doc_unpack(buf_str(&b), &a));
        buf_free(&b);
    }
    good.text = STR("");
    good.n_codes = 0;
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        struct buf b = {0};
        heading = headings[i];
        doc_pack(&good, &b);
        assert_null(doc_unpack(buf_str(&b), &a));
        buf_free(&b);
    }
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_round_trip), cmocka_unit_test(test_damage),
                                       cmocka_unit_test(test_forged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
