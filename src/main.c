#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uclean.h>

#include "base/arena.h"
#include "base/tr.h"
#include "cli/cli.h"

static void *icu_resize(const void *context, void *p, size_t n)
{
    (void)context;
    return mem_resize(p, n);
}

static void *icu_allocate(const void *context, size_t n)
{
    return icu_resize(context, NULL, n);
}

static void icu_release(const void *context, void *p)
{
    (void)context;
    mem_release(p);
}

/* ICU without memory gives other dates and another order, and nobody is told: it takes ours, which never fails. */
static void take_icu_in(void)
{
    UErrorCode status = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, icu_allocate, icu_resize, icu_release, &status);
}

static struct str nearest(const char *word)
{
    struct str names[32];
    size_t n = 0;
    for (const struct command *const *c = commands; *c; c++)
        names[n++] = str_of((*c)->name);
    return diag_nearest(str_of(word), names, n);
}

static const struct command *find(const char *word)
{
    if (!strcmp(word, "--version") || !strcmp(word, "-V"))
        return &cmd_version;
    if (!strcmp(word, "--help") || !strcmp(word, "-h"))
        return &cmd_help;
    for (const struct command *const *c = commands; *c; c++)
        if (!strcmp((*c)->name, word))
            return *c;
    return NULL;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
            return true;
    return false;
}

int main(int argc, char **argv)
{
    take_icu_in();
    signal(SIGXFSZ, SIG_IGN);       /* a file over the limit is an error of write(), told like a full disk */
    setlocale(LC_CTYPE, "C.UTF-8"); /* never LC_NUMERIC: a decimal point stays one */
    tr_use(STR(""));                /* the site's own language as soon as it is known (build.c) */
    if (argc < 2) {
        cmd_help.run(1, argv);
        return EXIT_USAGE;
    }
    const struct command *c = find(argv[1]);
    if (!c) {
        struct str near = nearest(argv[1]);
        cli_speak();
        fputs("vidensbank: error: ", stderr);
        if (near.n)
            fprintf(stderr,
                    tr("there is no command \"%s\"; did you mean \"%.*s\"?; vidensbank help lists them\n"),
                    argv[1], STR_F(near));
        else
            fprintf(stderr, tr("there is no command \"%s\"; vidensbank help lists them\n"), argv[1]);
        return EXIT_USAGE;
    }
    if (asks_for_help(argc - 1, argv + 1)) {
        char *words[] = {argv[0], (char *)c->name, NULL};
        return cmd_help.run(2, words);
    }
    int rc = c->run(argc - 1, argv + 1);
    if (fflush(stdout) || ferror(stdout)) {
        fprintf(stderr, tr("vidensbank: error: cannot write to standard output: %s\n"), tr_errno(errno));
        return EXIT_ENVIRONMENT;
    }
    return rc;
}
