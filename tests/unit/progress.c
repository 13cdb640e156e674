/* Progress: a line on a terminal after a while, and nothing anywhere else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "base/progress.h"

/* What p writes to standard error for one step and its end. */
static size_t written(struct progress *p, size_t done, char *out, size_t room)
{
    int ends[2], before = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    progress_step(p, done, 128);
    progress_end(p);
    dup2(before, STDERR_FILENO);
    close(before);
    close(ends[1]);
    ssize_t n = read(ends[0], out, room - 1);
    close(ends[0]);
    assert_true(n >= 0);
    out[n] = 0;
    return (size_t)n;
}

static void lines(void **state)
{
    (void)state;
    char out[200];
    assert_int_equal(written(&(struct progress){.what = "x"}, 64, out, sizeof out), 0); /* a pipe */
    struct progress p = {.what = "x", .asked = true, .terminal = true};
    assert_int_equal(written(&p, 63, out, sizeof out), 0); /* not every step */
    assert_true(written(&p, 64, out, sizeof out) > 0);
    assert_string_equal(out, "\rx: 64 / 128\033[K\r\033[K");
    assert_int_equal(written(&p, 128, out, sizeof out), 0); /* too soon again */
    p = (struct progress){.what = "x", .asked = true, .terminal = true, .since = INT64_MAX};
    assert_int_equal(written(&p, 64, out, sizeof out), 0); /* it has only begun */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
