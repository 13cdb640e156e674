#include <cmark-gfm.h>
#include <git2.h>
#include <libdeflate.h>
#include <microhttpd.h>
#include <nettle/version.h>
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
    int words = argc > 1 && strcmp(argv[1], "-v") == 0 ? 2 : 1;
    if (argc > words)
        return cli_usage(&cmd_version, "unknown word \"%s\"", argv[words]);
    git_libgit2_version(&major, &minor, &patch);
    printf("vidensbank %s\n", VIDENSBANK_VERSION);
    printf("cmark-gfm %s, libgit2 %d.%d.%d, libyaml %s, ICU %s\n", cmark_version_string(), major, minor,
           patch, yaml_get_version_string(), U_ICU_VERSION);
    printf("libmicrohttpd %s, nettle %d.%d, libdeflate %s\n", MHD_get_version(), nettle_version_major(),
           nettle_version_minor(), LIBDEFLATE_VERSION_STRING);
    print_confinement();
    return EXIT_OK;
}

const struct command cmd_version = {
    .name = "version",
    .usage = "[-v]",
    .summary =
        TR_MARK("the program's commit, its libraries, and what this kernel keeps the worker processes from"),
    .help = TR_MARK("  -v                 the same; nothing is left out without it\n"),
    .run = run};
