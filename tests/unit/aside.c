/* What is put aside stays where it was put: through rests, when the disk takes no more, and in a process forked later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/aside.h"

enum { RECORDS = 3000 };

static struct str record(char *bytes, unsigned i)
{
    size_t n = i * 37 % 5000;
    for (size_t k = 0; k < n; k++)
        bytes[k] = (char)(i + k * 7);
    return str_n(bytes, n);
}

static bool all_there(const struct str *kept)
{
    char bytes[5000];
    bool ok = true;
    for (unsigned i = 0; i < RECORDS; i++) {
        ok = ok && str_eq(kept[i], record(bytes, i));
        aside_step(i);
    }
    return ok;
}

static void put_all(struct aside *s, struct str *kept, unsigned from, unsigned to)
{
    char bytes[5000];
    for (unsigned i = from; i < to; i++)
        kept[i] = aside_put(s, record(bytes, i));
}

static void stays(void **state)
{
    static struct str kept[RECORDS];
    struct aside *s = aside_new();
    int how = 1;
    (void)state;
    put_all(s, kept, 0, RECORDS);
    aside_seal(s);
    assert_true(all_there(kept));
    pid_t pid = fork();
    if (pid == 0)
        _exit(all_there(kept) ? EXIT_SUCCESS : EXIT_FAILURE);
    assert_int_equal(waitpid(pid, &how, 0), pid);
    assert_int_equal(how, 0);
    aside_free(s);
}

/* Half of it fits into the file; what comes after the seal does not go there either. */
static void kept_in_memory(void **state)
{
    static struct str kept[RECORDS];
    struct rlimit before, tight;
    struct aside *s = aside_new();
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    tight = (struct rlimit){3000000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &tight);
    put_all(s, kept, 0, RECORDS - 10);
    setrlimit(RLIMIT_FSIZE, &before);
    aside_seal(s);
    put_all(s, kept, RECORDS - 10, RECORDS);
    assert_true(all_there(kept));
    aside_free(s);
    aside_free(NULL);
}

/* More mappings than are remembered: all are read, and let go. */
static void many(void **state)
{
    struct aside *all[40];
    struct str kept[40];
    char bytes[5000];
    (void)state;
    for (unsigned i = 0; i < 40; i++) {
        all[i] = aside_new();
        kept[i] = aside_put(all[i], record(bytes, i));
    }
    aside_rest();
    for (unsigned i = 0; i < 40; i++) {
        assert_true(str_eq(kept[i], record(bytes, i)));
        aside_free(all[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stays),
        cmocka_unit_test(kept_in_memory),
        cmocka_unit_test(many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
