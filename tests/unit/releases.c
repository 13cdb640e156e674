/* releases: names, order, what a rollback goes to and what goes; which files outlive their release. */
#include "write/releases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "write/publish.h"
#include "write/release.h"

#define H "-0123456789ab"

static struct arena arena;

static struct releases list(const char *const *names, const char *link)
{
    struct releases r = {0};
    for (; *names; names++)
        releases_add(&r, str_of(*names), &arena);
    assert_true(releases_settle(&r, str_of(link)));
    return r;
}

static void only_names_of_releases_count(void **state)
{
    (void)state;
    const char *const names[] = {
        "10" H, "9" H, ".new",    "9",  "0" H, "09" H, "9-0123456789AB-", "9-0123456789", "1234567890" H,
        "-1" H, "x" H, "9" H "c", "..", "",    NULL};
    struct releases r = list(names, "releases/9" H);
    assert_int_equal(r.n, 2);
    assert_true(str_eq(r.items[0].name, STR("9" H))); /* by number, not by letter */
    assert_int_equal(r.current, 0);
}

static void a_link_elsewhere_is_none_of_ours(void **state)
{
    (void)state;
    static const char *const links[] = {"/releases/1" H, "releases/../x", "releases/1" H "/", "releases",
                                        "x"};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        struct releases r = {0};
        assert_false(releases_settle(&r, str_of(links[i])));
    }
}

static void numbers_go_on_from_the_one_in_force(void **state)
{
    (void)state;
    const char *const none[] = {NULL}, *const some[] = {"3" H, "7" H, "8" H, NULL};
    struct releases r = list(none, "");
    assert_true(str_starts(releases_next(&r, STR("x"), &arena), STR("1-")));
    r = list(some, "releases/7" H);
    assert_true(str_starts(releases_next(&r, STR("x"), &arena), STR("8-")));
    assert_int_equal(releases_previous(&r), 0);
    assert_true(releases_withdrawn(&r, 2));
    r = list(some, "");
    assert_true(str_starts(releases_next(&r, STR("x"), &arena), STR("9-")));
    assert_int_equal(releases_previous(&r), r.n);
    r = list(some, "releases/3" H);
    assert_int_equal(releases_previous(&r), r.n);
}

static void so_many_stay_as_were_asked_for(void **state)
{
    (void)state;
    const char *const names[] = {"1" H, "2" H, "3" H, "4" H, NULL};
    struct releases r = list(names, "releases/3" H);
    struct str next = STR("4-ba9876543210"), same = r.items[2].name;
    static const struct {
        size_t keep;
        bool next[4], same[4];
    } cases[] = {
        {1, {true, true, true, true}, {true, true, false, true}},
        {2, {true, true, false, true}, {true, false, false, true}},
        {3, {true, false, false, true}, {false, false, false, true}},
        {9, {false, false, false, true}, {false, false, false, true}},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        for (size_t i = 0; i < 4; i++) {
            assert_int_equal(releases_spent(&r, i, next, cases[c].keep), cases[c].next[i]);
            assert_int_equal(releases_spent(&r, i, same, cases[c].keep), cases[c].same[i]);
        }
}

static void a_hash_in_the_name_lasts(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool lasting;
    } cases[] = {
        {"assets/site.0123456789ab.css", true},
        {"soeg/w/0123456789ab.kbi", true},
        {"assets/site.0123456789a.css", false},
        {"assets/site.0123456789AB.css", false},
        {"assets/site.css", false},
        {"0123456789ab/index.html", false},
        {"assets/billeder/2871b5daea5b9eeb.480.png", false},
        {"index.html", false},
        {"x", false},
        {".0123456789ab", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(release_is_lasting(str_of(cases[i].path)), cases[i].lasting);
}

static void each_target_has_its_kind(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const struct publish_kind *kind;
    } cases[] = {
        {"/srv/viden", &publish_folder},
        {"viden", &publish_folder},
        {"./a:b", &publish_folder},
        {"viden1:srv", &publish_server},
        {"bruger@viden1.kommune.example:/srv/viden", &publish_server},
        {"rsync://viden1/modul/sti", &publish_server},
        {"rclone:lager:spand/sti", &publish_store},
        {"", NULL},
        {"-e", NULL},
        {"--rsh=x:y", NULL},
        {"-oProxyCommand=x:y", NULL},
        {":srv", NULL},
        {"viden1:", NULL},
        {"viden1::modul", NULL},
        {"viden1:-x", NULL},
        {"a b:srv", NULL},
        {"$(x):srv", NULL},
        {"rsync://-x/y", NULL},
        {"rsync://x", NULL},
        {"rclone:lager", NULL},
        {"rclone::sftp,ssh=x:y", NULL},
        {"rclone:sftp,ssh=x:y", NULL},
        {"rclone:-x:y", NULL},
        {"a\nb", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why;
        assert_ptr_equal(publish_find(cases[i].name, &why), cases[i].kind);
        assert_int_equal(why == NULL, cases[i].kind != NULL);
    }
}

static int teardown(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_names_of_releases_count),
        cmocka_unit_test(a_link_elsewhere_is_none_of_ours),
        cmocka_unit_test(numbers_go_on_from_the_one_in_force),
        cmocka_unit_test(so_many_stay_as_were_asked_for),
        cmocka_unit_test(a_hash_in_the_name_lasts),
        cmocka_unit_test(each_target_has_its_kind),
    };
    return cmocka_run_group_tests_name("releases", tests, NULL, teardown);
}
