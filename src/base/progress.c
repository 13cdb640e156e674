#include "base/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 1000, EVERY_MS = 200, STEPS = 64 };

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* One that can take a line away again, as those that say TERM=dumb cannot. */
static bool on_terminal(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

void progress_step(struct progress *p, size_t done, size_t all)
{
    if (!p->asked) {
        p->asked = true;
        p->terminal = on_terminal();
        p->since = now_ms();
    }
    if (!p->terminal || done % STEPS)
        return;
    int64_t now = now_ms();
    if (now - p->since < PATIENCE_MS || now - p->last < EVERY_MS)
        return;
    p->last = now;
    p->shown = true;
    fprintf(stderr, "\r%s: %zu / %zu\033[K", p->what, done, all);
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (!p->shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    p->shown = false;
}
