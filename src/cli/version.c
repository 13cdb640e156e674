#include <cmark-gfm.h>
#include <git2.h>
#include <unicode/uvernum.h>
#include <yaml.h>

#include "base/confine.h"
#include "base/tr.h"
#include "cli/cli.h"

static void print_confinement(void)
{
    struct confine_offer offer = confine_offer();
    if (offer.landlock)
        printf(tr("workers see no files but the site's: Landlock, version %d of it\n"), offer.landlock);
    else
        fputs(tr("workers see all files that you may read: this kernel has no Landlock\n"), stdout);
    fputs(offer.seccomp ? tr("workers have no network, programs or new files: seccomp\n")
                        : tr("workers are kept from network and programs by nothing: no seccomp here\n"),
          stdout);
}

static int run(int argc, char **argv)
{
    int major, minor, patch;
    bool more = argc > 1 && strcmp(argv[1], "-v") == 0;
    if (argc > 1 + more)
        return cli_usage(&cmd_version, "unknown word \"%s\"", argv[1 + more]);
    git_libgit2_version(&major, &minor, &patch);
    printf("vidensbank %s\ncmark-gfm %s, libgit2 %d.%d.%d, libyaml %s, ICU %s\n", VIDENSBANK_VERSION,
           cmark_version_string(), major, minor, patch, yaml_get_version_string(), U_ICU_VERSION);
    if (more)
        print_confinement();
    return EXIT_OK;
}

const struct command cmd_version = {
    .name = "version",
    .usage = "[-v]",
    .summary = TR_MARK("the program's version and its libraries'"),
    .help = TR_MARK("  -v                 also what this kernel keeps the worker processes from\n"),
    .run = run};
