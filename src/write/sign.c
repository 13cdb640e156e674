#include "write/sign.h"

#include <unistd.h>

#include "base/tr.h"
#include "write/program.h"

static bool run(struct program *p, struct arena *a, struct str *out, struct str *why)
{
    bool ok = program_run(p) == 0;
    if (ok)
        *out = buf_dup(a, &p->out);
    else
        *why = program_fault(p, a);
    program_clear(p);
    return ok;
}

bool sign_make(const char *key, struct str bytes, struct arena *a, struct str *signature, struct str *why)
{
    const char *argv[] = {"ssh-keygen", "-Y", "sign", "-n", SIGN_NAMESPACE, "-f", key, NULL};
    struct program p = {.argv = argv, .input = bytes};
    return run(&p, a, signature, why);
}

/* Who of the signers has the key, then whether the bytes are what was signed. */
static bool check(const char *signers, const char *file, struct str bytes, struct arena *a, struct str *who,
                  struct str *why)
{
    const char *find[] = {"ssh-keygen", "-Y", "find-principals", "-f", signers, "-s", file, NULL};
    struct program found = {.argv = find};
    struct str names, told;
    if (!run(&found, a, &names, why))
        return false;
    if (!str_split(&names, '\n', who) || !who->n) {
        *why = str_of(tr("the signature is by none of the signers"));
        return false;
    }
    const char *argv[] = {"ssh-keygen", "-Y", "verify",       "-n", SIGN_NAMESPACE, "-f",
                          signers,      "-I", str_c(a, *who), "-s", file,           NULL};
    struct program p = {.argv = argv, .input = bytes};
    return run(&p, a, &told, why);
}

bool sign_check(const char *signers, struct str bytes, struct str signature, struct arena *a, struct str *who,
                struct str *why)
{
    char path[32];
    int fd = program_file(signature, path);
    bool ok = fd >= 0 && check(signers, path, bytes, a, who, why);
    if (fd >= 0)
        close(fd);
    else
        *why = str_of(tr("the signature could not be handed on"));
    return ok;
}
