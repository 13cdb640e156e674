#include "base/aside.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"

/* Address space of a mapping: taken only where it is touched. Halved until the kernel gives it. */
static const size_t room_most = (size_t)64 << 30, room_least = (size_t)1 << 20;

enum { STEPS = 128 };

struct aside {
    int fd; /* -1: none, or sealed */
    char *map;
    size_t size, used;
    struct arena kept; /* what no file took */
};

/* The mappings of this process; one for which there is no place is held like any memory. */
static struct {
    void *p;
    size_t n;
} mapped[16];

static void note_mapping(void *from, void *to, size_t n)
{
    for (size_t i = 0; i < sizeof mapped / sizeof *mapped; i++)
        if (mapped[i].p == from) {
            mapped[i].p = to;
            mapped[i].n = n;
            return;
        }
}

void *aside_map(int fd, size_t n)
{
    void *p = mmap(NULL, n, PROT_READ, MAP_PRIVATE | MAP_NORESERVE, fd, 0);
    if (p == MAP_FAILED)
        return NULL;
    note_mapping(NULL, p, n);
    return p;
}

void aside_unmap(void *p, size_t n)
{
    note_mapping(p, NULL, 0);
    munmap(p, n);
}

void aside_rest(void)
{
    for (size_t i = 0; i < sizeof mapped / sizeof *mapped; i++)
        if (mapped[i].p)
            madvise(mapped[i].p, mapped[i].n, MADV_DONTNEED);
}

void aside_step(size_t i)
{
    if (i % STEPS == STEPS - 1)
        aside_rest();
}

/* /var/tmp lies on a disk also where /tmp does not. */
static int open_unnamed(void)
{
    int fd = open("/var/tmp", O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    return fd >= 0 ? fd : open("/tmp", O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
}

struct aside *aside_new(void)
{
    struct aside *s = mem_alloc(sizeof *s);
    s->fd = open_unnamed();
    for (s->size = room_most; s->fd >= 0 && !s->map && s->size >= room_least;) {
        s->map = aside_map(s->fd, s->size);
        if (!s->map)
            s->size /= 2;
    }
    return s;
}

static bool put_all(int fd, struct str bytes, size_t at)
{
    while (bytes.n) {
        ssize_t n = pwrite(fd, bytes.p, bytes.n, (off_t)at);
        if (n <= 0)
            return false;
        bytes = str_from(bytes, (size_t)n);
        at += (size_t)n;
    }
    return true;
}

struct str aside_put(struct aside *s, struct str bytes)
{
    if (s->map && s->fd >= 0 && bytes.n <= s->size - s->used && put_all(s->fd, bytes, s->used)) {
        struct str kept = str_n(s->map + s->used, bytes.n);
        s->used += bytes.n;
        return kept;
    }
    return str_dup(&s->kept, bytes);
}

void aside_seal(struct aside *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
}

void aside_free(struct aside *s)
{
    if (!s)
        return;
    aside_seal(s);
    if (s->map)
        aside_unmap(s->map, s->size);
    arena_clear(&s->kept);
    mem_release(s);
}
