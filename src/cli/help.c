#include "base/tr.h"
#include "cli/cli.h"

const struct command *const commands[] = {&cmd_init,    &cmd_new,      &cmd_build,  &cmd_serve,   &cmd_check,
                                          &cmd_fmt,     &cmd_list,     &cmd_search, &cmd_history, &cmd_review,
                                          &cmd_explain, &cmd_template, &cmd_schema, &cmd_cms,     &cmd_import,
                                          &cmd_publish, &cmd_verify,   &cmd_help,   &cmd_version, NULL};

static void print_all(void)
{
    printf(
        "%s",
        tr("vidensbank - a knowledge bank as a static site, from Markdown in Git\n\nusage: vidensbank COMMAND [options]\n\n"));
    for (const struct command *const *c = commands; *c; c++)
        printf("  %-10s %s\n", (*c)->name, tr((*c)->summary));
    printf(
        "%s",
        tr("\nvidensbank help COMMAND tells its options. Exit codes: 0 done, 1 the content has errors, 2 wrong usage,\n"
           "3 the environment (no repository, disk full, no permission).\n"));
}

static int run(int argc, char **argv)
{
    cli_speak();
    if (argc < 2) {
        print_all();
        return EXIT_OK;
    }
    for (const struct command *const *c = commands; *c; c++)
        if (strcmp((*c)->name, argv[1]) == 0) {
            printf(tr("usage: vidensbank %s %s\n\n%s\n\n%s"), (*c)->name, (*c)->usage, tr((*c)->summary),
                   tr((*c)->help));
            return EXIT_OK;
        }
    return cli_usage(&cmd_help, "there is no command \"%s\"", argv[1]);
}

const struct command cmd_help = {.name = "help",
                                 .usage = "[COMMAND]",
                                 .summary = TR_MARK("this list, or a command's options"),
                                 .help = "",
                                 .run = run};
