#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "base/value.h"
#include "cli/cli.h"
#include "layout/layout.h"
#include "read/yaml.h"

static const struct str ending = STR_INIT(".mustache");

struct job {
    struct arena *a;
    struct diags ds;
    struct layouts layouts;
    size_t partials; /* read so far */
    int exit;        /* the worst so far */
};

static void worse(struct job *j, int code)
{
    if (j->exit < code)
        j->exit = code;
}

static void fault_unreadable(struct job *j, struct str path)
{
    static const struct {
        int error, exit;
        enum diag_code code;
        const char *text;
    } causes[] = {
        {EFBIG, EXIT_CONTENT, CODE_TOO_LARGE, TR_MARK("the file is larger than such a file may be")},
        {ELOOP, EXIT_ENVIRONMENT, CODE_SYMLINK, TR_MARK("symbolic links are not followed here")},
        {ENXIO, EXIT_ENVIRONMENT, CODE_SPECIAL_FILE,
         TR_MARK("expected an ordinary file, found a device, a pipe or a socket")},
    };
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (causes[i].error == errno) {
            worse(j, causes[i].exit);
            diag_at(&j->ds, causes[i].code, path, 0, 0, "%s", tr(causes[i].text));
            return;
        }
    worse(j, EXIT_ENVIRONMENT);
    diag_at(&j->ds, CODE_UNREADABLE, path, 0, 0, "cannot be read: %s", tr_errno(errno));
}

/* What the user names is read wherever a link leads; below --partials (dir is not AT_FDCWD) no link is
 * followed. */
static bool read_text(struct job *j, int dir, const char *name, struct str path, size_t limit,
                      struct str *out)
{
    struct buf b = {0};
    bool ok = dir == AT_FDCWD ? file_read(name, limit, &b) : file_read_at(dir, name, limit, &b);
    if (ok)
        *out = buf_dup(j->a, &b);
    else
        fault_unreadable(j, path);
    buf_free(&b);
    return ok;
}

static void fault_limit(struct job *j, struct str path, const char *what, int limit)
{
    diag_at(&j->ds, CODE_LIMIT, path, 0, 0, "%s: %d", tr(what), limit);
    worse(j, EXIT_CONTENT);
}

static void add_template(struct job *j, int dir, const char *file, struct str name, struct str path)
{
    struct str text;
    if (read_text(j, dir, file, path, LIMIT_SETTINGS, &text) &&
        !layout_add(&j->layouts, name, text, path, 1, &j->ds))
        worse(j, EXIT_CONTENT);
}

static void add_folder(struct job *j, int parent, const char *name, struct str prefix, struct str path,
                       unsigned depth);

/* One entry of a folder of partials: a template, a folder, or nothing of ours. */
static void add_entry(struct job *j, int dir, const char *entry, struct str prefix, struct str path,
                      unsigned depth)
{
    struct stat st;
    struct str file = str_dup(j->a, str_of(entry));
    struct str name = path_join(j->a, prefix, file), where = path_join(j->a, path, file);
    if (file.p[0] == '.' || fstatat(dir, entry, &st, AT_SYMLINK_NOFOLLOW))
        return;
    if (S_ISDIR(st.st_mode))
        add_folder(j, dir, entry, name, where, depth + 1);
    else if (!str_ends(file, ending))
        return;
    else if (j->partials < LIMIT_PARTIALS)
        add_template(j, dir, entry, str_sub(name, 0, name.n - ending.n), where);
    else if (j->partials == LIMIT_PARTIALS)
        fault_limit(j, path, "more than this many partials", LIMIT_PARTIALS);
    j->partials += S_ISREG(st.st_mode);
}

/* Every template below the folder, under its path there without the ending: dynamic names may ask for any of
 * them. */
static void add_folder(struct job *j, int parent, const char *name, struct str prefix, struct str path,
                       unsigned depth)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (depth ? O_NOFOLLOW : 0));
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (!d) {
        fault_unreadable(j, path);
        if (fd >= 0)
            close(fd);
        return;
    }
    if (depth > LIMIT_DIR_DEPTH)
        fault_limit(j, path, "folders deeper in each other than", LIMIT_DIR_DEPTH);
    else
        for (const struct dirent *e; (e = readdir(d));)
            add_entry(j, fd, e->d_name, prefix, path, depth);
    closedir(d);
}

static void render(struct job *j, struct str path, const struct value *data)
{
    struct buf out = {0};
    struct value resolved = value_resolve(data, j->a);
    const char *cut = layout_render(&j->layouts, layout_find(&j->layouts, STR("")), &resolved, j->a, &out);
    if (cut) {
        diag_at(&j->ds, CODE_LIMIT, path, 0, 0, "%s", cut);
        worse(j, EXIT_CONTENT);
    }
    if (!file_write_all(STDOUT_FILENO, out.p, out.n)) {
        diag_at(&j->ds, CODE_ENVIRONMENT, STR(""), 0, 0, "cannot write: %s", tr_errno(errno));
        worse(j, EXIT_ENVIRONMENT);
    }
    buf_free(&out);
}

static int template(const char *file, const char *data_file, const char *partials)
{
    struct arena a = {0};
    struct job j = {.a = &a, .ds = {.arena = &a}, .layouts = {.arena = &a}};
    struct str data_text;
    struct value data;
    add_template(&j, AT_FDCWD, file, STR(""), str_of(file));
    if (partials)
        add_folder(&j, AT_FDCWD, partials, STR(""), str_of(partials), 0);
    if (read_text(&j, AT_FDCWD, data_file, str_of(data_file), LIMIT_DATA, &data_text) &&
        !yaml_parse_data(data_text, str_of(data_file), &a, &j.ds, &data))
        worse(&j, EXIT_CONTENT);
    if (j.exit == EXIT_OK)
        render(&j, str_of(file), &data);
    diags_settle(&j.ds, false, NULL);
    diags_print(&j.ds, stderr);
    arena_clear(&a);
    return j.exit;
}

static int run(int argc, char **argv)
{
    static const struct option options[] = {{"partials", required_argument, NULL, 'p'}, {NULL, 0, NULL, 0}};
    const char *partials = NULL;
    opterr = 0;
    optind = 0;
    for (int c; (c = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
        if (c == ':')
            return cli_usage(&cmd_template, "option %s needs a value", argv[optind - 1]);
        if (c != 'p')
            return cli_usage(&cmd_template, "unknown option %s", argv[optind - 1]);
        partials = optarg;
    }
    if (argc - optind != 2)
        return cli_usage(&cmd_template, "expected a template and a data file, found %d arguments",
                         argc - optind);
    return template(argv[optind], argv[optind + 1], partials);
}

const struct command cmd_template = {
    .name = "template",
    .usage = "FILE DATA [--partials DIR]",
    .summary = TR_MARK("render one Mustache template with YAML or JSON data"),
    .help = TR_MARK("Prints exactly what the template FILE makes of the data in DATA.\n"
                    "  --partials DIR  where partials and parents are: {{>a/b}} is DIR/a/b.mustache\n"),
    .run = run,
};
