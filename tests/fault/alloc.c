/* alloc - preloaded into a program: counts what each of its processes allocates, and lets one allocation fail.
 *
 *   FAULT_COUNTS=FILE   a file of 64 numbers of 8 bytes, zero at first: allocations by process, numbered as they are forked, 0 the program
 *   FAULT_ALLOC='PROCESS NTH'        the NTH of that process gives NULL; "each": of every process but the first
 *   FAULT_ALLOC='PROCESS NTH on'     ... and all after it
 *   FAULT_ALLOC='PROCESS NTH hang'   the NTH never comes back
 *
 * What libraries allocate is counted too. Why a file: workers end by _exit, and are killed. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PROCESSES = 64, EACH = -1 };

/* glibc's own, behind the names that are taken here */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static struct {
    long *counts; /* shared by all the processes; NULL: not begun */
    long nth;
    int who, process, forks;
    bool on, hang;
} fault;

static void parent_forks(void)
{
    fault.forks++;
}

static void child_begins(void)
{
    fault.process = fault.forks % PROCESSES;
}

__attribute__((constructor)) static void begin(void)
{
    const char *file = getenv("FAULT_COUNTS"), *which = getenv("FAULT_ALLOC");
    int fd = file ? open(file, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *counts = mmap(NULL, PROCESSES * sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    char process[16] = "", how[8] = "";
    if (which && sscanf(which, "%15s %ld %7s", process, &fault.nth, how) >= 2)
        fault.who = strcmp(process, "each") ? atoi(process) : EACH;
    fault.on = !strcmp(how, "on");
    fault.hang = !strcmp(how, "hang");
    pthread_atfork(parent_forks, NULL, child_begins);
    if (counts != MAP_FAILED)
        fault.counts = counts;
}

static bool fails(void)
{
    if (!fault.counts)
        return false;
    long n = __atomic_add_fetch(&fault.counts[fault.process], 1, __ATOMIC_RELAXED);
    bool his = fault.who == EACH ? fault.process > 0 : fault.process == fault.who;
    if (!fault.nth || !his || (fault.on ? n < fault.nth : n != fault.nth))
        return false;
    while (fault.hang)
        __asm__ volatile("");
    errno = ENOMEM;
    return true;
}

void *malloc(size_t n)
{
    return fails() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return fails() ? NULL : __libc_realloc(p, n);
}

void *reallocarray(void *p, size_t n, size_t size)
{
    size_t all;
    return __builtin_mul_overflow(n, size, &all) || fails() ? NULL : __libc_realloc(p, all);
}

void *memalign(size_t align, size_t n)
{
    return fails() ? NULL : __libc_memalign(align, n);
}

void *aligned_alloc(size_t align, size_t n)
{
    return memalign(align, n);
}

int posix_memalign(void **p, size_t align, size_t n)
{
    void *got = memalign(align, n);
    if (got)
        *p = got;
    return got ? 0 : ENOMEM;
}
