#include "base/path.h"
#include "base/tr.h"
#include "cli/find.h"
#include "cli/options.h"
#include "cli/report.h"
#include "source/note.h"

enum { SUBJECT_TITLE = 100 }; /* bytes of a page's title in a commit's subject */

static int refuse(const char *why)
{
    fprintf(stderr, tr("vidensbank: error: %s\n"), why);
    return EXIT_ENVIRONMENT;
}

/* What the commit says: the subject, and a trailer for each page. */
static struct str message_of(struct build *b, const struct page *first, const char *written,
                             const struct str *paths, size_t n)
{
    struct str subject = str_trim(str_of(written)), message;
    if (!subject.n && n > 1)
        subject = str_printf(&b->arena, tr("%zu pages read through"), n);
    else if (!subject.n)
        subject =
            str_printf(&b->arena, tr("Read through: %.*s"), STR_F(str_sub(first->title, 0, SUBJECT_TITLE)));
    message = str_cat(&b->arena, subject, STR("\n\n"));
    for (size_t i = 0; i < n; i++)
        message = str_printf(&b->arena, "%.*sReviewed: %.*s\n", STR_F(message), STR_F(paths[i]));
    return message;
}

/* The pages' paths in the repository. */
static int find_all(struct build *b, struct str prefix, int n, char **words, const struct page **first,
                    struct str *paths)
{
    for (int i = 0; i < n; i++) {
        const struct page *p = find_page(b, words[i]);
        if (!p)
            return EXIT_USAGE;
        if (p->origin != PAGE_FILE) {
            fprintf(stderr,
                    tr("vidensbank: error: \"%s\" has no file of its own, so nobody can have reviewed it\n"),
                    words[i]);
            return EXIT_USAGE;
        }
        if (i == 0)
            *first = p;
        paths[i] = path_join(&b->arena, prefix, p->source);
    }
    return EXIT_OK;
}

static int record(struct build *b, const struct options *o, int n, char **words)
{
    struct source_place place;
    struct note_made made;
    const struct page *first = NULL;
    struct str *paths = ARENA_ARRAY(&b->arena, struct str, (size_t)n);
    struct diags ds = {.arena = &b->arena};
    if (!source_place(b->source, &b->arena, &ds, &place))
        return refuse(ds.n ? str_c(&b->arena, ds.items[0].text) : tr("there is no Git repository here"));
    int rc = find_all(b, place.prefix, n, words, &first, paths);
    if (rc || !first)
        return rc;
    struct moment now = {b->now, settings_offset(&b->settings, b->now)};
    struct str message = message_of(b, first, o->message, paths, (size_t)n);
    struct str why = note_commit(place.git_dir, paths, (size_t)n, message, now, &b->arena, &made);
    if (why.n)
        return refuse(str_c(&b->arena, why));
    for (int i = 0; i < n; i++)
        printf(tr("reviewed: %.*s\n"), STR_F(paths[i]));
    struct str id = hash_hex(&b->arena, made.commit.b, 6);
    printf(tr("recorded as commit %.*s on the branch %.*s; no file was changed\n"), STR_F(id),
           STR_F(made.branch));
    return EXIT_OK;
}

/* Faults elsewhere in the content are no reason not to have read a page. */
static int run(int argc, char **argv)
{
    struct options o;
    int rc = options_read(&cmd_review, OPT_REVIEW, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first >= argc)
        return cli_usage(&cmd_review, "say which page");
    struct build b;
    o.build.skip_history = o.build.skip_search = true;
    rc = build_open(&b, &o.build);
    if (!rc)
        rc = build_load(&b);
    if (b.site)
        rc = record(&b, &o, argc - o.first, argv + o.first);
    else
        report_build(&b, false, rc);
    build_close(&b);
    return rc;
}

const struct command cmd_review = {
    .name = "review",
    .usage = "PAGE... [--message TEXT] [--site DIR] [--now DATE]",
    .summary =
        TR_MARK("record that pages were read through and still hold, as a commit that changes no file"),
    .help = TR_MARK(
        "  PAGE               its file, its address or its name\n"
        "  --message TEXT     what the commit says; each page follows as a trailer \"Reviewed: PATH\"\n"
        "  --site DIR         the site's folder, in a Git working tree (default .)\n"
        "  --now DATE         the moment of the review\n"),
    .run = run,
};
