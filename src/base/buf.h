/* buf - one growing buffer of bytes.
 * Owns:      its bytes; buf_free lets go. buf_clear keeps the room for the next use.
 * Fails:     never (see arena.h on running out of memory).
 * Example:   struct buf b = {0}; buf_put(&b, STR("a")); buf_printf(&b, "%d", 1); use(buf_str(&b)); buf_free(&b);
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
    char *p;
    size_t n, cap;
};

void buf_reserve(struct buf *b, size_t more); /* room for `more` bytes behind n */
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_int(struct buf *b, int64_t i);
void buf_free(struct buf *b);

static inline void buf_put_n(struct buf *b, const void *p, size_t n)
{
    if (!n)
        return;
    if (b->cap - b->n < n)
        buf_reserve(b, n);
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

static inline void buf_put(struct buf *b, struct str s)
{
    buf_put_n(b, s.p, s.n);
}

static inline void buf_char(struct buf *b, char c)
{
    if (b->n == b->cap)
        buf_reserve(b, 1);
    b->p[b->n++] = c;
}

static inline void buf_clear(struct buf *b)
{
    b->n = 0;
}

static inline struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

struct str buf_dup(struct arena *a, const struct buf *b); /* the contents, copied into an arena */

#endif
