/* work: what N processes give is what one gives, and a process that dies costs the item in hand only. */
#include "base/work.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/shares.h"

enum { MANY = 10000 };

struct ctx {
    size_t crash, hang, hog, end_crash; /* items that do so; SIZE_MAX: none */
    size_t scribble;
    uint64_t sum; /* what `end` hands over */
    uint32_t count;
    volatile bool began, poisoned;
};

static struct ctx good(void)
{
    return (struct ctx){
        .crash = SIZE_MAX, .hang = SIZE_MAX, .hog = SIZE_MAX, .end_crash = SIZE_MAX, .scribble = SIZE_MAX};
}

/* Overwrites every shared mapping that this process can write: what a worker could do that was taken over. */
static void scribble_everywhere(void)
{
    FILE *f = fopen("/proc/self/maps", "re");
    char line[512], flags[8];
    unsigned long from, to;
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "%lx-%lx %7s", &from, &to, flags) == 3 && flags[1] == 'w' && flags[3] == 's')
            for (unsigned long p = from; p < to && p < from + (1ul << 20); p += 4)
                *(volatile uint32_t *)p = (uint32_t)rand();
    _exit(0);
}

static void begin(void *vctx)
{
    ((struct ctx *)vctx)->began = true;
}

static void item(void *vctx, size_t i, struct buf *out)
{
    struct ctx *c = vctx;
    assert_true(c->began);
    if (i == c->crash)
        abort();
    if (i == c->scribble)
        scribble_everywhere();
    while (i == c->hang)
        ;
    if (i == c->hog)
        for (;;)
            memset(mem_alloc(1 << 20), 1, 1 << 20);
    if (i == c->end_crash)
        c->poisoned = true;
    c->sum += i;
    c->count++;
    for (size_t k = 0; k <= i % 7; k++)
        buf_printf(out, "%zu;", i * i);
}

static void end(void *vctx, struct buf *out)
{
    struct ctx *c = vctx;
    if (c->poisoned)
        abort();
    buf_put_n(out, &c->sum, sizeof c->sum);
}

static struct work *run(struct ctx *c, size_t n, unsigned jobs, bool with_end)
{
    struct work_plan plan = {.n = n,
                             .jobs = jobs,
                             .item_ms = c->hang == SIZE_MAX ? 20000 : 200,
                             .memory = 64 << 20,
                             .begin = begin,
                             .fn = item,
                             .ctx = c};
    if (with_end)
        plan.end = end;
    struct work *w = work_start(&plan);
    assert_non_null(w);
    work_finish(w);
    return w;
}

/* All items right but `bad`, which has `status`. */
static void check(struct work *w, size_t n, size_t bad, enum work_status status)
{
    struct buf want = {0};
    for (size_t i = 0; i < n; i++) {
        struct work_result r = work_result(w, i);
        assert_int_equal(r.status, i == bad ? status : WORK_DONE);
        buf_clear(&want);
        for (size_t k = 0; k <= i % 7; k++)
            buf_printf(&want, "%zu;", i * i);
        if (i != bad)
            assert_true(str_eq(r.bytes, buf_str(&want)));
    }
    buf_free(&want);
}

static uint64_t end_sum(const struct work *w)
{
    uint64_t sum = 0, one;
    struct str bytes;
    for (size_t i = 0; work_end_bytes(w, i, &bytes); i++) {
        assert_int_equal(bytes.n, sizeof one);
        memcpy(&one, bytes.p, sizeof one);
        sum += one;
    }
    return sum;
}

static void any_number_of_jobs_gives_the_same(void **state)
{
    (void)state;
    static const unsigned jobs[] = {0, 1, 2, 4, 37};
    for (size_t k = 0; k < sizeof jobs / sizeof *jobs; k++) {
        struct ctx c = good();
        struct work *w = run(&c, MANY, jobs[k], true);
        check(w, MANY, SIZE_MAX, WORK_DONE);
        assert_int_equal(end_sum(w), (uint64_t)MANY * (MANY - 1) / 2);
        assert_true(jobs[k] == 0 || c.count == 0); /* nothing changed here */
        work_free(w);
    }
}

static void fewer_items_than_jobs(void **state)
{
    (void)state;
    for (size_t n = 0; n < 4; n++) {
        struct ctx c = good();
        struct work *w = run(&c, n, 8, true);
        check(w, n, SIZE_MAX, WORK_DONE);
        work_free(w);
    }
}

static void one_bad_item(struct ctx c, size_t bad, enum work_status status)
{
    for (unsigned jobs = 1; jobs <= 4; jobs *= 2) {
        struct ctx with_end = c;
        struct work *w = run(&c, 500, jobs, false);
        check(w, 500, bad, status);
        work_free(w);
        w = run(&with_end, 500, jobs, true); /* and what `end` tells is of exactly the others */
        check(w, 500, bad, status);
        assert_int_equal(end_sum(w), 500 * 499 / 2 - bad);
        work_free(w);
    }
}

static void a_crash_costs_its_item(void **state)
{
    (void)state;
    struct ctx c = good();
    c.crash = 123;
    one_bad_item(c, 123, WORK_CRASHED);
}

static void a_hang_costs_its_item(void **state)
{
    (void)state;
    struct ctx c = good();
    c.hang = 499;
    one_bad_item(c, 499, WORK_TIMEOUT);
}

static void a_hog_costs_its_item(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); /* the sanitizer's allocator fails in its own way */
#endif
    struct ctx c = good();
    c.hog = 0;
    int loud = dup(STDERR_FILENO), quiet = open("/dev/null", O_WRONLY);
    dup2(quiet, STDERR_FILENO); /* it says that memory ran out */
    one_bad_item(c, 0, WORK_MEMORY);
    dup2(loud, STDERR_FILENO);
    close(loud);
    close(quiet);
}

static void a_crash_in_end_is_its_items(void **state)
{
    (void)state;
    struct ctx c = good();
    c.end_crash = 40;
    struct work *w = run(&c, 100, 2, true);
    check(w, 100, 40, WORK_CRASHED);
    assert_int_equal(end_sum(w), 100 * 99 / 2 - 40);
    work_free(w);
}

/* Whatever it claims: the parent reads nothing outside the regions, comes to an end, and what it believes lies in a region. */
static void a_worker_taken_over_steers_nothing(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 20; seed++) {
        struct ctx c = good();
        c.scribble = seed * 7;
        srand(seed);
        struct work *w = run(&c, 300, 2, seed % 2);
        volatile unsigned sum = 0; /* every byte of what is believed can be read */
        for (size_t i = 0; i < 300; i++) {
            struct work_result r = work_result(w, i);
            for (size_t k = 0; r.status == WORK_DONE && k < r.bytes.n; k += 1 + r.bytes.n / 16)
                sum += (unsigned char)r.bytes.p[k];
        }
        assert_int_not_equal(work_result(w, c.scribble).status, WORK_DONE);
        work_free(w);
    }
}

static void big(void *vctx, size_t i, struct buf *out)
{
    (void)vctx;
    static char bytes[1 << 20];
    memset(bytes, (int)i, sizeof bytes);
    for (int k = 0; k < 5; k++)
        buf_put_n(out, bytes, sizeof bytes);
}

/* Where the kernel gives little address space, what does not fit is WORK_MEMORY, and the rest is right. */
/* How many mappings of this process are as large as regions are and shared with others. */
static void count_regions(void *ctx, size_t i, struct buf *out)
{
    FILE *f = fopen("/proc/self/maps", "re");
    char line[512], flags[8];
    unsigned long from, to;
    unsigned n = 0;
    (void)ctx, (void)i;
    while (f && fgets(line, sizeof line, f))
        n += sscanf(line, "%lx-%lx %7s", &from, &to, flags) == 3 && flags[3] == 's' && to - from >= 1ul << 20;
    if (f)
        fclose(f);
    buf_printf(out, "%u", n);
}

static void a_region_is_one_workers_alone(void **state)
{
    struct work *before[3], *w;
    (void)state;
    for (int k = 0; k < 3; k++) { /* one not yet finished, one finished, one whose results are handed on */
        struct work_plan plan = {.n = 4, .jobs = 2, .handed_on = k == 2, .fn = count_regions};
        before[k] = work_start(&plan);
        if (k)
            work_finish(before[k]);
    }
    w = work_start(&(struct work_plan){.n = 4, .jobs = 2, .fn = count_regions});
    work_finish(w);
    for (size_t i = 0; i < 4; i++)
        assert_true(str_eq(work_result(w, i).bytes, STR("3"))); /* its own, and the two that were handed on */
    work_free(w);
    for (int k = 0; k < 3; k++)
        work_free(before[k]);
}

struct row { /* what is taken of a long row */
    size_t crash, next, lost;
};

static void square(void *ctx, size_t i, struct buf *out)
{
    const struct row *r = ctx;
    if (i == r->crash)
        abort();
    buf_printf(out, "%zu", i * i);
}

static void take_square(void *ctx, size_t i, struct work_result result)
{
    struct row *r = ctx;
    char want[32];
    snprintf(want, sizeof want, "%zu", i * i);
    assert_int_equal(i, r->next++);
    r->lost += result.status != WORK_DONE;
    assert_true(result.status != WORK_DONE || str_eq(result.bytes, str_of(want)));
}

static void shares_are_taken_in_order(void **state)
{
    static const size_t lengths[] = {0, 1, 1023, 1024, 1025, 2048, 5000};
    (void)state;
    for (unsigned jobs = 0; jobs < 4; jobs++)
        for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
            struct row r = {.crash = jobs ? 1024 : SIZE_MAX};
            assert_true(shares_run(
                &(struct work_plan){.n = lengths[k], .jobs = jobs, .fn = square, .ctx = &r}, take_square));
            assert_int_equal(r.next, lengths[k]);
            assert_int_equal(r.lost, jobs && lengths[k] > 1024);
        }
}

static void little_address_space(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); /* its shadow needs all of it */
#endif
    pid_t pid = fork();
    if (pid == 0) {
        setrlimit(RLIMIT_AS, &(struct rlimit){256 << 20, 256 << 20});
        struct work *w = work_start(&(struct work_plan){.n = 60, .jobs = 2, .fn = big});
        if (!w)
            _exit(1);
        work_finish(w);
        unsigned n_done = 0;
        for (size_t i = 0; i < 60; i++) {
            struct work_result r = work_result(w, i);
            if (r.status == WORK_DONE && (r.bytes.n != 5u << 20 || r.bytes.p[r.bytes.n - 1] != (char)i))
                _exit(2);
            if (r.status != WORK_DONE && r.status != WORK_MEMORY)
                _exit(3);
            n_done += r.status == WORK_DONE;
        }
        _exit(n_done > 4 && n_done < 60 ? 0 : 4);
    }
    int how;
    waitpid(pid, &how, 0);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
}

static void few_descriptors(void **state)
{
    (void)state;
    struct rlimit was, few = {12, 12};
    getrlimit(RLIMIT_NOFILE, &was);
    few.rlim_max = was.rlim_max;
    setrlimit(RLIMIT_NOFILE, &few);
    struct ctx c = good();
    c.crash = 77;
    struct work *w = run(&c, 1000, 20, false);
    check(w, 1000, 77, WORK_CRASHED);
    work_free(w);
    setrlimit(RLIMIT_NOFILE, &was);
}

static void say_pid(void *vctx, size_t i, struct buf *out)
{
    (void)out, (void)i;
    pid_t me = getpid();
    ssize_t n = write(*(int *)vctx, &me, sizeof me);
    (void)n;
    pause();
}

static void a_killed_parent_leaves_no_orphan(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t parent = fork();
    if (parent == 0) {
        struct work *w = work_start(&(struct work_plan){.n = 3, .jobs = 3, .fn = say_pid, .ctx = &ends[1]});
        work_finish(w);
        _exit(0);
    }
    close(ends[1]);
    pid_t child;
    for (int i = 0; i < 3; i++)
        assert_int_equal(read(ends[0], &child, sizeof child), sizeof child);
    kill(parent, SIGKILL);
    waitpid(parent, NULL, 0);
    assert_int_equal(read(ends[0], &child, sizeof child), 0); /* all writers are gone */
    close(ends[0]);
}

static void free_instead_of_finish(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct work *w = work_start(&(struct work_plan){.n = 3, .jobs = 3, .fn = say_pid, .ctx = &ends[1]});
    work_free(w);
    close(ends[1]);
    pid_t child;
    while (read(ends[0], &child, sizeof child) > 0)
        ;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    close(ends[0]);
}

static void say(void *vctx, size_t i, struct buf *out)
{
    (void)vctx, (void)i, (void)out;
    printf("said in a worker\n");
}

static void stdio_is_written_once(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        setvbuf(stdout, NULL, _IOFBF, 4096);
        printf("once");
        struct work *w = work_start(&(struct work_plan){.n = 8, .jobs = 4, .fn = say});
        work_finish(w);
        work_free(w);
        fflush(stdout);
        _exit(0);
    }
    close(ends[1]);
    waitpid(pid, NULL, 0);
    char got[256];
    ssize_t n = read(ends[0], got, sizeof got);
    assert_int_equal(n, 4);
    assert_memory_equal(got, "once", 4);
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_jobs_gives_the_same),
        cmocka_unit_test(fewer_items_than_jobs),
        cmocka_unit_test(a_crash_costs_its_item),
        cmocka_unit_test(a_hang_costs_its_item),
        cmocka_unit_test(a_hog_costs_its_item),
        cmocka_unit_test(a_crash_in_end_is_its_items),
        cmocka_unit_test(a_worker_taken_over_steers_nothing),
        cmocka_unit_test(a_region_is_one_workers_alone),
        cmocka_unit_test(shares_are_taken_in_order),
        cmocka_unit_test(little_address_space),
        cmocka_unit_test(few_descriptors),
        cmocka_unit_test(a_killed_parent_leaves_no_orphan),
        cmocka_unit_test(free_instead_of_finish),
        cmocka_unit_test(stdio_is_written_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
