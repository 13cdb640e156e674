#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
    while (s.n && blank(s.p[0]))
        s.p++, s.n--;
    while (s.n && blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

size_t str_find(struct str s, char c)
{
    const char *p = s.n ? memchr(s.p, c, s.n) : NULL;
    return p ? (size_t)(p - s.p) : STR_NONE;
}

size_t str_rfind(struct str s, char c)
{
    const char *p = s.n ? memrchr(s.p, c, s.n) : NULL;
    return p ? (size_t)(p - s.p) : STR_NONE;
}

size_t str_find_str(struct str s, struct str what)
{
    if (!what.n)
        return 0;
    const char *p = s.n ? memmem(s.p, s.n, what.p, what.n) : NULL;
    return p ? (size_t)(p - s.p) : STR_NONE;
}

bool str_split(struct str *rest, char sep, struct str *part)
{
    if (!rest->p)
        return false;
    size_t i = str_find(*rest, sep);
    if (i == STR_NONE) {
        *part = *rest;
        *rest = (struct str){NULL, 0};
    } else {
        *part = str_sub(*rest, 0, i);
        *rest = str_n(rest->p + i + 1, rest->n - i - 1);
    }
    return true;
}

/* FNV-1a over eight bytes at a time, mixed at the end: short keys, no adversary (sizes are bounded). */
uint64_t str_hash(struct str s)
{
    uint64_t h = 14695981039346656037ull ^ s.n;
    while (s.n >= 8) {
        uint64_t w;
        memcpy(&w, s.p, 8);
        h = (h ^ w) * 0x9E3779B97F4A7C15ull;
        h ^= h >> 29;
        s.p += 8;
        s.n -= 8;
    }
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211ull;
    h ^= h >> 32;
    h *= 0x9E3779B97F4A7C15ull;
    return h ^ (h >> 29);
}

struct str str_dup(struct arena *a, struct str s)
{
    if (!s.n)
        return (struct str){"", 0};
    char *p = arena_raw(a, s.n);
    memcpy(p, s.p, s.n);
    return (struct str){p, s.n};
}

char *str_c(struct arena *a, struct str s)
{
    char *p = arena_raw(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return p;
}

struct str str_cat(struct arena *a, struct str x, struct str y)
{
    char *p = arena_raw(a, x.n + y.n);
    if (x.n)
        memcpy(p, x.p, x.n);
    if (y.n)
        memcpy(p + x.n, y.p, y.n);
    return (struct str){p, x.n + y.n};
}

struct str str_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        n = 0;
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return (struct str){p, (size_t)n};
}

bool str_int(struct str s, int64_t *out)
{
    bool minus = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = str_from(s, 1);
    if (!s.n || s.n > 18)
        return false;
    int64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v = v * 10 + (s.p[i] - '0');
    }
    *out = minus ? -v : v;
    return true;
}

/* Three rows of the usual table (optimal string alignment); words longer than the rows are far from everything. */
size_t str_distance(struct str a, struct str b)
{
    enum { MOST = 64, FAR = 8 };
    uint8_t row[3][MOST + 1];
    if (a.n > MOST || b.n > MOST || a.n > b.n + FAR || b.n > a.n + FAR)
        return FAR;
    uint8_t *back = row[0], *prev = row[1], *cur = row[2];
    for (size_t j = 0; j <= b.n; j++)
        prev[j] = (uint8_t)j;
    for (size_t i = 1; i <= a.n; i++) {
        cur[0] = (uint8_t)i;
        for (size_t j = 1; j <= b.n; j++) {
            bool same = lower(a.p[i - 1]) == lower(b.p[j - 1]);
            unsigned best = prev[j - 1] + !same;
            if (prev[j] + 1u < best)
                best = prev[j] + 1u;
            if (cur[j - 1] + 1u < best)
                best = cur[j - 1] + 1u;
            if (i > 1 && j > 1 && lower(a.p[i - 1]) == lower(b.p[j - 2]) &&
                lower(a.p[i - 2]) == lower(b.p[j - 1]) && back[j - 2] + 1u < best)
                best = back[j - 2] + 1u;
            cur[j] = (uint8_t)best;
        }
        uint8_t *free_row = back;
        back = prev;
        prev = cur;
        cur = free_row;
    }
    return prev[b.n] < FAR ? prev[b.n] : FAR;
}
