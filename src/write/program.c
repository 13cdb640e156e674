#include "write/program.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "base/tr.h"

enum { FAULT_MOST = 300 };

/* Files in memory, not pipes: nobody waits for a reader, whatever the order. */
static int memory_file(struct str bytes, unsigned flags)
{
    int fd = memfd_create("vidensbank", flags);
    if (fd >= 0 && (!file_write_all(fd, bytes.p, bytes.n) || lseek(fd, 0, SEEK_SET) != 0)) {
        int e = errno;
        close(fd);
        errno = e;
        return -1;
    }
    return fd;
}

int program_file(struct str bytes, char path[32])
{
    int fd = memory_file(bytes, 0);
    snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

static bool read_back(int fd, struct buf *out)
{
    struct stat st;
    if (fstat(fd, &st) || st.st_size > PROGRAM_MOST) {
        errno = EFBIG;
        return false;
    }
    buf_reserve(out, (size_t)st.st_size + 1);
    ssize_t n = pread(fd, out->p, (size_t)st.st_size, 0);
    out->n = n > 0 ? (size_t)n : 0;
    return n == st.st_size;
}

static int wait_for(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return PROGRAM_LOST;
    return WIFEXITED(status) ? WEXITSTATUS(status) : PROGRAM_KILLED;
}

static int spawn(const char *const *argv, const int fds[3])
{
    posix_spawn_file_actions_t actions;
    pid_t pid;
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; i++)
        posix_spawn_file_actions_adddup2(&actions, fds[i], i);
    int e = posix_spawnp(&pid, argv[0], &actions, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (e == 0)
        return wait_for(pid);
    errno = e;
    return e == ENOENT ? PROGRAM_ABSENT : PROGRAM_LOST;
}

int program_run(struct program *p)
{
    int fds[3] = {memory_file(p->input, MFD_CLOEXEC), memory_file(STR(""), MFD_CLOEXEC),
                  memory_file(STR(""), MFD_CLOEXEC)};
    p->status = PROGRAM_LOST;
    if (fds[0] >= 0 && fds[1] >= 0 && fds[2] >= 0)
        p->status = spawn(p->argv, fds);
    if (p->status < PROGRAM_ABSENT && (!read_back(fds[1], &p->out) || !read_back(fds[2], &p->errors)))
        p->status = PROGRAM_LOST;
    int e = errno;
    for (int i = 0; i < 3; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    errno = e;
    return p->status;
}

struct str program_fault(const struct program *p, struct arena *a)
{
    struct str rest = buf_str(&p->errors), line = {0};
    if (p->status == PROGRAM_ABSENT)
        return str_printf(a, tr("%s is not installed"), p->argv[0]);
    if (p->status == PROGRAM_LOST)
        return str_printf(a, tr("%s could not be run: %s"), p->argv[0], tr_errno(errno));
    while (!line.n && str_split(&rest, '\n', &line))
        line = str_trim(line);
    if (line.n)
        return path_printable(a, str_sub(line, 0, FAULT_MOST));
    return str_printf(a, tr("%s ended with %d"), p->argv[0], p->status);
}

void program_clear(struct program *p)
{
    buf_free(&p->out);
    buf_free(&p->errors);
}
