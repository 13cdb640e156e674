/* libgit2's memory comes from where ours does, so that when there is none the process says so and exits with 3. (1.5.1 goes on with NULL:
 * it crashed in 100 of 755 failures, and in others took a repository for damaged.) What no repository needs is refused. */
#include <git2.h>
#include <git2/sys/alloc.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "source/kinds.h"

enum { ASKED_MOST = 1 << 30 }; /* bytes: a damaged file may claim any length */

static void *resize(void *p, size_t n, const char *file, int line)
{
    (void)file, (void)line;
    return n > ASKED_MOST ? NULL : mem_resize(p, n);
}

static void *resize_array(void *p, size_t n, size_t size, const char *file, int line)
{
    return size && n > ASKED_MOST / size ? NULL : resize(p, n * size, file, line);
}

static void *allocate(size_t n, const char *file, int line)
{
    return resize(NULL, n, file, line);
}

static void *allocate_array(size_t n, size_t size, const char *file, int line)
{
    return resize_array(NULL, n, size, file, line);
}

static void *allocate_zeroed(size_t n, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return size && n > ASKED_MOST / size ? NULL : mem_alloc(n * size);
}

static char *copy_part(const char *s, size_t n, const char *file, int line)
{
    char *p = n >= ASKED_MOST ? NULL : resize(NULL, n + 1, file, line);
    if (p) {
        memcpy(p, s, n);
        p[n] = 0;
    }
    return p;
}

static char *copy_at_most(const char *s, size_t n, const char *file, int line)
{
    return copy_part(s, strnlen(s, n), file, line);
}

static char *copy(const char *s, const char *file, int line)
{
    return copy_part(s, strlen(s), file, line);
}

void source_git_memory(void)
{
    static git_allocator ours = {.gmalloc = allocate,
                                 .gcalloc = allocate_zeroed,
                                 .gstrdup = copy,
                                 .gstrndup = copy_at_most,
                                 .gsubstrdup = copy_part,
                                 .grealloc = resize,
                                 .greallocarray = resize_array,
                                 .gmallocarray = allocate_array,
                                 .gfree = mem_release};
    git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &ours);
}
