/* arena - memory that lives and dies together.
 * Owns:      every block handed out; arena_clear gives all of them back at once, arena_reset keeps one for reuse.
 * Fails:     never returns NULL. When memory runs out the process says so and exits with 3 (the old site stands).
 * Processes: private to its process (a forked copy is a copy).
 * Invariant: memory comes zeroed and aligned for any type. In sanitizer builds each allocation stands alone, so
 *            that an overrun is seen.
 * Example:   struct arena a = {0}; struct page *p = ARENA_NEW(&a, struct page); arena_clear(&a);
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *head; /* the block that is filled now */
    size_t total;             /* bytes handed out since the last reset */
};

#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

void *arena_alloc(struct arena *a, size_t n);
void *arena_raw(struct arena *a, size_t n);                /* not zeroed: for what is overwritten at once */
void *arena_array(struct arena *a, size_t n, size_t size); /* checks the product */
void arena_reset(struct arena *a);
void arena_clear(struct arena *a);
void arena_adopt(struct arena *a,
                 struct arena *from); /* what lies in `from` lives on in `a`; `from` is empty */

/* malloc family that cannot fail, for what outlives an arena or grows */
void *mem_alloc(size_t n); /* zeroed */
void *mem_resize(void *p, size_t n);
void mem_release(void *p); /* free; NULL is fine */
_Noreturn void mem_exhausted(void);

/* Grows an array kept in an arena: returns room for n + 1 items, doubling (the old copy is left to the arena). */
void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size);
#define ARENA_PUSH(a, items, n, cap, T)                                                                      \
    ((items) = (T *)arena_grow((a), (items), (n), &(cap), sizeof(T)), &(items)[(n)++])

#endif
