/* The history's small parts: idents, trailers, mailmap, likeness, sets, and packed bytes that somebody changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "history/mailmap.h"
#include "history/similar.h"
#include "history/trackset.h"
#include "history/trailers.h"
#include "history/walk.h"
#include "source/header.h"

static void assert_str(struct str s, const char *want)
{
    assert_int_equal(s.n, strlen(want));
    assert_memory_equal(s.n ? s.p : "", want, s.n);
}

static void idents(void **state)
{
    (void)state;
    struct ident id = header_ident(STR("Ane Hansen <ane@x> 1767603600 -0130"));
    assert_str(id.name, "Ane Hansen");
    assert_str(id.email, "ane@x");
    assert_true(id.has_date);
    assert_int_equal(id.date.offset, -90);
    assert_int_equal(id.date.epoch, 1767603600);
    id = header_ident(STR("a<b>c> 12 +0000")); /* the date stands behind the last > */
    assert_str(id.email, "b");
    assert_int_equal(id.seconds, 12);
    static const char *const dateless[] = {"A <a@x> 99999999999999999999 +0000",
                                           "A <a@x>",
                                           "A <a@x> 12",
                                           "A <a@x> -1 +0000",
                                           "A <a@x> 12 +1",
                                           "A <a@x> 12 +9900",
                                           "",
                                           "<",
                                           ">",
                                           "A a@x 12 +0000"};
    for (size_t i = 0; i < sizeof dateless / sizeof *dateless; i++)
        assert_false(header_ident(str_of(dateless[i])).has_date);
}

static void trailer_blocks(void **state)
{
    (void)state;
    struct str key, value;
    struct str block =
        trailers_find(STR("emne\n\ntekst: her\nog her\n\nCo-authored-by : Bo <b@x> \n folded\nX-y: z\n\n"));
    assert_true(trailers_next(&block, &key, &value));
    assert_str(key, "Co-authored-by");
    assert_str(value, "Bo <b@x>");
    assert_true(trailers_next(&block, &key, &value));
    assert_str(key, "X-y");
    assert_false(trailers_next(&block, &key, &value));
    static const char *const none[] = {"A: b", "A: b\n", "emne\n\ntekst\nA: b\n", "emne\n\nA: b\n\ntekst\n",
                                       "",     "\n\n\n"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(trailers_find(str_of(none[i])).n, 0);
    assert_true(trailers_find(STR("emne\n\ntekst\nSigned-off-by: x\nA: b\n")).n > 0);
}

static void mailmaps(void **state)
{
    (void)state;
    struct arena a = {0};
    struct mailmap m;
    mailmap_parse(
        &m, STR("#x\nAne <a@x>\n<b@y> <B@x>\nC D <c@y> c <c@x>\nF G <f@y> <f@x>\n<>\nuden\nfor sent <a@x"),
        &a);
    static const char *const cases[][4] = {{"n", "A@X", "Ane", "A@X"},
                                           {"n", "b@x", "n", "b@y"},
                                           {"C", "C@x", "C D", "c@y"},
                                           {"andre", "c@x", "andre", "c@x"},
                                           {"", "f@x", "F G", "f@y"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str name = str_of(cases[i][0]), email = str_of(cases[i][1]);
        mailmap_apply(&m, &name, &email);
        assert_str(name, cases[i][2]);
        assert_str(email, cases[i][3]);
    }
    arena_clear(&a);
}

static unsigned score(struct arena *a, const char *x, const char *y)
{
    struct print p, q;
    similar_print(str_of(x), a, &p);
    similar_print(str_of(y), a, &q);
    return similar_score(&p, &q);
}

static void likeness(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_int_equal(score(&a, "en\nto\ntre\n", "en\nto\ntre\n"), SIMILAR_MAX);
    assert_int_equal(score(&a, "en\r\nto\r\n", "en\nto\n"),
                     6 * SIMILAR_MAX / 8); /* line ends are alike, sizes are not */
    assert_int_equal(score(&a, "aa\nbb\n", "aa\ncc\n"), SIMILAR_RENAME);
    assert_true(score(&a, "aa\nbbb\n", "aa\nccc\n") < SIMILAR_RENAME);
    assert_int_equal(score(&a, "", ""), 0);
    assert_int_equal(score(&a, "x\n", "x\nmeget meget mere\n"), 0);
    arena_clear(&a);
}

static void sets(void **state)
{
    (void)state;
    struct trackset *s = trackset_new(10);
    trackset_add(s, 3);
    trackset_add(s, 1000);
    struct trackset *other = trackset_own(trackset_hold(s));
    assert_ptr_not_equal(s, other);
    trackset_remove(other, 3);
    trackset_add(other, 64);
    assert_true(trackset_has(s, 3) && !trackset_has(other, 3) && !trackset_has(s, 64) &&
                !trackset_has(s, 100000));
    s = trackset_join(s, other);
    assert_int_equal(s->count, 3);
    uint32_t i = 0, sum = 0;
    for (; trackset_next(s, &i); i++)
        sum += i;
    assert_int_equal(sum, 3 + 64 + 1000);
    trackset_drop(s);
}

static struct history sample(struct arena *a)
{
    struct history h = {.present = true,
                        .has_commit_date = true,
                        .commit_date = {1767603600, 60},
                        .n_people = 2,
                        .n_records = 3};
    h.people = ARENA_ARRAY(a, struct person, 2);
    h.people[0] = (struct person){STR("Ane"), STR("a@x")};
    h.people[1] = (struct person){STR("Bo Æ"), STR("b@x")};
    h.records = ARENA_ARRAY(a, struct record, 3);
    for (size_t i = 0; i < 3; i++) {
        struct record *r = &h.records[i];
        r->complete = i != 1;
        r->n_people = r->n_versions = r->n_former = r->n_reviews = i;
        r->reviews = ARENA_ARRAY(a, struct touch, 2);
        r->reviews[0] = r->reviews[1] =
            (struct touch){.known = true, .has_date = true, .date = {2, 60}, .author = 1};
        r->people = ARENA_ARRAY(a, struct contribution, 2);
        r->versions = ARENA_ARRAY(a, struct version, 2);
        r->former = ARENA_ARRAY(a, struct str, 2);
        r->people[1] = (struct contribution){1, 7};
        r->versions[0] = (struct version){
            .has_date = true, .date = {1, 0}, .author = 1, .path = STR("a.md"), .subject = STR("x")};
        r->former[1] = STR("gl.md");
        r->n_sure = i / 2;
        r->has_lines = i == 2;
        r->n_lines = i;
        r->lines = ARENA_ARRAY(a, struct line_run, 2);
        r->lines[0] = (struct line_run){3, LINES_UNKNOWN, false};
        r->lines[1] = (struct line_run){1, 1, true};
        r->created = (struct touch){.known = i == 2, .author = 1};
    }
    return h;
}

static void packing(void **state)
{
    (void)state;
    struct arena a = {0};
    struct history h = sample(&a), back;
    struct buf b = {0};
    history_pack(&h, &b);
    struct str bytes = buf_dup(&a, &b);
    assert_true(history_unpack(bytes, &a, &back));
    assert_int_equal(back.n_records, 3);
    assert_int_equal(back.records[2].people[1].commits, 7);
    assert_str(back.records[2].former[1], "gl.md");
    assert_str(back.people[1].name, "Bo Æ");
    assert_int_equal(back.records[2].reviews[1].date.epoch, 2);
    assert_int_equal(back.records[2].lines[0].version, LINES_UNKNOWN);
    assert_true(back.records[2].lines[1].blank && back.records[2].has_lines && !back.records[0].has_lines);
    assert_true(back.records[2].created.known && !back.records[1].created.known && !back.records[1].complete);
    for (size_t i = 0; i < bytes.n; i++)
        assert_false(history_unpack(str_sub(bytes, 0, i), &a, &back));
    for (size_t i = 0; i < bytes.n * 8; i++) { /* any bit turned: refused, or in bounds */
        buf_clear(&b);
        buf_put(&b, bytes);
        b.p[i / 8] = (char)(b.p[i / 8] ^ (1 << (i % 8)));
        if (!history_unpack(buf_str(&b), &a, &back))
            continue;
        for (size_t r = 0; r < back.n_records; r++) {
            for (size_t k = 0; k < back.records[r].n_people; k++)
                assert_true(back.records[r].people[k].person < back.n_people);
            for (size_t k = 0; k < back.records[r].n_versions; k++)
                assert_true(back.records[r].versions[k].author < back.n_people);
            for (size_t k = 0; k < back.records[r].n_reviews; k++)
                assert_true(back.records[r].reviews[k].author < back.n_people);
            assert_true(back.records[r].n_sure <= back.records[r].n_versions);
            for (size_t k = 0; k < back.records[r].n_lines; k++)
                assert_true(back.records[r].lines[k].version < back.records[r].n_versions ||
                            back.records[r].lines[k].version == LINES_UNKNOWN);
        }
    }
    buf_free(&b);
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(idents),   cmocka_unit_test(trailer_blocks), cmocka_unit_test(mailmaps),
        cmocka_unit_test(likeness), cmocka_unit_test(sets),           cmocka_unit_test(packing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
