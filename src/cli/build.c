#include "again.h"
#include "base/tr.h"
#include "cli/options.h"
#include "cli/report.h"

static int run(int argc, char **argv)
{
    struct options o;
    int rc = options_read(&cmd_build, OPT_READ | OPT_WRITE, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first < argc)
        return cli_usage(&cmd_build, "unknown word \"%s\"", argv[o.first]);
    struct build b;
    rc = build_open(&b, &o.build);
    if (!rc && !again_stands(&b)) {
        rc = build_load(&b);
        if (!rc)
            rc = build_write(&b);
        if (!rc)
            again_keep(&b);
    }
    report_build(&b, true, rc);
    build_close(&b);
    return rc;
}

const struct command cmd_build = {
    .name = "build",
    .usage = "[--site DIR] [--out DIR] [--rev REV[:PATH]] [options]",
    .summary = TR_MARK("build the site"),
    .help = TR_MARK(
        "  --site DIR         the site's folder, or with --rev its repository (default .)\n"
        "  --out DIR          where the finished site goes (default public)\n"
        "  --rev REV[:PATH]   build from a Git revision, or a folder in it; the repository may be bare\n"
        "  --at DATE          the site as it was: the newest commit of that day or moment, and its gates\n"
        "  --now DATE         the moment that publish and expires are judged by (else SOURCE_DATE_EPOCH, else the clock)\n"
        "  --jobs N           worker processes (default: one for each processor; 0: none)\n"
        "  --drafts           show drafts\n"
        "  --strict           warnings fail the build\n"
        "  --keep-going       leave faulty pages out instead of failing\n"
        "  --offline          links name index.html, for a file share or a stick\n"
        "  --skip PHASES      of search,history\n"
        "  --cache DIR        where results are kept between builds\n"
        "  --no-cache         keep nothing between builds\n"
        "  --timings          tell how long each phase took\n"),
    .run = run,
};
