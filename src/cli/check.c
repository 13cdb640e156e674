#include "base/buf.h"
#include "base/tr.h"
#include "cli/changed.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sarif.h"

static void print(const struct build *b, bool sarif)
{
    struct buf out = {0};
    if (sarif)
        sarif_print(&b->diags, &out);
    else
        diags_json(&b->diags, &out);
    fwrite(out.p, 1, out.n, stdout);
    buf_free(&out);
}

static int run(int argc, char **argv)
{
    struct options o;
    int rc = options_read(&cmd_check, OPT_READ | OPT_FORMAT, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first < argc)
        return cli_usage(&cmd_check, "unknown word \"%s\"", argv[o.first]);
    struct build b;
    rc = build_open(&b, &o.build);
    if (!rc)
        rc = build_load(&b);
    bool tried = !rc;
    if (!rc)
        rc = build_try(&b);
    if (o.changed && rc != EXIT_ENVIRONMENT)
        rc = changed_keep(&b, o.changed, tried);
    if (strcmp(o.format, "text"))
        print(&b, strcmp(o.format, "sarif") == 0);
    else
        report_build(&b, false, rc);
    build_close(&b);
    return rc;
}

const struct command cmd_check = {
    .name = "check",
    .usage = "[--site DIR] [--rev REV[:PATH]] [--format text|json|sarif] [--changed REV] [--strict]",
    .summary = TR_MARK("find everything that build would find, and write nothing"),
    .help = TR_MARK(
        "  --site DIR         the site's folder, or with --rev its repository (default .)\n"
        "  --rev REV[:PATH]   check a Git revision, or a folder in it\n"
        "  --now DATE         the moment that publish and expires are judged by\n"
        "  --format FORMAT    text (default), on stderr; json or sarif, on stdout\n"
        "  --changed REV      only of files that differ from that revision, and what is new since then\n"
        "  --strict           warnings fail\n"),
    .run = run,
};
