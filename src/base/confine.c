#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCH AUDIT_ARCH_AARCH64
#endif

/* The sanitizers read /proc and write reports wherever they like. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

/* ---- files: Landlock ---- */

/* Rights by the version that brought them; what is newer than the headers of Debian 12 stands as its bit. */
enum {
    FS_READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    FS_REFER = 1 << 13,
    FS_TRUNCATE = 1 << 14,
    FS_WRITE = FS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
               LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
               FS_TRUNCATE,
    FS_ALL = (1 << 16) - 1,
    NET_ALL = 3,
    SCOPED_ALL = 3, /* abstract sockets, signals */
};

struct ruleset { /* as the newest kernel has it; an older one takes its first part */
    uint64_t fs, net, scoped;
};

static const struct {
    uint64_t fs;
    size_t size; /* of the ruleset */
} versions[] = {
    [1] = {(1 << 13) - 1, 8},        [2] = {FS_REFER * 2 - 1, 8}, [3] = {FS_TRUNCATE * 2 - 1, 8},
    [4] = {FS_TRUNCATE * 2 - 1, 16}, [5] = {FS_ALL, 16},          [6] = {FS_ALL, 24},
};

static int landlock_version(void)
{
    long n = SANITIZED ? 0 : syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return n > 0 ? (int)n : 0;
}

static void allow_below(int rules, int folder, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = folder};
    if (folder >= 0)
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

static void confine_files(const struct confine *c)
{
    size_t v = (size_t)landlock_version(), newest = sizeof versions / sizeof *versions - 1;
    if (!v || (c->as == CONFINE_WRITER && c->writable < 0))
        return;
    v = v < newest ? v : newest;
    struct ruleset all = {versions[v].fs, NET_ALL, SCOPED_ALL};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, versions[v].size, 0);
    if (rules < 0)
        return;
    for (size_t i = 0; c->folders && c->folders[i]; i++) {
        int folder = open(c->folders[i], O_PATH | O_DIRECTORY | O_CLOEXEC);
        allow_below(rules, folder, FS_READ);
        if (folder >= 0)
            close(folder);
    }
    if (c->as == CONFINE_WRITER)
        allow_below(rules, c->writable, FS_WRITE & all.fs);
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

/* ---- everything else: seccomp ---- */

/* One that only the older kinds of processor have; there is no call of that number elsewhere. */
#ifdef __x86_64__
#define OLD(call) SYS_##call
#else
#define OLD(call) UINT32_MAX
#endif

static const uint32_t calls_of_all[] = {
    /* files */
    SYS_read, SYS_pread64, SYS_readv, SYS_preadv, SYS_lseek, SYS_close, SYS_fstat, SYS_newfstatat, SYS_statx,
    OLD(stat), OLD(lstat), SYS_fstatfs, SYS_statfs, SYS_getdents64, SYS_readlinkat, OLD(readlink),
    SYS_faccessat, OLD(access), SYS_fadvise64, SYS_readahead, SYS_getcwd, SYS_fcntl, SYS_dup,
    /* memory */
    SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk, SYS_msync, SYS_mincore,
    /* the process */
    SYS_exit, SYS_exit_group, SYS_futex, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
    SYS_sigaltstack, SYS_restart_syscall, SYS_set_robust_list, SYS_rseq, SYS_sched_yield,
    SYS_sched_getaffinity, SYS_membarrier, SYS_getpid, SYS_gettid, SYS_getppid, SYS_getuid, SYS_geteuid,
    SYS_getgid, SYS_getegid, SYS_getrusage, SYS_times,
    /* the machine */
    SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday, OLD(time),
    SYS_getrandom, SYS_uname, SYS_sysinfo, SYS_ppoll, OLD(poll)};

static const uint32_t calls_of_writers[] = {
    SYS_openat,          OLD(open),     SYS_openat2,   SYS_write,    SYS_writev, SYS_pwrite64,
    SYS_copy_file_range, SYS_ftruncate, SYS_fallocate, SYS_mkdirat,  OLD(mkdir), SYS_unlinkat,
    OLD(unlink),         OLD(rmdir),    SYS_fchmod,    SYS_fchmodat, SYS_fsync,  SYS_fdatasync};

enum { RULES_MOST = 256 };

struct rules {
    struct sock_filter at[RULES_MOST];
    unsigned short n;
};

static void put(struct rules *r, struct sock_filter rule)
{
    r->at[r->n++] = rule;
}

#define LOAD(member)                                                                                         \
    ((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member)))
#define ANSWER(how) ((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, (how)))
/* The next rule is heeded when the value at hand is so, else it is passed over. */
#define WHEN(test, value) ((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_##test | BPF_K, (value), 0, 1))
#define UNLESS(test, value) ((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_##test | BPF_K, (value), 1, 0))

static void allow(struct rules *r, const uint32_t *calls, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put(r, WHEN(JEQ, calls[i]));
        put(r, ANSWER(SECCOMP_RET_ALLOW));
    }
}

/* A call that is allowed by one of its arguments, of which the lower half tells (the machines are little-endian). */
struct judged {
    uint32_t call, arg;
    enum { WITHOUT_BITS, WITH_BITS, AT_MOST, EQUAL } how;
    uint32_t value;
};

static void allow_judged(struct rules *r, const struct judged *j)
{
    struct sock_filter load = LOAD(args[0]);
    load.k += j->arg * (uint32_t)sizeof(uint64_t);
    put(r, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, j->call, 0, 4));
    put(r, load);
    put(r, j->how == WITHOUT_BITS ? UNLESS(JSET, j->value)
           : j->how == WITH_BITS  ? WHEN(JSET, j->value)
           : j->how == AT_MOST    ? UNLESS(JGT, j->value)
                                  : WHEN(JEQ, j->value));
    put(r, ANSWER(SECCOMP_RET_ALLOW));
    put(r, ANSWER(SECCOMP_RET_ERRNO | EPERM));
}

static void put_judged(struct rules *r, const struct confine *c)
{
    enum { CHANGES = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC };
    const struct judged always[] = {
        {SYS_mmap, 2, WITHOUT_BITS, c->threads ? 0 : PROT_EXEC}, /* a library with threads may load others */
        {SYS_mprotect, 2, WITHOUT_BITS, c->threads ? 0 : PROT_EXEC},
        {SYS_ioctl, 1, EQUAL, TCGETS}, /* is this a terminal? */
        {SYS_tgkill, 0, EQUAL, (uint32_t)getpid()},
    };
    const struct judged reader[] = {
        {SYS_openat, 2, WITHOUT_BITS, CHANGES},
        {OLD(open), 1, WITHOUT_BITS, CHANGES},
        {SYS_write, 0, AT_MOST, STDERR_FILENO},
        {SYS_writev, 0, AT_MOST, STDERR_FILENO},
    };
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        allow_judged(r, &always[i]);
    for (size_t i = 0; c->as == CONFINE_READER && i < sizeof reader / sizeof *reader; i++)
        allow_judged(r, &reader[i]);
    if (c->threads) /* the flags of clone3 cannot be seen from here: the C library then calls clone */
        allow_judged(r, &(struct judged){SYS_clone, 0, WITH_BITS, CLONE_THREAD});
}

static void confine_calls(const struct confine *c)
{
#ifdef ARCH
    struct rules r = {.n = 0};
    put(&r, LOAD(arch));
    put(&r, UNLESS(JEQ, ARCH));
    put(&r, ANSWER(SECCOMP_RET_KILL_PROCESS));
    put(&r, LOAD(nr)); /* the same calls by x32's numbers are on no list */
    allow(&r, calls_of_all, sizeof calls_of_all / sizeof *calls_of_all);
    if (c->as == CONFINE_WRITER)
        allow(&r, calls_of_writers, sizeof calls_of_writers / sizeof *calls_of_writers);
    put_judged(&r, c);
    put(&r, ANSWER(SECCOMP_RET_ERRNO | ENOSYS));
    struct sock_fprog program = {.len = r.n, .filter = r.at};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#else
    (void)c;
#endif
}

/* ---- both ---- */

void confine_process(const struct confine *c)
{
    if (SANITIZED || c->as == CONFINE_NOT || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return;
    confine_files(c);
    confine_calls(c);
}

struct confine_offer confine_offer(void)
{
    struct confine_offer offer = {.landlock = landlock_version()};
#ifdef ARCH
    uint32_t action = SECCOMP_RET_ERRNO;
    offer.seccomp = !SANITIZED && syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
#endif
    return offer;
}
