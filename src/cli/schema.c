#include <errno.h>

#include "base/buf.h"
#include "base/create.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "cli/options.h"
#include "cli/report.h"
#include "render/schema.h"
#include "render/vscode.h"

static int print(struct build *b, const char *word)
{
    const struct type *type = word ? types_find(&b->types, str_of(word)) : NULL;
    if (word && !type) {
        struct str *names = ARENA_ARRAY(&b->arena, struct str, b->types.n);
        for (size_t i = 0; i < b->types.n; i++)
            names[i] = b->types.items[i].name;
        struct str near = diag_nearest(str_of(word), names, b->types.n);
        return near.n ? cli_usage(&cmd_schema, "there is no type \"%s\"; did you mean \"%.*s\"?", word,
                                  STR_F(near))
                      : cli_usage(&cmd_schema, "there is no type \"%s\"", word);
    }
    struct value v = schema_value(&b->types, type, &b->arena);
    struct buf out = {0};
    value_json(&v, &b->arena, true, 32, &out);
    buf_char(&out, '\n');
    fwrite(out.p, 1, out.n, stdout);
    buf_free(&out);
    return EXIT_OK;
}

/* A schema is made anew each time; a file that people may have changed is written once, and told when it is another now. */
static int write_one(const char *dir, const struct vscode_file *f, struct arena *a)
{
    struct buf text = {0}, there = {0};
    value_json(&f->data, a, true, 32, &text);
    buf_char(&text, '\n');
    const char *path = str_c(a, path_join(a, str_of(dir), f->path));
    bool known = file_read(path, LIMIT_SETTINGS, &there);
    bool same = known && str_eq(buf_str(&there), buf_str(&text));
    bool own = str_starts(f->path, STR(".vscode/schemas/"));
    bool ok = same || (known && !own);
    if (!ok)
        ok = known ? create_replace(dir, f->path, buf_str(&text))
                   : create_file(dir, f->path, buf_str(&text), 0666);
    if (!ok)
        fprintf(stderr, tr("vidensbank: error: %.*s cannot be written: %s\n"), STR_F(f->path),
                tr_errno(errno));
    else if (known && !same && !own)
        fprintf(stderr, tr("%s is there already and was left as it is\n"), path);
    else
        printf("%s\n", path);
    buf_free(&text);
    buf_free(&there);
    return ok ? EXIT_OK : EXIT_ENVIRONMENT;
}

static int write_vscode(struct build *b, const char *dir)
{
    size_t n;
    struct vscode_file *files = vscode_files(&b->types, &b->arena, &n);
    for (size_t i = 0; i < n; i++) {
        int rc = write_one(dir, &files[i], &b->arena);
        if (rc)
            return rc;
    }
    return EXIT_OK;
}

/* Pages with faults do not matter here; types with faults do. */
static int run(int argc, char **argv)
{
    struct options o;
    int rc = options_read(&cmd_schema, OPT_READ | OPT_VSCODE, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first + 1 < argc)
        return cli_usage(&cmd_schema, "say one type, or none for all");
    o.build.skip_history = o.build.skip_search = true;
    struct build b;
    rc = build_open(&b, &o.build);
    if (!rc)
        rc = build_types(&b);
    if (!rc)
        rc = o.vscode ? write_vscode(&b, o.vscode) : print(&b, argv[o.first]);
    else
        report_build(&b, false, rc);
    build_close(&b);
    return rc;
}

const struct command cmd_schema = {
    .name = "schema",
    .usage = "[TYPE] [--vscode DIR] [--site DIR] [--rev REV]",
    .summary = TR_MARK(
        "the front matter of a type's pages, or of all, as JSON Schema, for editors that check while one writes"),
    .help = TR_MARK(
        "  --vscode DIR       tasks, settings, a snippet for each type and all schemas for Visual Studio Code,\n"
        "                     in DIR/.vscode; what people changed there is left alone\n"
        "  --site DIR         the site's folder, or with --rev its repository (default .)\n"
        "  --rev REV          a Git revision\n"),
    .run = run,
};
