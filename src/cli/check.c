#include "base/buf.h"
#include "base/tr.h"
#include "cli/options.h"
#include "cli/report.h"

static void print_json(const struct build *b)
{
    struct buf out = {0};
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
    if (!rc)
        rc = build_try(&b);
    if (strcmp(o.format, "json") == 0)
        print_json(&b);
    else
        report_build(&b, false, rc);
    build_close(&b);
    return rc;
}

const struct command cmd_check = {
    .name = "check",
    .usage = "[--site DIR] [--rev REV[:PATH]] [--format text|json] [--strict]",
    .summary = TR_MARK("find everything that build would find, and write nothing"),
    .help = TR_MARK("  --site DIR         the site's folder, or with --rev its repository (default .)\n"
                    "  --rev REV[:PATH]   check a Git revision, or a folder in it\n"
                    "  --now DATE         the moment that publish and expires are judged by\n"
                    "  --format FORMAT    text (default), on stderr; json, on stdout\n"
                    "  --strict           warnings fail\n"),
    .run = run,
};
