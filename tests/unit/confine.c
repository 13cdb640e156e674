/* confine: a worker that was taken over tries what it likes, and comes to nothing. Each attempt is an item; what it gives back is
 * whether it was let. */
#include "base/confine.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/work.h"

enum needs { SECCOMP, LANDLOCK };
enum { READER = 1, WRITER = 2, BOTH = 3 }; /* whom it is forbidden */

static char folder[] = "/tmp/vidensbank-confine-XXXXXX", inside[64], elsewhere[64];
static int inherited; /* a file that the parent had open for writing */
static volatile char sink;

static bool try_open(const char *path, int flags)
{
    int fd = open(path, flags, 0600);
    return fd >= 0;
}

static bool overwrite(void)
{
    return try_open(inside, O_WRONLY);
}
static bool truncate_it(void)
{
    return try_open(inside, O_RDONLY | O_TRUNC) || truncate(inside, 0) == 0;
}
static bool make_file(void)
{
    return try_open(elsewhere, O_RDONLY | O_CREAT) || creat(elsewhere, 0600) >= 0;
}
static bool make_nameless(void)
{
    return try_open("/tmp", O_RDWR | O_TMPFILE);
}
static bool make_others(void)
{
    return mkdir(elsewhere, 0700) == 0 || symlink("/", elsewhere) == 0 || link(inside, elsewhere) == 0 ||
           mkfifo(elsewhere, 0600) == 0;
}
static bool rename_it(void)
{
    return rename(inside, elsewhere) == 0;
}
static bool remove_elsewhere(void)
{
    return rmdir("/tmp/vidensbank-confine-other") == 0;
}
static bool remove_inside(void)
{
    return unlink(inside) == 0;
}
static bool chmod_it(void)
{
    return syscall(SYS_fchmodat, AT_FDCWD, inside, 0777) == 0;
}
static bool write_inherited(void)
{
    return write(inherited, "x", 1) == 1;
}
static bool memory_file(void)
{
    return memfd_create("x", 0) >= 0;
}
static bool read_elsewhere(void)
{
    return try_open("/etc/passwd", O_RDONLY) || try_open("/proc/self/environ", O_RDONLY);
}
static bool list_elsewhere(void)
{
    return try_open("/", O_RDONLY | O_DIRECTORY);
}
static bool open_socket(void)
{
    int pair[2];
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_INET6, SOCK_DGRAM, 0) >= 0 ||
           socket(AF_UNIX, SOCK_STREAM, 0) >= 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}
static bool run_program(void)
{
    char *words[] = {"true", NULL};
    execv("/bin/true", words);
    return syscall(SYS_execveat, AT_FDCWD, "/bin/true", words, NULL, 0) == 0;
}
static bool new_process(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0 || syscall(SYS_vfork) >= 0;
}
static bool new_code(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED ||
           mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0;
}
static bool meddle(void)
{
    return kill(getppid(), 0) == 0 || syscall(SYS_tgkill, getppid(), getppid(), 0) == 0 ||
           ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0 || nice(-1) == 0;
}
static void *nothing(void *ctx)
{
    return ctx;
}
static bool new_thread(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, nothing, NULL) == 0 && pthread_join(t, NULL) == 0;
}

static const struct attempt {
    const char *name;
    bool (*try)(void);
    enum needs needs;
    int forbidden;
} attempts[] = {
    {"overwrite", overwrite, SECCOMP, READER},
    {"truncate", truncate_it, SECCOMP, READER},
    {"make a file", make_file, SECCOMP, READER},
    {"make a file elsewhere", make_file, LANDLOCK, WRITER},
    {"make a file without a name", make_nameless, LANDLOCK, BOTH},
    {"make a folder, a link, a FIFO", make_others, LANDLOCK, BOTH},
    {"rename", rename_it, SECCOMP, BOTH},
    {"remove", remove_inside, SECCOMP, READER},
    {"remove elsewhere", remove_elsewhere, LANDLOCK, BOTH},
    {"change a mode", chmod_it, SECCOMP, READER},
    {"write to what the parent has open", write_inherited, SECCOMP, READER},
    {"make a file in memory", memory_file, SECCOMP, BOTH},
    {"read elsewhere", read_elsewhere, LANDLOCK, BOTH},
    {"list elsewhere", list_elsewhere, LANDLOCK, BOTH},
    {"open a socket", open_socket, SECCOMP, BOTH},
    {"run a program", run_program, SECCOMP, BOTH},
    {"start a process", new_process, SECCOMP, BOTH},
    {"start a thread", new_thread, SECCOMP, BOTH},
    {"bring code of its own", new_code, SECCOMP, BOTH},
    {"signal or trace the parent", meddle, SECCOMP, BOTH},
};
enum { N = sizeof attempts / sizeof *attempts };

static bool can(enum needs what)
{
    struct confine_offer offer = confine_offer();
    return offer.seccomp && (what == SECCOMP || offer.landlock);
}

static int make_inside(void **state)
{
    (void)state;
    unlink(elsewhere);
    rmdir(elsewhere);
    FILE *f = fopen(inside, "w");
    return !f || fputs("bytes", f) < 0 || fclose(f);
}

static void attempt(void *ctx, size_t i, struct buf *out)
{
    (void)ctx;
    buf_put(out, attempts[i].try() ? STR("let") : STR("not let"));
}

static struct work *run(struct confine c, size_t n, void (*fn)(void *, size_t, struct buf *))
{
    struct work *w = work_start(&(struct work_plan){
        .n = n, .jobs = 1, .batch = 1, .item_ms = 200, .memory = 64 << 20, .confine = c, .fn = fn});
    assert_non_null(w);
    work_finish(w);
    return w;
}

static void judge(struct confine c, int who)
{
    struct work *w = run(c, N, attempt);
    for (size_t i = 0; i < N; i++) {
        struct work_result r = work_result(w, i);
        if (!(attempts[i].forbidden & who) || !can(attempts[i].needs))
            continue;
        if (r.status != WORK_DONE || !str_eq(r.bytes, STR("not let")))
            fail_msg("a %s may %s (status %d, %.*s)", who == READER ? "reader" : "writer", attempts[i].name,
                     (int)r.status, STR_F(r.bytes));
    }
    work_free(w);
    assert_true(who == WRITER || !can(SECCOMP) || try_open(inside, O_RDONLY));
    assert_false(can(LANDLOCK) && try_open(elsewhere, O_RDONLY));
}

static const char *const folders[] = {folder, "/nowhere/at/all", NULL};

static void a_reader_gets_nowhere(void **state)
{
    (void)state;
    judge((struct confine){.as = CONFINE_READER, .folders = folders}, READER);
}

static void a_writer_stays_in_its_folder(void **state)
{
    (void)state;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    judge((struct confine){.as = CONFINE_WRITER, .writable = fd}, WRITER);
    close(fd);
}

static void attempt_anew(void *ctx, size_t i, struct buf *out)
{
    make_inside(NULL);
    attempt(ctx, i, out);
}

/* Else the rest would show little. */
static void unconfined_nothing_stands_in_the_way(void **state)
{
    (void)state;
    struct work *w = run((struct confine){0}, N, attempt_anew);
    for (size_t i = 0; i < N; i++) {
        bool let = str_eq(work_result(w, i).bytes, STR("let"));
        bool elsewhere_too =
            attempts[i].try == new_process || attempts[i].try == new_thread; /* RLIMIT_NPROC */
        if (!let && !elsewhere_too && attempts[i].try != run_program)
            fail_msg("%s comes to nothing by itself", attempts[i].name);
    }
    work_free(w);
    make_inside(NULL);
}

static void threads_where_they_are_asked_for(void **state)
{
    (void)state;
    struct work *w =
        run((struct confine){.as = CONFINE_READER, .threads = true, .folders = folders}, N, attempt);
    for (size_t i = 0; i < N; i++)
        if (attempts[i].try == new_thread)
            assert_true(str_eq(work_result(w, i).bytes, STR("let")));
        else if (attempts[i].forbidden & READER && attempts[i].try != new_code && can(attempts[i].needs))
            assert_true(str_eq(work_result(w, i).bytes, STR("not let")));
    work_free(w);
}

static void read_inside(void *ctx, size_t i, struct buf *out)
{
    (void)ctx, (void)i;
    file_read(inside, 100, out);
}

static void a_reader_reads_its_folder(void **state)
{
    (void)state;
    struct work *w = run((struct confine){.as = CONFINE_READER, .folders = folders}, 1, read_inside);
    assert_true(str_eq(work_result(w, 0).bytes, STR("bytes")));
    work_free(w);
}

static void spoil(void *ctx, size_t i, struct buf *out)
{
    (void)ctx;
    buf_put(out, STR("x"));
    if (i == 3)
        abort();
    while (i == 5)
        sink = 0;
    if (i == 7)
        for (;;)
            memset(mem_alloc(1 << 20), 1, 1 << 20);
#ifdef __x86_64__
    if (i == 9) { /* the calls of another kind of processor: open */
        long call = 5;
        __asm__ volatile("int $0x80" : "+a"(call) : "b"(0), "c"(0) : "memory");
    }
#else
    if (i == 9)
        abort();
#endif
    if (i == 11)
        pause();
}

/* Confined or not, what dies or hangs costs itself alone, and the reason is known. */
static void the_rest_is_done(void **state)
{
    (void)state;
    if (!confine_offer().seccomp)
        skip();
    static const enum work_status want[13] = {
        [3] = WORK_CRASHED, [5] = WORK_TIMEOUT, [7] = WORK_MEMORY, [9] = WORK_CRASHED};
    int loud = dup(STDERR_FILENO), quiet = open("/dev/null", O_WRONLY);
    dup2(quiet, STDERR_FILENO); /* it says that memory ran out */
    struct work *w = run((struct confine){.as = CONFINE_READER, .folders = folders}, 13, spoil);
    dup2(loud, STDERR_FILENO);
    close(loud);
    close(quiet);
    for (size_t i = 0; i < 13; i++)
        assert_int_equal(work_result(w, i).status, want[i]); /* 11: to wait is on no list */
    work_free(w);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    snprintf(inside, sizeof inside, "%s/inside", folder);
    snprintf(elsewhere, sizeof elsewhere, "%s-elsewhere", folder);
    mkdir("/tmp/vidensbank-confine-other", 0700);
    inherited = open("/dev/null", O_WRONLY);
    return make_inside(NULL);
}

static int tear_down(void **state)
{
    (void)state;
    rmdir("/tmp/vidensbank-confine-other");
    return !file_remove_tree(AT_FDCWD, folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unconfined_nothing_stands_in_the_way),
        cmocka_unit_test_setup(a_reader_gets_nowhere, make_inside),
        cmocka_unit_test_setup(a_writer_stays_in_its_folder, make_inside),
        cmocka_unit_test_setup(threads_where_they_are_asked_for, make_inside),
        cmocka_unit_test_setup(a_reader_reads_its_folder, make_inside),
        cmocka_unit_test(the_rest_is_done),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
