/* str - a counted string, passed by value; the bytes belong to somebody else.
 * Owns:      nothing. str_dup puts a copy in an arena.
 * Fails:     never; a search that finds nothing returns STR_NONE.
 * Invariant: p may be NULL only when n is 0. The bytes need no NUL behind them: use str_c at the edge to libc.
 * Example:   struct str s = STR("abc"); if (str_eq(s, STR("abc"))) ...; printf("%.*s", STR_F(s));
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
    const char *p;
    size_t n;
};

#define STR(lit) ((struct str){"" lit, sizeof(lit) - 1})
#define STR_INIT(lit)                                                                                        \
    {                                                                                                        \
        "" lit, sizeof(lit) - 1                                                                              \
    }                              /* for static tables */
#define STR_F(s) (int)(s).n, (s).p /* for "%.*s" */
#define STR_NONE ((size_t)-1)

static inline struct str str_n(const char *p, size_t n)
{
    return (struct str){p, n};
}

static inline struct str str_of(const char *c) /* NULL gives the empty string */
{
    return (struct str){c, c ? strlen(c) : 0};
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* s without its first i bytes (all of them at most) */
static inline struct str str_from(struct str s, size_t i)
{
    if (i >= s.n)
        return (struct str){s.n ? s.p + s.n : s.p, 0};
    return (struct str){s.p + i, s.n - i};
}

static inline struct str str_sub(struct str s, size_t i, size_t n) /* clamped to s */
{
    s = str_from(s, i);
    if (n < s.n)
        s.n = n;
    return s;
}

static inline bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_n(s.p, prefix.n), prefix);
}

int str_cmp(struct str a, struct str b);        /* bytewise order: <0, 0, >0 */
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
bool str_ends(struct str s, struct str suffix);
struct str str_trim(struct str s);     /* without ASCII blanks, tabs and line ends at both ends */
size_t str_find(struct str s, char c); /* offset of the first c, or STR_NONE */
size_t str_rfind(struct str s, char c);
size_t str_find_str(struct str s, struct str what);
/* Takes what stands before the next `sep` off the front of *rest and puts it in *part; false when *rest is used up.
 * "a//b" gives "a", "", "b". */
bool str_split(struct str *rest, char sep, struct str *part);
uint64_t str_hash(struct str s); /* not keyed: for tables whose size the limits bound */
struct str str_dup(struct arena *a, struct str s);
char *str_c(struct arena *a, struct str s); /* NUL-terminated copy */
struct str str_cat(struct arena *a, struct str x, struct str y);
struct str str_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool str_int(struct str s, int64_t *out); /* all of s is a decimal integer with an optional sign */
size_t str_distance(struct str a,
                    struct str b); /* Damerau-Levenshtein over bytes, case ignored; capped at 8 */

#endif
