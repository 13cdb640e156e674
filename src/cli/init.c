#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/create.h"
#include "base/file.h"
#include "base/path.h"
#include "base/tr.h"
#include "cli/options.h"
#include "cli/starter.h"

static int refuse(const char *path, const char *why)
{
    fprintf(stderr, tr("vidensbank: error: %s: %s\n"), path, why);
    return EXIT_ENVIRONMENT;
}

/* The file's path in the new site; empty: it is another language's. */
static struct str path_for(const struct builtin *f, struct str language)
{
    struct str name = str_of(f->name);
    bool own = str_starts(name, language) && name.n > language.n && name.p[language.n] == '/';
    return own ? str_from(name, language.n + 1) : STR("");
}

static bool is_there(const char *dir, struct str path, struct arena *a)
{
    struct stat st;
    return lstat(str_c(a, path_join(a, str_of(dir), path)), &st) == 0;
}

/* Either all of its files are new, or none is written. */
static int refuse_taken(const char *dir, struct str language, struct arena *a)
{
    size_t taken = 0;
    for (const struct builtin *f = starter_files; f->name; f++) {
        struct str path = path_for(f, language);
        if (!path.n || !is_there(dir, path, a))
            continue;
        fprintf(stderr, tr("vidensbank: error: %s holds %.*s already; nothing was written\n"), dir,
                STR_F(path));
        taken++;
    }
    return taken ? EXIT_USAGE : EXIT_OK;
}

static int write_files(const char *dir, struct str language)
{
    for (const struct builtin *f = starter_files; f->name; f++) {
        struct str path = path_for(f, language);
        mode_t mode = str_starts(path, STR("hooks/")) ? 0777 : 0666;
        if (!path.n)
            continue;
        if (!create_file(dir, path, str_n(f->begin, (size_t)(f->end - f->begin)), mode))
            return refuse(f->name, tr_errno(errno));
        printf("%s/%.*s\n", dir, STR_F(path));
    }
    return EXIT_OK;
}

/* All that was written, as the first commit: nobody's own work, so it is the program that says so. */
static bool commit_all(git_repository *repo)
{
    git_index *index = NULL;
    git_tree *tree = NULL;
    git_signature *who = NULL;
    git_config *config = NULL;
    git_oid tree_id, commit;
    bool ok =
        git_repository_index(&index, repo) == 0 && git_index_add_all(index, NULL, 0, NULL, NULL) == 0 &&
        git_index_write(index) == 0 && git_index_write_tree(&tree_id, index) == 0 &&
        git_tree_lookup(&tree, repo, &tree_id) == 0 &&
        git_signature_now(&who, "vidensbank", "vidensbank@localhost") == 0 &&
        git_commit_create(&commit, repo, "HEAD", who, who, NULL, "vidensbank init", tree, 0, NULL) == 0 &&
        git_repository_config(&config, repo) == 0 &&
        git_config_set_string(config, "core.hooksPath", "hooks") == 0;
    git_config_free(config);
    git_signature_free(who);
    git_tree_free(tree);
    git_index_free(index);
    return ok;
}

/* A repository of its own, unless the folder lies in one: without a history nothing is known of who wrote what. */
static int make_repository(const char *dir)
{
    git_repository *repo = NULL;
    git_repository_init_options how = {.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION};
    int rc = EXIT_OK;
    how.flags = GIT_REPOSITORY_INIT_MKDIR;
    how.initial_head = "main";
    git_libgit2_init();
    if (git_repository_open_ext(&repo, dir, 0, NULL) &&
        (git_repository_init_ext(&repo, dir, &how) || !commit_all(repo)))
        rc = refuse(dir, source_git_error());
    git_repository_free(repo);
    git_libgit2_shutdown();
    return rc;
}

static struct str language_of(const struct options *o)
{
    struct str language = o->language ? str_of(o->language) : tr_language();
    for (const struct builtin *f = starter_files; f->name; f++)
        if (path_for(f, language).n)
            return language;
    return STR("");
}

static int run(int argc, char **argv)
{
    struct options o;
    struct arena a = {0};
    int rc = options_read(&cmd_init, OPT_INIT, argc, argv, &o);
    if (rc)
        return rc;
    struct str language = language_of(&o);
    if (o.first + 1 != argc)
        return cli_usage(&cmd_init, "say which folder is to be made");
    if (!language.n)
        return cli_usage(&cmd_init, "--language wants da or en, found \"%s\"", o.language);
    const char *dir = argv[o.first];
    tr_use(language);
    rc = refuse_taken(dir, language, &a);
    if (!rc && !file_make_dirs(dir))
        rc = refuse(dir, tr_errno(errno));
    if (!rc)
        rc = write_files(dir, language);
    if (!rc)
        rc = make_repository(dir);
    if (!rc)
        fprintf(stderr, tr("the site is there; build it with: cd %s && vidensbank build\n"), dir);
    arena_clear(&a);
    return rc;
}

const struct command cmd_init = {
    .name = "init",
    .usage = "DIR [--language da|en]",
    .summary = TR_MARK("begin a site: settings, two types, layouts, first pages, a hook for Git"),
    .help = TR_MARK("  DIR                the folder, which is made; what stands in it is never overwritten\n"
                    "  --language LANG    da or en (default: the language that you are spoken to in)\n"),
    .run = run,
};
