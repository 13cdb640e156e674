#include <cmark-gfm.h>
#include <git2.h>
#include <unicode/uvernum.h>
#include <yaml.h>

#include "base/tr.h"
#include "cli/cli.h"

static int run(int argc, char **argv)
{
    int major, minor, patch;
    (void)argc, (void)argv;
    git_libgit2_version(&major, &minor, &patch);
    printf("vidensbank %s\ncmark-gfm %s, libgit2 %d.%d.%d, libyaml %s, ICU %s\n", VIDENSBANK_VERSION,
           cmark_version_string(), major, minor, patch, yaml_get_version_string(), U_ICU_VERSION);
    return EXIT_OK;
}

const struct command cmd_version = {.name = "version",
                                    .usage = "",
                                    .summary = TR_MARK("the program's version and its libraries'"),
                                    .help = "",
                                    .run = run};
