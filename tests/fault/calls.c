/* calls - runs a program and lets a call that it makes of the file system fail, or kills the program there.
 *
 *   calls REPORT list -- COMMAND...                         "PROCESS CALL" in REPORT, a line for each call, in order; "creating" behind those that may
 *   calls REPORT fail PROCESS CALL NTH ERRNO -- COMMAND...  the NTH such call of that process is not made, and gives ERRNO (a number);
 *                                                           0: it is made with half of its bytes (read, write)
 *   calls REPORT kill before|after NTH -- COMMAND...        kill -9 of the first process at the NTH call of them all
 *
 * Processes are numbered as they are forked: 0 is the program, the workers follow; "each" means every one but the first. REPORT then holds how
 * many faults there were. Ends as the program does (128 + N after signal N), once the last process is gone.
 *
 * Why not strace: it counts by process but cannot name one, has no short writes, and takes twice as long. Calls count from the
 * program's first own (it sets SIGXFSZ aside): what the dynamic loader makes of a fault is not ours. */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
int main(void)
{
    return 77; /* the registers below are those of x86-64 */
}
#else

static const struct call {
    const char *name;
    int nr;
} calls[] = {
    {"open", SYS_open},
    {"openat", SYS_openat},
    {"openat2", SYS_openat2},
    {"creat", SYS_creat},
    {"read", SYS_read},
    {"pread64", SYS_pread64},
    {"readv", SYS_readv},
    {"write", SYS_write},
    {"pwrite64", SYS_pwrite64},
    {"writev", SYS_writev},
    {"copy_file_range", SYS_copy_file_range},
    {"sendfile", SYS_sendfile},
    {"close", SYS_close},
    {"dup", SYS_dup},
    {"fcntl", SYS_fcntl},
    {"stat", SYS_stat},
    {"lstat", SYS_lstat},
    {"fstat", SYS_fstat},
    {"newfstatat", SYS_newfstatat},
    {"statx", SYS_statx},
    {"statfs", SYS_statfs},
    {"fstatfs", SYS_fstatfs},
    {"access", SYS_access},
    {"faccessat", SYS_faccessat},
    {"faccessat2", SYS_faccessat2},
    {"getdents64", SYS_getdents64},
    {"readlink", SYS_readlink},
    {"readlinkat", SYS_readlinkat},
    {"getcwd", SYS_getcwd},
    {"lseek", SYS_lseek},
    {"mkdir", SYS_mkdir},
    {"mkdirat", SYS_mkdirat},
    {"rmdir", SYS_rmdir},
    {"unlink", SYS_unlink},
    {"unlinkat", SYS_unlinkat},
    {"rename", SYS_rename},
    {"renameat", SYS_renameat},
    {"renameat2", SYS_renameat2},
    {"link", SYS_link},
    {"linkat", SYS_linkat},
    {"symlink", SYS_symlink},
    {"symlinkat", SYS_symlinkat},
    {"chmod", SYS_chmod},
    {"fchmod", SYS_fchmod},
    {"fchmodat", SYS_fchmodat},
    {"utimensat", SYS_utimensat},
    {"truncate", SYS_truncate},
    {"ftruncate", SYS_ftruncate},
    {"fallocate", SYS_fallocate},
    {"fsync", SYS_fsync},
    {"fdatasync", SYS_fdatasync},
    {"syncfs", SYS_syncfs},
    {"flock", SYS_flock},
    {"mmap", SYS_mmap},
    {"mprotect", SYS_mprotect},
    {"memfd_create", SYS_memfd_create},
    {"pipe2", SYS_pipe2},
    {"poll", SYS_poll},
    {"wait4", SYS_wait4},
    {"clone", SYS_clone},
    {"clone3", SYS_clone3},
    {"pidfd_open", SYS_pidfd_open},
    {"getrandom", SYS_getrandom},
};
enum { CALLS = sizeof calls / sizeof *calls, TASKS = 4096, EACH = -1 };

struct task { /* a thread; its process is the number of that */
    pid_t tid;
    int process;
    bool known, held,
        killing; /* its fork was told of; it waits for that; the kill comes when its call is done */
};

static struct task tasks[TASKS];
static size_t n_tasks;
static int n_processes;
static bool begun; /* the program is past its loader */

static enum { LIST, FAIL, KILL } doing;
static int who, error;
static long nth, faults, seen_all, seen[TASKS]; /* by process */
static int wanted = -1;                         /* the number of the call */
static bool after;
static FILE *report;
static pid_t root;

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(125);
}

static struct task *task_find(pid_t tid)
{
    for (size_t i = 0; i < n_tasks; i++)
        if (tasks[i].tid == tid)
            return &tasks[i];
    if (n_tasks == TASKS)
        die("too many tasks");
    tasks[n_tasks] = (struct task){.tid = tid};
    return &tasks[n_tasks++];
}

static void task_forget(struct task *t)
{
    *t = tasks[--n_tasks];
}

static void go_on(pid_t tid, int how, int signal)
{
    ptrace(how, tid, NULL, (void *)(long)signal); /* it may be gone: then the next wait tells */
}

/* Every call that is looked for stops the program; the marker of its beginning too. */
static void filter_install(void)
{
    struct sock_filter program[CALLS + 5];
    unsigned char look = doing == FAIL ? 1 : CALLS; /* how many of the table */
    size_t n = 0;
    program[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (unsigned char i = 0; i <= look; i++) {
        int nr = i == look ? SYS_rt_sigaction : doing == FAIL ? wanted : calls[i].nr;
        unsigned char over = (unsigned char)(look + 1 - i);
        program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)nr, over, 0);
    }
    program[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    struct sock_fprog filter = {.len = (unsigned short)n, .filter = program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter))
        die("seccomp");
}

/* The call is not made and gives `error`; or it is made with half of its bytes. */
static void fail_now(pid_t tid, struct user_regs_struct *regs)
{
    if (error) {
        regs->orig_rax = (unsigned long long)-1;
        regs->rax = (unsigned long long)-error;
    } else if (regs->rdx > 1) {
        regs->rdx /= 2;
    } else {
        return;
    }
    if (ptrace(PTRACE_SETREGS, tid, NULL, regs) == 0)
        faults++;
}

/* At the entry of a call. Gives how the task goes on. */
static int at_call(struct task *t)
{
    struct user_regs_struct regs;
    if (ptrace(PTRACE_GETREGS, t->tid, NULL, &regs))
        return PTRACE_CONT;
    int nr = (int)regs.orig_rax;
    if (nr == SYS_rt_sigaction) {
        begun = begun || regs.rdi == SIGXFSZ;
        return PTRACE_CONT;
    }
    if (!begun)
        return PTRACE_CONT;
    size_t i = 0;
    while (i < CALLS && calls[i].nr != nr)
        i++;
    if (doing == LIST && i < CALLS)
        fprintf(report, "%d %s%s\n", t->process, calls[i].name,
                nr == SYS_openat && regs.rdx & O_CREAT ? " creating" : "");
    bool his = who == EACH ? t->process > 0 : t->process == who;
    if (doing == FAIL && nr == wanted && his && ++seen[t->process] == nth)
        fail_now(t->tid, &regs);
    if (doing == KILL && ++seen_all == nth) {
        t->killing = true;
        return after ? PTRACE_SYSCALL : PTRACE_CONT;
    }
    return PTRACE_CONT;
}

static void kill_now(struct task *t)
{
    t->killing = false;
    faults++;
    kill(root, SIGKILL);
}

static void at_fork(struct task *parent, bool thread)
{
    unsigned long tid = 0;
    ptrace(PTRACE_GETEVENTMSG, parent->tid, NULL, &tid);
    int process = thread ? parent->process : ++n_processes;
    struct task *t = task_find((pid_t)tid);
    t->known = true;
    t->process = process % TASKS;
    if (t->held)
        go_on(t->tid, PTRACE_CONT, 0);
    t->held = false;
}

static void at_stop(struct task *t, int status)
{
    int event = status >> 16, signal = WSTOPSIG(status), how = PTRACE_CONT;
    pid_t tid = t->tid;
    if (!t->known) { /* a new one, seen before its fork was told of */
        t->held = true;
        return;
    }
    if (event == PTRACE_EVENT_SECCOMP) {
        how = at_call(t);
        if (t->killing && !after)
            kill_now(t);
    } else if (event == PTRACE_EVENT_CLONE || event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK) {
        at_fork(t, event == PTRACE_EVENT_CLONE);
    } else if (signal == (SIGTRAP | 0x80)) { /* the call is done */
        if (t->killing)
            kill_now(t);
    } else if (!event && signal != SIGSTOP &&
               (signal != SIGTRAP || begun)) { /* one comes of exec; GLib ends by one */
        go_on(tid, PTRACE_CONT, signal);
        return;
    }
    go_on(tid, how, 0);
}

static int trace(void)
{
    int status, ending = 0;
    pid_t tid;
    while ((tid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
        if (tid < 0)
            continue;
        struct task *t = task_find(tid);
        if (WIFSTOPPED(status)) {
            at_stop(t, status);
            continue;
        }
        if (tid == root)
            ending = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        task_forget(t);
    }
    return ending;
}

static void start(char **command)
{
    root = fork();
    if (root < 0)
        die("fork");
    if (root == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
        filter_install();
        execvp(command[0], command);
        die(command[0]);
    }
    int status;
    *task_find(root) = (struct task){.tid = root, .known = true};
    if (waitpid(root, &status, 0) != root || !WIFSTOPPED(status) ||
        ptrace(PTRACE_SETOPTIONS, root, NULL,
               PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
                   PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) {
        kill(root, SIGKILL);
        die("ptrace");
    }
    go_on(root, PTRACE_CONT, 0);
}

/* Gives where the command begins. */
static char **arguments(int argc, char **argv)
{
    int at = 3;
    if (argc > 6 && !strcmp(argv[2], "fail")) {
        doing = FAIL;
        who = strcmp(argv[3], "each") ? (int)strtol(argv[3], NULL, 10) : EACH;
        for (size_t i = 0; i < CALLS; i++)
            if (!strcmp(calls[i].name, argv[4]))
                wanted = calls[i].nr;
        nth = strtol(argv[5], NULL, 10);
        error = (int)strtol(argv[6], NULL, 10);
        at = 7;
    } else if (argc > 4 && !strcmp(argv[2], "kill")) {
        doing = KILL;
        after = !strcmp(argv[3], "after");
        nth = strtol(argv[4], NULL, 10);
        at = 5;
    }
    return argc > at + 1 && !strcmp(argv[at], "--") && (doing != FAIL || wanted >= 0) ? argv + at + 1 : NULL;
}

int main(int argc, char **argv)
{
    char **command = argc > 3 ? arguments(argc, argv) : NULL;
    if (!command) {
        fputs(
            "usage: calls REPORT list | fail PROCESS CALL NTH ERRNO | kill before|after NTH -- COMMAND...\n",
            stderr);
        return 125;
    }
    report = fopen(argv[1], "we");
    if (!report)
        die(argv[1]);
    start(command);
    int ending = trace();
    if (doing != LIST)
        fprintf(report, "%ld\n", faults);
    return fclose(report) ? 125 : ending;
}
#endif
