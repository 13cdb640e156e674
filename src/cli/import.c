#include <errno.h>
#include <sys/stat.h>

#include "base/create.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "cli/options.h"
#include "import/folder.h"
#include "read/yaml.h"

struct importing {
    struct build site;
    const struct options *o;
    struct mapping mapping;
    struct diags diags; /* of the folder taken over */
    struct folder folder;
    size_t pages, files, unused;
};

static int refuse(const char *what, const char *why)
{
    fprintf(stderr, tr("vidensbank: error: %s: %s\n"), what, why);
    return EXIT_ENVIRONMENT;
}

static int read_mapping(struct importing *im)
{
    struct arena *a = &im->site.arena;
    struct buf bytes = {0};
    struct value map;
    if (!im->o->map)
        return EXIT_OK;
    if (!file_read(im->o->map, LIMIT_SETTINGS, &bytes))
        return refuse(im->o->map, tr_errno(errno));
    struct str text = buf_dup(a, &bytes), path = str_of(im->o->map);
    buf_free(&bytes);
    bool ok = yaml_parse(text, path, 1, a, &im->diags, &map) &&
              mapping_read(&map, path, &im->site.types, a, &im->diags, &im->mapping);
    return ok ? EXIT_OK : EXIT_CONTENT;
}

/* ---- writing ---- */

/* What is there already stays, and is told. */
static bool write_item(struct importing *im, const struct folder_item *it, struct str bytes)
{
    struct arena *a = &im->site.arena;
    struct str path = path_join(a, im->site.content, it->to);
    struct stat st;
    bool there = im->o->dry && lstat(str_c(a, path_join(a, str_of(im->o->build.site), path)), &st) == 0;
    if (!there && (im->o->dry || create_file(im->o->build.site, path, bytes, 0666))) {
        printf("%.*s\n", STR_F(path));
        return true;
    }
    if (there || errno == EEXIST)
        diag_at(&im->diags, CODE_FILE_EXISTS, it->entry->path, 0, 0,
                "%.*s is there already and was left as it is", STR_F(path));
    else
        diag_at(&im->diags, CODE_ENVIRONMENT, it->entry->path, 0, 0, "%.*s cannot be written: %s",
                STR_F(path), tr_errno(errno));
    return false;
}

static void write_all(struct importing *im)
{
    for (size_t i = 0; i < im->folder.n; i++) {
        const struct folder_item *it = &im->folder.items[i];
        struct buf bytes = {0};
        if (it->page && it->ready)
            im->pages += write_item(im, it, it->text);
        else if (!it->page && !it->wanted)
            im->unused++;
        else if (!it->page && source_read(im->folder.source, it->entry, LIMIT_FILE, &im->diags, &bytes))
            im->files += write_item(im, it, buf_str(&bytes));
        buf_free(&bytes);
    }
}

static int report(struct importing *im)
{
    diags_settle(&im->diags, false, NULL);
    diags_print(&im->diags, stderr);
    size_t errors = diags_count(&im->diags, DIAG_ERROR), lost = diags_count(&im->diags, DIAG_WARNING);
    fprintf(stderr, tr_n("%zu page", "%zu pages", im->pages), im->pages);
    fprintf(stderr, tr_n(", %zu file", ", %zu files", im->files), im->files);
    fprintf(stderr, im->o->dry ? tr(" to take over") : tr(" taken over"));
    fprintf(stderr, tr("; %zu not placed, %zu left out, %zu files that no page refers to\n"), lost, errors,
            im->unused);
    for (size_t i = 0; i < im->diags.n; i++)
        if (im->diags.items[i].code == CODE_ENVIRONMENT)
            return EXIT_ENVIRONMENT;
    return errors ? EXIT_CONTENT : EXIT_OK;
}

static int take_over(struct importing *im, const char *dir)
{
    struct build *b = &im->site;
    im->folder = (struct folder){
        .dir = dir, .mapping = &im->mapping, .types = &b->types, .arena = &b->arena, .diags = &im->diags};
    if (im->o->to && !path_resolve(&b->arena, STR(""), str_of(im->o->to), &im->folder.under))
        return cli_usage(&cmd_import, "--to names a folder of the content, found \"%s\"", im->o->to);
    im->folder.source = source_open_dir(dir, &b->arena, &im->diags);
    int rc = im->folder.source ? read_mapping(im) : EXIT_ENVIRONMENT;
    if (!rc && folder_read(&im->folder))
        write_all(im);
    int told = report(im);
    source_close(im->folder.source);
    return rc ? rc : told;
}

static int run(int argc, char **argv)
{
    struct options o;
    struct importing im = {.o = &o};
    int rc = options_read(&cmd_import, OPT_IMPORT, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first + 1 != argc)
        return cli_usage(&cmd_import, "say which folder is to be taken over");
    rc = build_open(&im.site, &o.build);
    if (!rc)
        rc = build_types(&im.site);
    im.diags.arena = &im.site.arena;
    if (rc)
        diags_print(&im.site.diags, stderr);
    else
        rc = take_over(&im, argv[o.first]);
    build_close(&im.site);
    return rc;
}

const struct command cmd_import = {
    .name = "import",
    .usage = "DIR [--map FILE] [--to FOLDER] [--dry-run] [--site DIR]",
    .summary = TR_MARK(
        "take over a folder of Markdown from Hugo, Jekyll, MkDocs or Obsidian, or of Word files (by pandoc)"),
    .help = TR_MARK(
        "  DIR                the folder; pages, and the files that they refer to, go into the content\n"
        "  --map FILE         YAML: which folder becomes which type, which key which field\n"
        "  --to FOLDER        a folder of the content for all that the mapping says nothing of\n"
        "  --dry-run          only tell what would be written, and what has no place\n"
        "  --site DIR         the site's folder (default .)\n"),
    .run = run,
};
