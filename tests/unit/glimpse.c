/* glimpse: what the preview shows of a page just saved is what a build of the whole site makes, in every file of it. */
#include "serve/glimpse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/cli.h"
#include "emit.h"
#include "render/items.h"

struct edit {
    const char *path, *text; /* text NULL: the file is taken away */
    bool shown;
};

static const struct edit start[] = {
    {"content/_site.yaml", "title: Prøve\nbase_url: https://viden.kommune.example/\n", false},
    {"content/_types/emne.yaml",
     "label: {one: Emne, many: Emner}\nfolder: emner\nfields:\n  over: {kind: pages, to: emne, inverse: under, "
     "label: Over}\n  uddybning: {kind: markdown, label: Uddybning}\n",
     false},
    {"content/index.md",
     "---\ntitle: Forside\n---\n\n[Støj](emner/stoej.md) ![To](emner/b.svg) ![Tegning](emner/a.svg)\n",
     false},
    {"content/emner/index.md", "---\ntitle: Emner\ntype: null\n---\n", false},
    {"content/emner/stoej.md", "---\ntitle: Støj\ntags: [arbejde]\n---\n\nOm støj.\n\n## Målinger\n\nTal.\n",
     false},
    {"content/emner/lys.md",
     "---\ntitle: Lys\nover: [stoej]\ntags: [arbejde]\n---\n\nSe [tal](stoej.md#maalinger).\n", false},
    {"content/emner/kladde.md", "---\ntitle: Kladde\ndraft: true\nover: [lys]\n---\n\nIkke endnu.\n", false},
    {"content/emner/b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>", false},
    {"content/emner/a.svg",
     "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1z\"/></svg>", false},
};

#define EMNE "content/emner/lys.md"
#define FRONT "---\ntitle: Lys\nover: [stoej]\ntags: [arbejde]\n---\n\n"

/* One after another, in the same edition, as one who writes saves. */
static const struct edit edits[] = {
    {EMNE, FRONT "Se [tal](stoej.md#maalinger). Mere.\n\nDet første afsnit er det samme.\n", true},
    {EMNE, FRONT "## En overskrift\n\nAndre ord.\n", true},
    {EMNE, "---\ntitle: Belysning\nover: [stoej]\ntags: [arbejde]\n---\n\nOrd.\n", true},
    {EMNE, "---\ntitle: Aalborg\nslug: aa\ntags: [hjemme, arbejde]\n---\n\nOrd.\n", true},
    {EMNE, "---\ntitle: Lys\nexpires: 2026-01-01\n---\n\nKANARIE\n", true},
    {EMNE, "---\ntitle: Lys\ndraft: true\nover: [stoej]\n---\n\nKANARIE\n", true},
    {EMNE, FRONT "Tilbage, med MED (medindflydelse) og [fil](a.svg).\n", true},
    {EMNE, "---\ntitle: Lys\nuddybning: |\n  ## Mere\n  [Støj](stoej.md)\n---\n\n![Tegning](a.svg)\n", true},
    {EMNE, "---\ntitle: Lys: igen\n---\n", false},
    {EMNE, FRONT "[Borte](borte.md)\n", false},
    {EMNE, "---\ntitle: Lys\nover: [findes-ikke]\n---\n", false},
    {EMNE, FRONT "Se [tal](stoej.md#maalinger).\n", true},
    {"content/emner/stoej.md", "---\ntitle: Støj\n---\n\n## Andre\n\nTal.\n", false}, /* lys links to it */
    {"content/emner/stoej.md", "---\ntitle: Larm\n---\n\n## Målinger\n\nTal.\n", true},
    {"content/emner/kladde.md", "---\ntitle: Ikke en kladde\nover: [lys]\n---\n\nNu.\n", true},
    {"content/index.md",
     "---\ntitle: Forside\n---\n\n[Støj](emner/stoej.md) ![To](emner/b.svg) ![Tegning](emner/a.svg)\n\nOg mere.\n",
     true},
    {"content/index.md", "---\ntitle: Anden forside\n---\n", true},
    {"content/emner/ny.md", "---\ntitle: Ny\n---\n", false},
    {"content/emner/ny.md", NULL, false},
};

static char folder[] = "/tmp/vidensbank-glimpse-XXXXXX";
static const struct build_options options = {
    .site = folder, .out = "public", .now = "2026-02-01", .jobs = 1, .no_cache = true};

static void put(const struct edit *e)
{
    char path[256], command[300];
    snprintf(path, sizeof path, "%s/%s", folder, e->path);
    if (!e->text) {
        assert_int_equal(unlink(path), 0);
        return;
    }
    snprintf(command, sizeof command, "mkdir -p $(dirname %s)", path);
    assert_int_equal(system(command), 0);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(e->text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void shell(const char *what)
{
    char command[600];
    snprintf(command, sizeof command, "cd %s && %s", folder, what);
    assert_int_equal(system(command), 0);
}

/* Every file with its bytes. */
static struct str made(struct build *b, struct arena *a)
{
    struct items items;
    struct diags ds = {.arena = a};
    struct buf out = {0};
    emit_list(b, &items, &ds);
    for (size_t i = 0; i < items.n; i++) {
        buf_put(&out, items.list[i].path);
        buf_char(&out, '\n');
        if (!item_make(&items, &items.list[i], a, &ds, &out))
            buf_put(&out, STR("is not there"));
        buf_char(&out, '\n');
    }
    struct str all = buf_dup(a, &out);
    buf_free(&out);
    return all;
}

static void load(struct build *b)
{
    assert_int_equal(build_open(b, &options), EXIT_OK);
    if (build_load(b)) {
        diags_print(&b->diags, stderr);
        fail();
    }
    build_pictures(b);
}

/* What differs, from the line before it on. */
static void compare(const struct edit *e, struct str got, struct str want)
{
    size_t at = 0;
    while (at < got.n && at < want.n && got.p[at] == want.p[at])
        at++;
    if (at == got.n && at == want.n)
        return;
    size_t from = at < 200 ? 0 : at - 200;
    print_error("after %s was saved:\n%s\n--- got: %.*s\n--- want: %.*s\n", e->path, e->text,
                STR_F(str_sub(got, from, from + 400 < got.n ? from + 400 : got.n)),
                STR_F(str_sub(want, from, from + 400 < want.n ? from + 400 : want.n)));
    fail();
}

static void as_a_build(void **state)
{
    (void)state;
    static struct build b, fresh;
    struct arena a = {0};
    load(&b);
    struct str before = made(&b, &a);
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        const struct edit *e = &edits[i];
        put(e);
        if (glimpse_take(&b, str_of(e->path)) != e->shown)
            fail_msg("edit %zu of %s is %sshown", i, e->path, e->shown ? "not " : "");
        if (e->shown) {
            load(&fresh);
            before = made(&fresh, &a);
            build_close(&fresh);
        }
        compare(e, made(&b, &a), before);
    }
    build_close(&b);
    arena_clear(&a);
}

static int set_up(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        put(&start[i]);
    shell(
        "git init -q && git add -A && git -c user.name=A -c user.email=a@x commit -qm start --date=2026-01-02T10:00:00Z"
        " && echo Mere. >>content/emner/stoej.md && echo Mere. >>" EMNE
        " && git -c user.name=A -c user.email=a@x commit -qam mere --date=2026-01-03T10:00:00Z");
    return 0;
}

static int clear_away(void **state)
{
    (void)state;
    shell("rm -rf .git content && rmdir \"$PWD\"");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_a_build)};
    return cmocka_run_group_tests(tests, set_up, clear_away);
}
