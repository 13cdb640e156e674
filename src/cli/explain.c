#include "base/buf.h"
#include "base/tr.h"
#include "cli/find.h"
#include "cli/options.h"
#include "cli/report.h"
#include "model/gates.h"

/* What to do about each code, and how it looks before and after. */
static const struct {
    const char *cure, *file, *before, *after;
} examples[CODE_COUNT] = {
#define EXAMPLE(id, cure, file, before, after) [CODE_##id] = {cure, file, before, after},
#include "cli/examples.def"
#undef EXAMPLE
};

/* file "$": what is typed at a prompt. */
static void print_example(const char *title, const char *file, const char *text)
{
    struct str rest = str_of(tr(text)), line;
    if (strcmp(file, "$"))
        printf("\n%s %s\n", title, tr(file));
    else
        printf("\n%s\n", title);
    while (str_split(&rest, '\n', &line))
        if (line.n || rest.n)
            printf("    %s%.*s\n", strcmp(file, "$") ? "" : "$ ", STR_F(line));
}

static int explain_code(enum diag_code code)
{
    printf("%.*s\n%s\n%s\n", STR_F(code_name(code)), tr(code_why(code)), tr(examples[code].cure));
    print_example(tr("Before:"), examples[code].file, examples[code].before);
    print_example(tr("After:"), examples[code].file, examples[code].after);
    return EXIT_OK;
}

/* What the page's layout sees, as JSON on stdout; whether it is published, and why not, on stderr. */
static void explain_page(struct build *b, const struct page *p)
{
    struct view v;
    struct buf out = {0};
    templates_view(&b->templates, &b->view, p, &v);
    struct value root = view_root(&v);
    value_json(&root, &b->arena, true, 2, &out);
    buf_char(&out, '\n');
    fwrite(out.p, 1, out.n, stdout);
    buf_free(&out);
    const char *why = gates_reason(p, b->now, b->options.drafts);
    if (why)
        fprintf(stderr, tr("%.*s: not published: %s; layout %.*s, address \"%.*s\"\n"), STR_F(p->source),
                tr(why), STR_F(p->layout), STR_F(p->url));
    else
        fprintf(stderr, tr("%.*s: published; layout %.*s, address \"%.*s\"\n"), STR_F(p->source),
                STR_F(p->layout), STR_F(p->url));
}

static int run(int argc, char **argv)
{
    struct options o;
    enum diag_code code;
    int rc = options_read(&cmd_explain, OPT_READ, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first + 1 != argc)
        return cli_usage(&cmd_explain, "say which page, or which code");
    struct build b;
    rc = build_open(&b, &o.build);
    if (code_find(str_of(argv[o.first]), &code)) { /* in the site's language; without a site all the same */
        build_close(&b);
        return explain_code(code);
    }
    if (!rc)
        rc = build_load(&b);
    if (rc)
        report_build(&b, false, rc);
    if (b.site) {
        const struct page *p = find_page(&b, argv[o.first]);
        if (p)
            explain_page(&b, p);
        else
            rc = EXIT_USAGE;
    }
    build_close(&b);
    return rc;
}

const struct command cmd_explain = {
    .name = "explain",
    .usage = "PAGE|CODE [--site DIR] [--now DATE]",
    .summary = TR_MARK(
        "the data that a page's layout sees, and why it is published or not; what a diagnostic code means"),
    .help = TR_MARK("  PAGE               its file, its address or its name\n"
                    "  CODE               as a message ends with: [broken-link]\n"
                    "  --site DIR         the site's folder, or with --rev its repository (default .)\n"),
    .run = run,
};
