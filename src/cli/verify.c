#include "write/verify.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/path.h"
#include "base/tr.h"
#include "cli/options.h"
#include "write/releases.h"
#include "write/sign.h"

struct report {
    bool json;
    size_t told;
};

static void json_text(const char *name, struct str text)
{
    struct buf b = {0};
    escape_json(&b, text);
    printf("\"%s\":\"%.*s\"", name, STR_F(buf_str(&b)));
    buf_free(&b);
}

static void tell(void *ctx, enum verify_fault fault, struct str path)
{
    struct report *r = ctx;
    struct arena a = {0};
    struct str shown = path_printable(&a, path);
    if (r->json) {
        fputs(r->told ? ",\n{" : "\n{", stdout);
        json_text("problem", str_of(verify_word(fault)));
        putchar(',');
        json_text("path", shown);
        putchar('}');
    } else {
        printf("%s: %.*s\n", tr(verify_word(fault)), STR_F(shown));
    }
    r->told++;
    arena_clear(&a);
}

/* What a publication made has the site behind a link. */
static int open_tree(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || faccessat(fd, MANIFEST_NAME, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return fd;
    int site = openat(fd, RELEASES_LINK, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (site < 0)
        return fd;
    close(fd);
    return site;
}

/* Empty *who: nobody asked. False: it is not signed by one of them, and *why tells. */
static bool check_signature(const struct finished *f, const char *signers, struct arena *a, struct str *who,
                            struct str *why)
{
    struct buf signature = {0};
    *who = STR("");
    if (!signers)
        return true;
    bool ok = file_read_at(f->root, FINISHED_SIGNATURE, FINISHED_SIGNATURE_MOST, &signature);
    if (!ok)
        *why = str_of(tr("it is not signed"));
    ok = ok && sign_check(signers, finished_signed(f, a), buf_str(&signature), a, who, why);
    buf_free(&signature);
    return ok;
}

static int report(const struct finished *f, const struct options *o, const char *dir, struct arena *a)
{
    struct report r = {.json = o->json};
    struct str who, why = STR("");
    if (r.json)
        fputs("{\"problems\":[", stdout);
    size_t faults = verify_tree(f, a, tell, &r);
    bool trusted = check_signature(f, o->signers, a, &who, &why);
    if (r.json) {
        printf("],\n\"count\":%zu,\"files\":%zu,", faults, f->site.n + f->kept.n);
        json_text("commit", f->site.commit);
        putchar(',');
        json_text("signer", trusted ? who : STR(""));
        printf(",\"ok\":%s}\n", faults || !trusted ? "false" : "true");
    }
    fflush(stdout);
    if (!trusted)
        fprintf(stderr, tr("%s: the signature does not hold: %.*s\n"), dir, STR_F(why));
    else if (who.n)
        fprintf(stderr, tr("%s: signed by %.*s\n"), dir, STR_F(who));
    if (faults)
        fprintf(stderr,
                tr_n("%s: %zu fault against the manifest\n", "%s: %zu faults against the manifest\n", faults),
                dir, faults);
    else
        fprintf(stderr, tr("%s: %zu files are what the manifest says\n"), dir, f->site.n + f->kept.n);
    return faults || !trusted ? EXIT_CONTENT : EXIT_OK;
}

static int run(int argc, char **argv)
{
    struct options o;
    struct finished f;
    struct arena a = {0};
    int rc = options_read(&cmd_verify, OPT_VERIFY | OPT_JSON, argc, argv, &o);
    if (rc)
        return rc;
    if (o.first + 1 != argc)
        return cli_usage(&cmd_verify, "say which folder");
    const char *dir = argv[o.first];
    enum finished_state s = finished_read(open_tree(dir), &a, &f);
    if (s == FINISHED_WHOLE)
        rc = report(&f, &o, dir, &a);
    else {
        rc = s == FINISHED_DAMAGED ? EXIT_CONTENT : EXIT_ENVIRONMENT;
        fprintf(stderr, tr("vidensbank: error: \"%s\": %s\n"), dir, tr(finished_fault(s)));
    }
    finished_close(&f);
    arena_clear(&a);
    return rc;
}

const struct command cmd_verify = {
    .name = "verify",
    .usage = "DIR [--json] [--signers FILE]",
    .summary = TR_MARK("compare a published tree, byte for byte, with its manifest"),
    .help = TR_MARK(
        "  DIR                a build, a release, or the folder that releases are published to\n"
        "  --json             as JSON\n"
        "  --signers FILE     and it must be signed by one of these (ssh-keygen's allowed signers)\n"),
    .run = run,
};
