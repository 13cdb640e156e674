#include "serve/edition.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "serve/wire.h"

const struct edition edition_none = {.fd = -1};

/* In the child: nothing of the server's is left open, or its port would stay taken and its connections would not end. */
static _Noreturn void be_edition(const struct build_options *o, bool quiet, int quick, int thorough)
{
    enum { QUICK = 3, THOROUGH = 4, FAR = 64 };
    sigset_t none;
    setpgid(0, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int far_quick = dup2(quick, FAR), far_thorough = dup2(thorough, FAR + 1);
    struct press_plan plan = {.options = *o, .quiet = quiet};
    plan.quick = dup2(far_quick, QUICK);
    plan.thorough = dup2(far_thorough, THOROUGH);
    close_range(THOROUGH + 1, ~0U, 0);
    press_run(&plan);
}

bool edition_start(const struct build_options *o, bool quiet, struct edition *quick, struct edition *thorough)
{
    int one[2], two[2];
    if (!wire_pair(one))
        return false;
    if (!wire_pair(two)) {
        close(one[0]);
        close(one[1]);
        return false;
    }
    pid_t pid = fork();
    if (!pid)
        be_edition(o, quiet, one[1], two[1]);
    int why = errno;
    close(one[1]);
    close(two[1]);
    if (pid < 0) {
        close(one[0]);
        close(two[0]);
        errno = why;
        return false;
    }
    setpgid(pid, pid); /* here and there: whoever comes first */
    *quick = (struct edition){.fd = one[0], .pid = pid};
    *thorough = (struct edition){.fd = two[0]};
    return true;
}

void edition_end(struct edition *e)
{
    if (e->fd >= 0)
        close(e->fd);
    if (e->pid > 0)
        kill(-e->pid, SIGKILL);
    *e = edition_none;
}
