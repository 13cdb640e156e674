#include "base/machine.h"

#include <errno.h>
#include <stdatomic.h>
#include <sys/mman.h>

#include "base/path.h"
#include "base/tr.h"

struct refusal {
    _Atomic int noted; /* how many came */
    _Atomic int error; /* of the first, written last; 0: it is not known */
    char what[256];
};

static struct refusal own, *refusal = &own;

void machine_begin(void)
{
    if (refusal == &own) {
        void *p = mmap(NULL, sizeof *refusal, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        refusal = p == MAP_FAILED ? &own : p;
    }
    *refusal = (struct refusal){0};
}

/* The errors of a thing that is not there, or is of another kind: no other machine would give it. */
static bool is_absence(int error)
{
    static const int absent[] = {ENOENT,       ENOTDIR, ELOOP, EISDIR, ENXIO, EFBIG,
                                 ENAMETOOLONG, EEXIST,  ESRCH, EINVAL, 0};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (error == absent[i])
            return true;
    return false;
}

void machine_refused(const char *what, int error)
{
    if (is_absence(error) || atomic_fetch_add(&refusal->noted, 1))
        return;
    int kept = errno;
    snprintf(refusal->what, sizeof refusal->what, "%s", what);
    atomic_store(&refusal->error, error);
    errno = kept;
}

bool machine_has_refused(void)
{
    return atomic_load(&refusal->noted);
}

void machine_tell(struct diags *ds)
{
    if (!machine_has_refused())
        return;
    char what[sizeof refusal->what];
    memcpy(what, refusal->what, sizeof what);
    what[sizeof what - 1] = 0;
    int error = atomic_load(&refusal->error);
    if (error == EACCES || error == EPERM) { /* that is said by whoever gave the file its rights */
        diag_at(ds, CODE_UNREADABLE, path_printable(ds->arena, str_of(what)), 0, 0,
                "the file cannot be read: %s", tr_errno(error));
        return;
    }
    diag_at(ds, CODE_ENVIRONMENT, STR(""), 0, 0, "the machine did not give \"%.*s\": %s",
            STR_F(path_printable(ds->arena, str_of(what))), tr_errno(error ? error : EIO));
}
