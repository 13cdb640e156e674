/* options - what the commands that read a site share: one table, one parser.
 * Owns: nothing; values point into argv. Fails: with EXIT_USAGE and a message, 0 when all is well.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "build.h"
#include "cli/cli.h"

enum {
    OPT_READ = 1,     /* --site --rev --at --now --jobs --drafts --skip --no-cache --cache --timings */
    OPT_WRITE = 2,    /* --out --strict --keep-going --offline */
    OPT_JSON = 4,     /* --json */
    OPT_FORMAT = 8,   /* --format text|json --strict */
    OPT_OUT = 16,     /* --out */
    OPT_REVIEW = 32,  /* --site --now --message */
    OPT_PUBLISH = 64, /* --site --out --keep --rollback --sign */
    OPT_VERIFY = 128  /* --signers */
};

struct options {
    struct build_options build;
    bool json;
    const char *format;
    const char *message; /* NULL: none is given */
    size_t keep;         /* releases; 0: not said */
    bool rollback;
    const char *sign, *signers; /* NULL: none is given */
    int first;                  /* index in argv of the first word that is no option */
};

int options_read(const struct command *c, unsigned groups, int argc, char **argv, struct options *out);

#endif
