/* options - what the commands that read a site share: one table, one parser.
 * Owns: nothing; values point into argv. Fails: with EXIT_USAGE and a message, 0 when all is well.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "build.h"
#include "cli/cli.h"

enum {
    OPT_READ = 1,   /* --site --rev --at --now --jobs --drafts --skip --no-cache --cache --timings */
    OPT_WRITE = 2,  /* --out --strict --keep-going --offline */
    OPT_JSON = 4,   /* --json */
    OPT_FORMAT = 8, /* --format text|json --strict */
    OPT_OUT = 16,   /* --out */
    OPT_SERVE = 64, /* --site --now --jobs --drafts --skip --no-cache --cache --port --open */
    OPT_REVIEW = 32 /* --site --now --message */
};

struct options {
    struct build_options build;
    bool json;
    const char *format;
    const char *message; /* NULL: none is given */
    const char *port;    /* likewise */
    bool open;
    int first; /* index in argv of the first word that is no option */
};

int options_read(const struct command *c, unsigned groups, int argc, char **argv, struct options *out);

#endif
