/* options - what the commands that read a site share: one table, one parser.
 * Owns: nothing; values point into argv. Fails: with EXIT_USAGE and a message, 0 when all is well.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "build.h"
#include "cli/cli.h"

enum {
    OPT_READ = 1,       /* --site --rev --at --now --jobs --drafts --skip --no-cache --cache --timings */
    OPT_WRITE = 2,      /* --out --strict --keep-going --offline */
    OPT_JSON = 4,       /* --json */
    OPT_FORMAT = 8,     /* --format text|json|sarif --changed --strict */
    OPT_OUT = 16,       /* --out */
    OPT_REVIEW = 32,    /* --site --now --message */
    OPT_NEW = 64,       /* --site --now --field --folder --slug */
    OPT_FMT = 128,      /* --site --check */
    OPT_INIT = 256,     /* --language */
    OPT_VSCODE = 512,   /* --vscode */
    OPT_PUBLISH = 1024, /* --site --out --keep --rollback --sign */
    OPT_VERIFY = 2048,  /* --signers */
    OPT_IMPORT = 16384, /* --site --map --to --dry-run */
    OPT_CMS = 8192,     /* --out --bundle --local */
    OPT_SERVE = 4096    /* --site --now --jobs --drafts --skip --no-cache --cache --port --open */
};

enum { OPT_FIELDS = 100 };

struct options {
    struct build_options build;
    bool json;
    const char *format;
    const char *message; /* NULL: none is given; so of the ones below */
    const char *changed, *folder, *slug, *language, *vscode, *sign, *signers, *port, *bundle, *map, *to;
    const char *fields[OPT_FIELDS];
    size_t n_fields;
    bool check, rollback, open, local, out_given, dry;
    size_t keep; /* releases; 0: not said */
    int first;   /* index in argv of the first word that is no option */
};

int options_read(const struct command *c, unsigned groups, int argc, char **argv, struct options *out);

#endif
