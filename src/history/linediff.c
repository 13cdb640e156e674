#include "history/linediff.h"

#include <git2.h>

#include "base/limits.h"

enum {
    MARGIN = 12,      /* lines on either side of what differs */
    INDENT_MAX = 200, /* Git looks no further */
};

/* ---- a text ---- */

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void split(struct text *t)
{
    struct str bytes = buf_str(&t->bytes);
    size_t n = 2;
    for (const char *p = bytes.p, *end = p + bytes.n; p < end && (p = memchr(p, '\n', (size_t)(end - p)));)
        n++, p++;
    t->starts = mem_alloc(n * sizeof *t->starts);
    for (size_t at = 0; at < bytes.n;) {
        const char *end = memchr(bytes.p + at, '\n', bytes.n - at);
        t->starts[t->n++] = (uint32_t)at;
        at = end ? (size_t)(end - bytes.p) + 1 : bytes.n;
    }
    t->starts[t->n] = (uint32_t)bytes.n;
}

bool text_read(struct objects *o, const struct oid *blob, struct text *out)
{
    *out = (struct text){0};
    if (!objects_read(o, blob, OBJECT_BLOB, LIMIT_PAGE, &out->bytes)) {
        buf_free(&out->bytes);
        return false;
    }
    struct buf *b = &out->bytes;
    for (char *p = b->p, *end = p + b->n; p < end && (p = memchr(p, '\r', (size_t)(end - p))); p++)
        if (p + 1 < end && p[1] != '\n')
            *p = '\n';
    split(out);
    return true;
}

void text_free(struct text *t)
{
    buf_free(&t->bytes);
    mem_release(t->starts);
    *t = (struct text){0};
}

struct str text_line(const struct text *t, size_t i)
{
    return str_n(t->bytes.p + t->starts[i], t->starts[i + 1] - t->starts[i]);
}

bool text_line_blank(const struct text *t, size_t i)
{
    struct str line = text_line(t, i);
    size_t k = 0;
    while (k < line.n && is_white(line.p[k]))
        k++;
    return k == line.n;
}

/* ---- two texts ---- */

struct comparing {
    struct arena *arena;
    struct hunks *out;
    uint32_t skipped; /* lines set aside before what is compared */
};

/* libgit2 counts lines from 1, and names the line before where a side has none. */
static int take_hunk(const git_diff_delta *delta, const git_diff_hunk *h, void *payload)
{
    struct comparing *c = payload;
    (void)delta;
    *ARENA_PUSH(c->arena, c->out->items, c->out->n, c->out->cap, struct hunk) = (struct hunk){
        .old = c->skipped + (uint32_t)h->old_start - (h->old_lines > 0),
        .n_old = (uint32_t)h->old_lines,
        .now = c->skipped + (uint32_t)h->new_start - (h->new_lines > 0),
        .n_now = (uint32_t)h->new_lines,
    };
    return 0;
}

static uint32_t common_lines(const struct text *x, const struct text *y, uint32_t most, bool from_end)
{
    uint32_t n = 0;
    while (n < most &&
           str_eq(text_line(x, from_end ? x->n - 1 - n : n), text_line(y, from_end ? y->n - 1 - n : n)))
        n++;
    return n;
}

/* A number for a line without its white space; 0 for a blank one. Short pieces at a time: a line may be long. */
static uint64_t line_number(struct str line)
{
    uint64_t number = 0;
    char piece[256];
    for (size_t i = 0; i < line.n;) {
        size_t n = 0;
        for (; i < line.n && n < sizeof piece; i++) {
            piece[n] = line.p[i];
            n += !is_white(line.p[i]);
        }
        number = n ? (number << 7 | number >> 57) ^ str_hash(str_n(piece, n)) : number;
    }
    return number;
}

/* Each line as its indent and its number: what libgit2 goes by to tell lines apart and to place a change well. */
static void name_lines(const struct text *t, size_t from, size_t to, struct buf *out)
{
    for (size_t i = from; i < to; i++) {
        struct str line = text_line(t, i);
        for (size_t k = 0; k < INDENT_MAX && k < line.n && (line.p[k] == ' ' || line.p[k] == '\t'); k++)
            buf_char(out, line.p[k]);
        for (uint64_t rest = line_number(line); rest; rest >>= 6)
            buf_char(out, (char)('0' + (rest & 63)));
        buf_char(out, '\n');
    }
}

static bool compare_names(struct str old, struct str now, struct comparing *c)
{
    git_diff_options o;
    git_diff_options_init(&o, GIT_DIFF_OPTIONS_VERSION);
    o.flags = GIT_DIFF_IGNORE_WHITESPACE | GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_FORCE_TEXT;
    o.context_lines = 0;
    return git_diff_buffers(old.p, old.n, NULL, now.p, now.n, NULL, &o, NULL, NULL, take_hunk, NULL, c) == 0;
}

bool linediff_compare(const struct text *old, const struct text *now, struct arena *a, struct hunks *out)
{
    *out = (struct hunks){0};
    uint32_t most = old->n < now->n ? old->n : now->n;
    uint32_t head = common_lines(old, now, most, false);
    uint32_t tail = common_lines(old, now, most - head, true);
    if (head == old->n && head == now->n)
        return true;
    head = head > MARGIN ? head - MARGIN : 0;
    tail = tail > MARGIN ? tail - MARGIN : 0;
    struct buf x = {0}, y = {0};
    name_lines(old, head, old->n - tail, &x);
    name_lines(now, head, now->n - tail, &y);
    bool ok = compare_names(buf_str(&x), buf_str(&y), &(struct comparing){a, out, head});
    buf_free(&x);
    buf_free(&y);
    return ok;
}
