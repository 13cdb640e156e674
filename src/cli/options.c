#include "cli/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/tr.h"

enum {
    O_SITE = 256,
    O_OUT,
    O_REV,
    O_AT,
    O_NOW,
    O_JOBS,
    O_DRAFTS,
    O_STRICT,
    O_KEEP,
    O_OFFLINE,
    O_SKIP,
    O_TIMINGS,
    O_CACHE,
    O_NO_CACHE,
    O_JSON,
    O_FORMAT,
    O_MESSAGE,
    O_RELEASES,
    O_ROLLBACK,
    O_SIGN,
    O_SIGNERS,
    O_CHANGED,
    O_FIELD,
    O_FOLDER,
    O_SLUG,
    O_CHECK,
    O_LANGUAGE,
    O_VSCODE,
    O_PORT,
    O_OPEN,
    O_BUNDLE,
    O_LOCAL,
    O_MAP,
    O_TO,
    O_DRY
};

static const struct {
    const char *name;
    int has_arg, value;
    unsigned groups;
} table[] = {
    {"site", required_argument, O_SITE,
     OPT_READ | OPT_REVIEW | OPT_NEW | OPT_FMT | OPT_PUBLISH | OPT_SERVE | OPT_IMPORT},
    {"rev", required_argument, O_REV, OPT_READ},
    {"at", required_argument, O_AT, OPT_READ},
    {"now", required_argument, O_NOW, OPT_READ | OPT_REVIEW | OPT_NEW | OPT_SERVE},
    {"jobs", required_argument, O_JOBS, OPT_READ | OPT_SERVE},
    {"drafts", no_argument, O_DRAFTS, OPT_READ | OPT_SERVE},
    {"skip", required_argument, O_SKIP, OPT_READ | OPT_SERVE},
    {"timings", no_argument, O_TIMINGS, OPT_READ},
    {"cache", required_argument, O_CACHE, OPT_READ | OPT_SERVE},
    {"no-cache", no_argument, O_NO_CACHE, OPT_READ | OPT_SERVE},
    {"out", required_argument, O_OUT, OPT_WRITE | OPT_OUT | OPT_PUBLISH | OPT_CMS},
    {"keep-going", no_argument, O_KEEP, OPT_WRITE},
    {"offline", no_argument, O_OFFLINE, OPT_WRITE},
    {"strict", no_argument, O_STRICT, OPT_WRITE | OPT_FORMAT},
    {"json", no_argument, O_JSON, OPT_JSON},
    {"format", required_argument, O_FORMAT, OPT_FORMAT},
    {"message", required_argument, O_MESSAGE, OPT_REVIEW},
    {"keep", required_argument, O_RELEASES, OPT_PUBLISH},
    {"rollback", no_argument, O_ROLLBACK, OPT_PUBLISH},
    {"sign", required_argument, O_SIGN, OPT_PUBLISH},
    {"signers", required_argument, O_SIGNERS, OPT_VERIFY},
    {"changed", required_argument, O_CHANGED, OPT_FORMAT},
    {"field", required_argument, O_FIELD, OPT_NEW},
    {"folder", required_argument, O_FOLDER, OPT_NEW},
    {"slug", required_argument, O_SLUG, OPT_NEW},
    {"check", no_argument, O_CHECK, OPT_FMT},
    {"language", required_argument, O_LANGUAGE, OPT_INIT},
    {"vscode", required_argument, O_VSCODE, OPT_VSCODE},
    {"port", required_argument, O_PORT, OPT_SERVE},
    {"open", no_argument, O_OPEN, OPT_SERVE},
    {"bundle", required_argument, O_BUNDLE, OPT_CMS},
    {"local", no_argument, O_LOCAL, OPT_CMS},
    {"map", required_argument, O_MAP, OPT_IMPORT},
    {"to", required_argument, O_TO, OPT_IMPORT},
    {"dry-run", no_argument, O_DRY, OPT_IMPORT},
};
enum { N_TABLE = sizeof table / sizeof *table };

int cli_usage(const struct command *c, const char *fmt, ...)
{
    va_list ap;
    cli_speak();
    fprintf(stderr, "vidensbank %s: error: ", c->name);
    va_start(ap, fmt);
    vfprintf(stderr, tr(fmt), ap);
    va_end(ap);
    fprintf(stderr, tr("\nusage: vidensbank %s %s\n"), c->name, c->usage);
    return EXIT_USAGE;
}

static int read_jobs(const struct command *c, const char *text, int *jobs)
{
    int64_t n;
    if (!str_int(str_of(text), &n) || n < 0 || n > 256)
        return cli_usage(c, "--jobs wants a number from 0 to 256, found \"%s\"", text);
    *jobs = (int)n;
    return 0;
}

static int read_keep(const struct command *c, const char *text, size_t *keep)
{
    int64_t n;
    if (!str_int(str_of(text), &n) || n < 1 || n > 1000)
        return cli_usage(c, "--keep wants a number from 1 to 1000, found \"%s\"", text);
    *keep = (size_t)n;
    return 0;
}

static int read_skip(const struct command *c, const char *text, struct build_options *o)
{
    struct str part;
    for (struct str rest = str_of(text); str_split(&rest, ',', &part);) {
        if (str_eq(part, STR("search")))
            o->skip_search = true;
        else if (str_eq(part, STR("history")))
            o->skip_history = true;
        else
            return cli_usage(c, "--skip wants search or history, found \"%.*s\"", STR_F(part));
    }
    return 0;
}

static int read_moment(const struct command *c, const char *option, const char *text, const char **out)
{
    struct date d;
    int second, offset;
    bool zone;
    if (!date_parse_moment(str_of(text), &d, &second, &offset, &zone))
        return cli_usage(c, "%s wants a date such as 2026-03-01, or 2026-03-01T08:00+01:00, found \"%s\"",
                         option, text);
    *out = text;
    return 0;
}

static int take_field(const struct command *c, const char *arg, struct options *out)
{
    if (out->n_fields == OPT_FIELDS)
        return cli_usage(c, "at most %d times --field", OPT_FIELDS);
    out->fields[out->n_fields++] = arg;
    return 0;
}

static const char **text_option(int opt, struct options *out)
{
    switch (opt) {
    case O_MESSAGE:
        return &out->message;
    case O_CHANGED:
        return &out->changed;
    case O_FOLDER:
        return &out->folder;
    case O_SLUG:
        return &out->slug;
    case O_LANGUAGE:
        return &out->language;
    case O_SIGN:
        return &out->sign;
    case O_SIGNERS:
        return &out->signers;
    case O_PORT:
        return &out->port;
    case O_BUNDLE:
        return &out->bundle;
    case O_MAP:
        return &out->map;
    case O_TO:
        return &out->to;
    default:
        return &out->vscode;
    }
}

static int take(const struct command *c, int opt, const char *arg, struct options *out)
{
    struct build_options *o = &out->build;
    switch (opt) {
    case O_SITE:
        o->site = arg;
        return 0;
    case O_OUT:
        o->out = arg;
        out->out_given = true;
        return 0;
    case O_REV:
        o->rev = arg;
        return 0;
    case O_AT:
        return read_moment(c, "--at", arg, &o->at);
    case O_NOW:
        return read_moment(c, "--now", arg, &o->now);
    case O_JOBS:
        return read_jobs(c, arg, &o->jobs);
    case O_SKIP:
        return read_skip(c, arg, o);
    case O_CACHE:
        o->cache = arg;
        return 0;
    case O_DRAFTS:
        o->drafts = true;
        return 0;
    case O_STRICT:
        o->strict = true;
        return 0;
    case O_KEEP:
        o->keep_going = true;
        return 0;
    case O_OFFLINE:
        o->offline = true;
        return 0;
    case O_TIMINGS:
        o->timings = true;
        return 0;
    case O_NO_CACHE:
        o->no_cache = true;
        return 0;
    case O_JSON:
        out->json = true;
        return 0;
    case O_FORMAT:
        if (strcmp(arg, "text") && strcmp(arg, "json") && strcmp(arg, "sarif"))
            return cli_usage(c, "--format wants text, json or sarif, found \"%s\"", arg);
        out->format = arg;
        return 0;
    case O_FIELD:
        return take_field(c, arg, out);
    case O_CHECK:
        out->check = true;
        return 0;
    case O_RELEASES:
        return read_keep(c, arg, &out->keep);
    case O_OPEN:
        out->open = true;
        return 0;
    case O_LOCAL:
        out->local = true;
        return 0;
    case O_DRY:
        out->dry = true;
        return 0;
    case O_ROLLBACK:
        out->rollback = true;
        return 0;
    default:
        *text_option(opt, out) = arg;
        return 0;
    }
}

int options_read(const struct command *c, unsigned groups, int argc, char **argv, struct options *out)
{
    struct option longs[N_TABLE + 1] = {0};
    size_t n = 0;
    for (size_t i = 0; i < N_TABLE; i++)
        if (table[i].groups & groups)
            longs[n++] = (struct option){table[i].name, table[i].has_arg, NULL, table[i].value};
    *out = (struct options){.build = build_defaults, .format = "text"};
    opterr = 0;
    optind = 1;
    for (int opt; (opt = getopt_long(argc, argv, ":", longs, NULL)) != -1;) {
        if (opt == ':')
            return cli_usage(c, "%s wants a value", argv[optind - 1]);
        if (opt == '?')
            return cli_usage(c, "unknown option %s", argv[optind - 1]);
        int rc = take(c, opt, optarg, out);
        if (rc)
            return rc;
    }
    out->first = optind;
    return 0;
}
