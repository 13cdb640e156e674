/* glimpse: what the preview shows of a page just saved is what a build of the whole site makes: of the page itself, and where it says that
 * more was judged, in every file. */
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

enum shown {
    NOT,
    ITSELF, /* as a build makes it, the page's own part of its file */
    ALL,    /* every file */
};

struct edit {
    const char *path, *text; /* text NULL: the file is taken away */
    enum shown shown;
};

static const struct edit start[] = {
    {"content/_site.yaml", "title: Prøve\nbase_url: https://viden.kommune.example/\n", NOT},
    {"content/_types/emne.yaml",
     "label: {one: Emne, many: Emner}\nfolder: emner\nfields:\n  nummer: {kind: integer, max: 99, label: Nummer}\n  tekst: {kind: text, max: 20, label: Tekst}\n  over: {kind: pages, to: emne, inverse: under, "
     "label: Over}\n  uddybning: {kind: markdown, label: Uddybning}\n",
     NOT},
    {"content/index.md",
     "---\ntitle: Forside\n---\n\n[Støj](emner/stoej.md) ![To](emner/b.svg) ![Tegning](emner/a.svg)\n", NOT},
    {"content/emner/index.md", "---\ntitle: Emner\ntype: null\n---\n", NOT},
    {"content/emner/stoej.md", "---\ntitle: Støj\ntags: [arbejde]\n---\n\nOm støj.\n\n## Målinger\n\nTal.\n",
     NOT},
    {"content/emner/lys.md",
     "---\ntitle: Lys\nover: [stoej]\ntags: [arbejde]\n---\n\nSe [tal](stoej.md#maalinger).\n", NOT},
    {"content/emner/aftaler.md", "---\ntitle: Aftaler\ntags: [ude]\n---\n\nSom er.\n", NOT},
    {"content/emner/kladde.md", "---\ntitle: Kladde\ndraft: true\nover: [lys]\n---\n\nIkke endnu.\n", NOT},
    {"content/emner/b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>", NOT},
    {"content/emner/a.svg",
     "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1z\"/></svg>", NOT},
};

#define EMNE "content/emner/lys.md"
#define FRONT "---\ntitle: Lys\nover: [stoej]\ntags: [arbejde]\n---\n\n"

/* One after another, in the same edition, as one who writes saves. */
static const struct edit edits[] = {
    {EMNE, FRONT "Se [tal](stoej.md#maalinger). Mere.\n\nDet første afsnit er det samme.\n", ALL},
    {EMNE, FRONT "## En overskrift\n\nAndre ord.\n", ITSELF},
    {EMNE,
     FRONT "## Anden\n\n[Støj](stoej.md#maalinger), [op](#anden), [ud](https://a.example/) ![](b.svg)\n",
     ITSELF},
    {EMNE, "---\ntitle: Belysning\nnummer: 7\nover: [stoej]\ntags: [arbejde]\ntekst: Et ord\n---\n\nOrd.\n",
     ITSELF},
    {EMNE, "---\ntitle: Belysning\nnummer: 100\nover: [stoej]\ntags: [arbejde]\n---\n\nOrd.\n", NOT},
    {EMNE, "---\ntags: [arbejde]\nover: [stoej]\n---\n\n# Under overskrift\n\nOrd.\n", ITSELF},
    {EMNE, "---\ntitle: Lys\nover: [aftaler]\ntags: [arbejde, ude]\nowner: stoej\n---\n\nOrd.\n", ITSELF},
    {EMNE, "---\ntitle: Lys\nover: [lys]\ntags: [ude]\n---\n\nOrd.\n", ITSELF},
    {EMNE, "---\ntitle: Lys\nover: [aftaler, stoej]\n---\n\nOrd.\n", ITSELF},
    {EMNE, "---\ntitle: Lys\nover: [kladde]\n---\n\nOrd.\n", ITSELF},
    {EMNE, "---\ntitle: Aalborg\nslug: aa\ntags: [hjemme, arbejde]\n---\n\nOrd.\n", ALL},
    {EMNE, "---\ntitle: Lys\nexpires: 2026-01-01\n---\n\nKANARIE\n", ALL},
    {EMNE, "---\ntitle: Lys\ndraft: true\nover: [stoej]\n---\n\nKANARIE\n", ALL},
    {EMNE, FRONT "Tilbage, med MED (medindflydelse) og [fil](a.svg).\n", ALL},
    {EMNE, "---\ntitle: Lys\nuddybning: |\n  ## Mere\n  [Støj](stoej.md)\n---\n\n![Tegning](a.svg)\n", ALL},
    {EMNE, "---\ntitle: Lysere\nuddybning: |\n  ## Mere\n  [Støj](stoej.md)\n---\n\n![Tegning](a.svg)\n",
     ITSELF},
    {EMNE, "---\ntitle: Lys: igen\n---\n", NOT},
    {EMNE, FRONT "[Borte](borte.md)\n", NOT},
    {EMNE, "---\ntitle: Lys\nover: [findes-ikke]\n---\n", NOT},
    {EMNE, FRONT "Se [tal](stoej.md#maalinger).\n", ALL},
    {EMNE, FRONT "Se [tal](stoej.md#tal).\n", NOT},
    {EMNE, FRONT "Se [kladden](kladde.md).\n", ALL},
    {"content/emner/stoej.md", "---\ntitle: Støj\n---\n\n## Målinger\n\nTal.\n", ITSELF},
    {"content/emner/stoej.md", "---\ntitle: Larm\n---\n\n## Målinger\n\nFlere tal.\n", ITSELF},
    {"content/emner/kladde.md", "---\ntitle: Ikke en kladde\nover: [lys]\n---\n\nNu.\n", ALL},
    {"content/index.md",
     "---\ntitle: Forside\n---\n\n[Støj](emner/stoej.md) ![To](emner/b.svg) ![Tegning](emner/a.svg)\n\nOg mere.\n",
     ITSELF},
    {"content/index.md", "---\ntitle: Anden forside\n---\n", ITSELF},
    {"content/emner/ny.md", "---\ntitle: Ny\n---\n", NOT},
    {"content/emner/ny.md", NULL, NOT},
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

/* The page's own part of its file: no menu, no neighbours. */
static struct str itself(struct build *b, struct str source, struct arena *a)
{
    const struct page *p = map_get(&b->site->by_source, source);
    struct items items;
    struct diags ds = {.arena = a};
    struct buf out = {0};
    emit_list(b, &items, &ds);
    for (size_t i = 0; i < items.n; i++)
        if (items.list[i].kind == ITEM_PAGE && items.list[i].page == p)
            assert_true(item_make(&items, &items.list[i], a, &ds, &out));
    struct str all = buf_dup(a, &out);
    const char *from = memmem(all.p, all.n, "<main", 5),
               *pager = memmem(all.p, all.n, "<nav class=\"pager\"", 18),
               *to = pager ? pager : memmem(all.p, all.n, "</main>", 7);
    buf_free(&out);
    return from && to > from ? str_n(from, (size_t)(to - from)) : all; /* of a page that is hidden: nothing */
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
        if (glimpse_take(&b, str_of(e->path)) != (e->shown != NOT))
            fail_msg("edit %zu of %s is %sshown", i, e->path, e->shown ? "not " : "");
        struct str after = made(&b, &a);
        if (e->shown == NOT)
            compare(e, after, before);
        before = after;
        if (e->shown == NOT)
            continue;
        load(&fresh);
        compare(e, itself(&b, str_of(e->path), &a), itself(&fresh, str_of(e->path), &a));
        if (e->shown == ALL)
            compare(e, after, made(&fresh, &a));
        build_close(&fresh);
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
