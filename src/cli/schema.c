#include "render/schema.h"
#include "base/buf.h"
#include "base/tr.h"
#include "cli/options.h"
#include "cli/report.h"

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

/* Pages with faults do not matter here; types with faults do. */
static int run(int argc, char **argv)
{
    struct options o;
    int rc = options_read(&cmd_schema, OPT_READ, argc, argv, &o);
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
        rc = print(&b, argv[o.first]);
    else
        report_build(&b, false, rc);
    build_close(&b);
    return rc;
}

const struct command cmd_schema = {
    .name = "schema",
    .usage = "[TYPE] [--site DIR] [--rev REV]",
    .summary = TR_MARK(
        "the front matter of a type's pages, or of all, as JSON Schema, for editors that check while one writes"),
    .help = TR_MARK("  --site DIR         the site's folder, or with --rev its repository (default .)\n"
                    "  --rev REV          a Git revision\n"),
    .run = run,
};
