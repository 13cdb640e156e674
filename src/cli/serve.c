#include "serve/serve.h"

#include "base/tr.h"
#include "cli/options.h"

static int read_port(const char *text, unsigned *port)
{
    int64_t n;
    if (!text)
        return 0;
    if (!str_int(str_of(text), &n) || n < 0 || n > 65535)
        return cli_usage(&cmd_serve, "--port wants a number from 0 to 65535, found \"%s\"", text);
    *port = (unsigned)n;
    return 0;
}

static int run(int argc, char **argv)
{
    enum { PORT = 8080 };
    struct options o;
    struct serve_options s = {.port = PORT};
    int rc = options_read(&cmd_serve, OPT_SERVE, argc, argv, &o);
    if (!rc)
        rc = read_port(o.port, &s.port);
    if (rc)
        return rc;
    if (o.first < argc)
        return cli_usage(&cmd_serve, "unknown word \"%s\"", argv[o.first]);
    struct build b; /* opened once here, so that all is said in the site's language */
    rc = build_open(&b, &o.build);
    if (rc)
        diags_print(&b.diags, stderr);
    build_close(&b);
    s.build = o.build;
    s.open = o.open;
    return rc ? rc : serve_run(&s);
}

const struct command cmd_serve = {
    .name = "serve",
    .usage = "[--site DIR] [--port N] [--open] [--drafts]",
    .summary = TR_MARK("show the site on this machine, and every change as soon as it is saved"),
    .help = TR_MARK(
        "  --site DIR         the site's folder (default .)\n"
        "  --port N           where it is served on 127.0.0.1 (default 8080; taken: the next that is free)\n"
        "  --open             open it in the browser\n"
        "  --drafts           show drafts\n"
        "  --now DATE         the moment that publish and expires are judged by\n"
        "  --skip PHASES      of search,history\n"
        "  --cache DIR        where results are kept between builds\n"
        "  --no-cache         keep nothing between builds\n"
        "Nothing is written but the cache. Errors are shown in the browser and here; the page stays as it was until\n"
        "they are mended.\n"),
    .run = run,
};
