#include <errno.h>
#include <sys/stat.h>

#include "base/create.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/path.h"
#include "base/tr.h"
#include "cli/options.h"
#include "cli/report.h"
#include "render/cms.h"
#include "render/yaml_out.h"
#include "write/buffers.h"

__asm__(
    ".section .rodata; cms_script: .incbin \"src/cli/editor/redaktoer.js\"; cms_script_end: .byte 0; .previous");
extern const char script[] __asm__("cms_script"), script_end[] __asm__("cms_script_end");

enum { BUNDLE_MOST = 64 * 1024 * 1024 };

static int refuse(struct str path, const char *why)
{
    fprintf(stderr, tr("vidensbank: error: %.*s: %s\n"), STR_F(path), why);
    return EXIT_ENVIRONMENT;
}

static void write_config(const struct build *b, bool local, struct arena *a, struct buf *out)
{
    struct value config = cms_config(b->site, local, a);
    buf_printf(out, "# %s\n", tr("Made by `vidensbank cms` from the page types; changes to it are lost."));
    yaml_out(&config, out);
}

/* No script stands in the page itself, so its policy need not allow any. */
static void write_page(const struct build *b, struct buf *out)
{
    buf_put(out, STR("<!doctype html>\n<html lang=\""));
    escape_html(out, b->settings.language);
    buf_put(out, STR("\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"robots\" content=\"noindex\">\n<title>"));
    escape_html(out, b->settings.title);
    buf_printf(out, " – %s</title>\n", tr("edit"));
    buf_put(out,
            STR("<link rel=\"icon\" href=\"data:,\">\n"
                "<link rel=\"cms-config-url\" type=\"text/yaml\" href=\"config.yml\">\n</head>\n<body>\n"));
    buf_printf(out, "<noscript>%s</noscript>\n", tr("The editor needs JavaScript."));
    buf_put(
        out,
        STR("<script src=\"decap-cms.js\"></script>\n<script src=\"redaktoer.js\"></script>\n</body>\n</html>\n"));
}

/* What was made before is replaced, whole: one who loads it gets the old or the new. */
static int put(const char *dir, struct str path, const struct buf *bytes, struct arena *a)
{
    struct stat st;
    bool there = lstat(str_c(a, path_join(a, str_of(dir), path)), &st) == 0;
    bool ok =
        there ? create_replace(dir, path, buf_str(bytes)) : create_file(dir, path, buf_str(bytes), 0666);
    if (!ok)
        return refuse(path_join(a, str_of(dir), path), tr_errno(errno));
    printf("%s/%.*s\n", dir, STR_F(path));
    return EXIT_OK;
}

/* What a build makes is its alone: the next one would take the editor away, and `verify` would call it strange. */
static int refuse_output(const char *dir, struct arena *a)
{
    struct stat st;
    if (lstat(str_c(a, path_join(a, str_of(dir), STR(BUFFERS_MARKER))), &st))
        return EXIT_OK;
    return cli_usage(&cmd_cms,
                     "%s is what a build made; say a folder of its own, which the web server shows beside it",
                     dir);
}

static int make_folder(const char *dir, struct arena *a)
{
    int rc = refuse_output(dir, a);
    if (!rc && !file_make_dirs(dir))
        rc = refuse(str_of(dir), tr_errno(errno));
    return rc;
}

static int write_folder(struct build *b, const struct options *o)
{
    static const struct str names[] = {STR_INIT("config.yml"), STR_INIT("redaktoer.js"),
                                       STR_INIT("index.html"), STR_INIT("decap-cms.js")};
    enum { CONFIG, SCRIPT, PAGE, BUNDLE, FILES };
    struct arena *a = &b->arena;
    struct str folder = strings_get(&b->templates.strings, STR("editor_segment"));
    struct buf files[FILES] = {0};
    struct stat st;
    int rc = EXIT_OK;
    write_config(b, o->local, a, &files[CONFIG]);
    buf_put_n(&files[SCRIPT], script, (size_t)(script_end - script));
    write_page(b, &files[PAGE]);
    if (o->bundle && !file_read(o->bundle, BUNDLE_MOST, &files[BUNDLE]))
        rc = refuse(str_of(o->bundle), tr_errno(errno));
    if (!rc)
        rc = make_folder(o->build.out, a);
    for (int i = 0; !rc && i < (o->bundle ? FILES : BUNDLE); i++)
        rc = put(o->build.out, path_join(a, folder, names[i]), &files[i], a);
    struct str program = path_join(a, path_join(a, str_of(o->build.out), folder), names[BUNDLE]);
    if (!rc && stat(str_c(a, program), &st))
        fputs(
            tr("the editor itself is not there yet: say --bundle with decap-cms.js from npm (make redaktoer)\n"),
            stderr);
    for (int i = 0; i < FILES; i++)
        buf_free(&files[i]);
    return rc;
}

static int say_or_write(struct build *b, const struct options *o)
{
    struct buf config = {0};
    if (!o->local && !b->settings.editor.host)
        return cli_usage(
            &cmd_cms,
            "the settings do not say where pages are kept; add \"cms:\" to %.*s, or try it by --local",
            STR_F(b->settings.present ? b->settings.path : STR("_site.yaml")));
    if (o->out_given)
        return write_folder(b, o);
    write_config(b, o->local, &b->arena, &config);
    fwrite(config.p, 1, config.n, stdout);
    buf_free(&config);
    return EXIT_OK;
}

/* Faults of pages do not matter here: they are what the editor is for. Those of types and settings do. */
static bool has_faulty_types(const struct build *b)
{
    static const enum diag_code grave[] = {CODE_BAD_SCHEMA, CODE_BAD_SETTING, CODE_UNKNOWN_TYPE,
                                           CODE_ENVIRONMENT};
    for (size_t i = 0; i < b->diags.n; i++)
        for (size_t k = 0; k < sizeof grave / sizeof *grave; k++)
            if (b->diags.items[i].code == grave[k] && b->diags.items[i].level == DIAG_ERROR)
                return true;
    return false;
}

static int run(int argc, char **argv)
{
    struct options o;
    struct build b;
    int rc = options_read(&cmd_cms, OPT_READ | OPT_CMS, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first < argc)
        return cli_usage(&cmd_cms, "\"%s\" is no option", argv[o.first]);
    if (o.bundle && !o.out_given)
        return cli_usage(&cmd_cms, "--bundle goes with --out");
    o.build.skip_history = o.build.skip_search = o.build.drafts = true;
    rc = build_open(&b, &o.build);
    if (!rc)
        rc = build_load(&b);
    if (!b.site || has_faulty_types(&b))
        report_build(&b, false, rc);
    else
        rc = say_or_write(&b, &o);
    build_close(&b);
    return rc;
}

const struct command cmd_cms = {
    .name = "cms",
    .usage = "[--out DIR [--bundle FILE]] [--local] [--site DIR] [--rev REV]",
    .summary = TR_MARK("the configuration of an editor in the browser (Decap CMS), from the page types"),
    .help = TR_MARK(
        "  --out DIR          the editor's folder (redaktoer, or editor on an English site) below DIR, for the web\n"
        "                     server to show beside the site; without it the configuration is printed\n"
        "  --bundle FILE      decap-cms.js, the editor itself, which goes into that folder; it stays until another comes\n"
        "  --local            pages are those of the folder that decap-server was started in, on one's own machine\n"
        "  --site DIR         the site's folder, or with --rev its repository (default .)\n"
        "  --rev REV          a Git revision\n"),
    .run = run,
};
