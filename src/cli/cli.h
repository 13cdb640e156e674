/* cli - one command, one file, one const descriptor; main.c looks them up in a table.
 * Fails: run returns the exit code: 0 done, 1 the content has errors, 2 wrong usage, 3 the environment.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/diag.h"

struct command {
    const char *name;
    const char *usage;                 /* behind the name: "[--site DIR] [--out DIR]" */
    const char *summary;               /* one line for `vidensbank help` */
    const char *help;                  /* the rest, for `vidensbank help NAME`; options one a line */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

enum { EXIT_OK = 0, EXIT_CONTENT = 1, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

extern const struct command *const commands[]; /* ends with NULL */
extern const struct command cmd_build, cmd_check, cmd_cms, cmd_explain, cmd_help, cmd_fmt, cmd_history,
    cmd_import, cmd_init, cmd_list, cmd_new, cmd_publish, cmd_review, cmd_schema, cmd_search, cmd_serve,
    cmd_template, cmd_verify, cmd_version;

/* Before a word is said of which site is meant: in the language of the one in this folder, when it says one. */
void cli_speak(void);
/* "vidensbank NAME: error: …" and how to get help; returns EXIT_USAGE */
int cli_usage(const struct command *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
