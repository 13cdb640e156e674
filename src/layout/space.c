#include "layout/space.h"

#include "base/arena.h"

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t skip_blanks(struct str text, size_t at)
{
    while (at < text.n && blank(text.p[at]))
        at++;
    return at;
}

/* 0 when no line end stands at `at`; the end of the text is one of no bytes. */
static bool line_end(struct str text, size_t at, size_t *next)
{
    if (at + 1 < text.n && text.p[at] == '\r' && text.p[at + 1] == '\n')
        at++;
    *next = at < text.n ? at + 1 : at;
    return at == text.n || text.p[at] == '\n';
}

bool space_begins_line(struct str text, size_t at)
{
    return at == 0 || text.p[at - 1] == '\n';
}

struct space space_around(struct str text, size_t from, size_t to)
{
    struct space s = {.begin = from, .next = to};
    size_t begin = from, next;
    while (begin > 0 && blank(text.p[begin - 1]))
        begin--;
    s.first = space_begins_line(text, begin);
    if (s.first)
        s.begin = begin;
    s.last = line_end(text, skip_blanks(text, to), &next);
    if (s.last)
        s.next = next;
    return s;
}

struct str space_first_indent(struct str text, size_t at)
{
    while (at < text.n) {
        size_t from = at, next;
        at = skip_blanks(text, at);
        if (!line_end(text, at, &next))
            return str_sub(text, from, at - from);
        at = next;
    }
    return str_sub(text, at, 0);
}

struct str space_dedent(struct arena *a, struct str s, size_t n, bool begins_line)
{
    if (!n || !s.n)
        return s;
    char *out = arena_alloc(a, s.n);
    size_t put = 0, left = begins_line ? n : 0; /* blanks still to be dropped on this line */
    for (size_t i = 0; i < s.n; i++) {
        if (left && blank(s.p[i])) {
            left--;
            continue;
        }
        out[put++] = s.p[i];
        left = s.p[i] == '\n' ? n : 0;
    }
    return str_n(out, put);
}
