#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define ALONE 1 /* each allocation a block of its own, so that overruns are seen */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ALONE 1
#endif
#endif
#ifndef ALONE
#define ALONE 0
#endif

enum { BLOCK_FIRST = 16 * 1024, BLOCK_MOST = 4 * 1024 * 1024, ALIGN = 16 };

struct arena_block {
    struct arena_block *next;
    size_t used, cap;
    _Alignas(ALIGN) char bytes[];
};

_Noreturn void mem_exhausted(void)
{
    static const char text[] = "vidensbank: error: out of memory [environment]\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(3);
}

void *mem_alloc(size_t n)
{
    void *p = calloc(1, n ? n : 1);
    if (!p)
        mem_exhausted();
    return p;
}

void *mem_resize(void *p, size_t n)
{
    void *q = realloc(p, n ? n : 1);
    if (!q)
        mem_exhausted();
    return q;
}

void mem_release(void *p)
{
    free(p);
}

static struct arena_block *block_new(struct arena *a, size_t n)
{
    size_t cap = BLOCK_FIRST;
    if (a->head && a->head->cap < BLOCK_MOST)
        cap = a->head->cap * 2;
    else if (a->head)
        cap = BLOCK_MOST;
    if (ALONE || n > cap)
        cap = n;
    if (cap > SIZE_MAX - sizeof(struct arena_block))
        mem_exhausted();
    struct arena_block *b = malloc(sizeof *b + cap);
    if (!b)
        mem_exhausted();
    b->cap = cap;
    b->used = 0;
    b->next = a->head;
    a->head = b;
    return b;
}

void *arena_raw(struct arena *a, size_t n)
{
    if (n == 0)
        n = 1;
    if (n > SIZE_MAX / 2)
        mem_exhausted();
    size_t room = ALONE ? n : (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    struct arena_block *b = a->head;
    if (ALONE || !b || b->cap - b->used < room)
        b = block_new(a, room);
    void *p = b->bytes + b->used;
    b->used += room;
    a->total += room;
    return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
    return memset(arena_raw(a, n), 0, n ? n : 1);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / 2 / size)
        mem_exhausted();
    return arena_alloc(a, n * size);
}

/* The newest block is the largest of the ordinary ones: it stays, the rest goes. */
void arena_reset(struct arena *a)
{
    struct arena_block *keep = ALONE ? NULL : a->head;
    struct arena_block *b = keep ? keep->next : a->head;
    while (b) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
    if (keep) {
        keep->next = NULL;
        keep->used = 0;
        if (keep->cap > BLOCK_MOST) {
            free(keep);
            keep = NULL;
        }
    }
    a->head = keep;
    a->total = 0;
}

void arena_clear(struct arena *a)
{
    for (struct arena_block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    *a = (struct arena){0};
}

void arena_adopt(struct arena *a, struct arena *from)
{
    struct arena_block **end = &a->head;
    while (*end)
        end = &(*end)->next;
    *end = from->head;
    a->total += from->total;
    *from = (struct arena){0};
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return items;
    size_t more = *cap ? *cap * 2 : 8;
    void *p = arena_array(a, more, size);
    if (n)
        memcpy(p, items, n * size);
    *cap = more;
    return p;
}
