#include "history/linediff.h"

#include <git2.h>

#include "base/limits.h"

enum {
    MARGIN = 4,       /* lines with words on either side of what differs */
    MIXED_MAX = 64,   /* lines looked at one by one */
    BLOCK = 1024,     /* bytes that Git sets aside at a time */
    INDENT_MAX = 200, /* Git looks no further */
    NAME_ROOM = 12,   /* bytes of a number and its line end */
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
    t->numbers = mem_alloc((t->n + 1) * sizeof *t->numbers);
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
    mem_release(t->numbers);
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

/* A number for what a line says without its white space; 0 for a blank one. Short pieces at a time: a line may be long. */
static uint64_t number_of(struct str line)
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

static uint64_t line_number(const struct text *t, size_t i)
{
    if (!t->numbers[i])
        t->numbers[i] = number_of(text_line(t, i));
    return t->numbers[i];
}

/* A line as its indent and its number: what libgit2 goes by to tell lines apart and to place a change well. */
static void name_line(const struct text *t, size_t i, struct buf *out)
{
    struct str line = text_line(t, i);
    uint64_t rest = line_number(t, i);
    size_t indent = 0;
    while (indent < INDENT_MAX && indent < line.n && (line.p[indent] == ' ' || line.p[indent] == '\t'))
        indent++;
    buf_reserve(out, indent + NAME_ROOM);
    buf_put_n(out, line.p, indent);
    for (; rest; rest >>= 6)
        out->p[out->n++] = (char)('0' + (rest & 63));
    out->p[out->n++] = '\n';
}

static bool compare_names(struct str old, struct str now, struct comparing *c)
{
    git_diff_options o;
    git_diff_options_init(&o, GIT_DIFF_OPTIONS_VERSION);
    o.flags = GIT_DIFF_IGNORE_WHITESPACE | GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_FORCE_TEXT;
    o.context_lines = 0;
    return git_diff_buffers(old.p, old.n, NULL, now.p, now.n, NULL, &o, NULL, NULL, take_hunk, NULL, c) == 0;
}

/* ---- what both texts begin and end with ---- */

/* What is compared of two texts: the lines before `head` and the last `tail` are set aside. */
struct window {
    const struct text *old, *now;
    uint32_t head, tail;
};

/* Lines of the window, most of them at the most, that both texts begin with, or end with. */
static uint32_t common_lines(const struct window *w, uint32_t most, bool from_end)
{
    uint32_t n = 0, x = w->old->n - w->tail - 1, y = w->now->n - w->tail - 1;
    while (n < most &&
           str_eq(text_line(w->old, from_end ? x - n : n), text_line(w->now, from_end ? y - n : n)))
        n++;
    return n;
}

/* Git never looks at the last blocks of bytes that both texts end with, but for the first line that begins there: no change is placed in
 * them. The lines are told, of both texts alike. */
static uint32_t git_sets_aside(const struct text *x, const struct text *y)
{
    size_t same = 0, most = x->bytes.n < y->bytes.n ? x->bytes.n : y->bytes.n;
    uint32_t lines = 0;
    while (same + BLOCK <= most &&
           !memcmp(x->bytes.p + x->bytes.n - same - BLOCK, y->bytes.p + y->bytes.n - same - BLOCK, BLOCK))
        same += BLOCK;
    while (lines < x->n && x->starts[x->n - 1 - lines] > x->bytes.n - same)
        lines++;
    return lines;
}

static bool same_line(const struct text *t, uint32_t i, uint32_t k)
{
    return line_number(t, i) == line_number(t, k);
}

/* Whether the lines [first, end) could as well be others, up or down, as far as an edge of the window that hides more. */
static bool slides_out(const struct text *t, uint32_t first, uint32_t end, const struct window *w,
                       const struct window *whole)
{
    uint32_t up = first, down = end, last = t->n - w->tail;
    if (first == end)
        return false;
    while (up > w->head && same_line(t, up - 1, end - 1 - (first - up)))
        up--;
    while (down < last && same_line(t, down, first + (down - end)))
        down++;
    return (up == w->head && w->head > whole->head) || (down == last && w->tail > whole->tail);
}

static bool any_slides_out(const struct hunks *h, const struct window *w, const struct window *whole)
{
    for (size_t i = 0; i < h->n; i++) {
        const struct hunk *x = &h->items[i];
        if (slides_out(w->old, x->old, x->old + x->n_old, w, whole) ||
            slides_out(w->now, x->now, x->now + x->n_now, w, whole))
            return true;
    }
    return false;
}

/* same: as many lines that both begin with, which have the same names. */
static bool compare_window(const struct window *w, uint32_t same, struct arena *a, struct hunks *out)
{
    struct buf x = {0}, y = {0};
    *out = (struct hunks){0};
    for (uint32_t i = w->head; i < same; i++)
        name_line(w->old, i, &x);
    buf_put(&y, buf_str(&x));
    for (uint32_t i = same; i < w->old->n - w->tail; i++)
        name_line(w->old, i, &x);
    for (uint32_t i = same; i < w->now->n - w->tail; i++)
        name_line(w->now, i, &y);
    bool ok = compare_names(buf_str(&x), buf_str(&y), &(struct comparing){a, out, w->head});
    buf_free(&x);
    buf_free(&y);
    return ok;
}

/* Whether the lines between what both begin and end with have any in common. Told only of few; of many it is taken for true. */
static bool mixed(const struct window *whole, uint32_t head, uint32_t tail)
{
    uint32_t x = whole->old->n - whole->tail - tail, y = whole->now->n - whole->tail - tail;
    uint64_t numbers[MIXED_MAX];
    if (x == head || y == head)
        return false;
    if (x - head > MIXED_MAX || y - head > MIXED_MAX)
        return true;
    for (uint32_t i = head; i < x; i++)
        numbers[i - head] = line_number(whole->old, i);
    for (uint32_t k = head; k < y; k++) {
        uint64_t number = line_number(whole->now, k);
        for (uint32_t i = head; i < x; i++)
            if (numbers[i - head] == number)
                return true;
    }
    return false;
}

/* In order, within both texts, and as much between them on either side: what others go by without looking. */
static bool fit(const struct hunks *h, const struct text *old, const struct text *now)
{
    uint32_t i = 0, k = 0;
    for (size_t n = 0; n < h->n; n++) {
        const struct hunk *x = &h->items[n];
        if (x->old < i || x->now < k || x->old - i != x->now - k || x->old > old->n || x->now > now->n ||
            x->n_old > old->n - x->old || x->n_now > now->n - x->now)
            return false;
        i = x->old + x->n_old;
        k = x->now + x->n_now;
    }
    return old->n - i == now->n - k;
}

/* Whether the lines [first, end) could as well be the ones a line up or down. */
static bool slides(const struct text *t, uint32_t first, uint32_t end, const struct window *whole)
{
    return first < end && ((first > whole->head && same_line(t, first - 1, end - 1)) ||
                           (end < t->n - whole->tail && same_line(t, end, first)));
}

/* How many lines to show before `at`, `most` of them at the most: the outermost has words, since Git looks past blank ones. */
static uint32_t margin_before(const struct text *t, uint32_t at, uint32_t most)
{
    uint32_t n = 0;
    for (uint32_t words = 0; n < most && words < MARGIN; n++)
        words += !text_line_blank(t, at - n - 1);
    return n;
}

static uint32_t margin_behind(const struct text *t, uint32_t at, uint32_t most)
{
    uint32_t n = 0;
    for (uint32_t words = 0; n < most && words < MARGIN; n++)
        words += !text_line_blank(t, at + n);
    return n;
}

/* head, tail: lines that both begin and end with; between them they have none in common. */
static bool compare_unlike(const struct window *whole, uint32_t head, uint32_t tail, struct arena *a,
                           struct hunks *out)
{
    const struct text *old = whole->old, *now = whole->now;
    uint32_t x = old->n - whole->tail - tail, y = now->n - whole->tail - tail;
    if (!slides(old, head, x, whole) && !slides(now, head, y, whole)) {
        *ARENA_PUSH(a, out->items, out->n, out->cap, struct hunk) =
            (struct hunk){head, x - head, head, y - head};
        return true;
    }
    struct window w = *whole;
    w.head = head - margin_before(old, head, head);
    w.tail += tail - margin_behind(old, x, tail);
    return compare_window(&w, head, a, out) &&
           (!any_slides_out(out, &w, whole) || compare_window(whole, head, a, out));
}

/* What is known of a line is known of the same line in the other text: a text is asked about once, however often it is changed. */
static void share_numbers(const struct window *whole, uint32_t head, uint32_t tail)
{
    const struct text *old = whole->old, *now = whole->now;
    uint32_t behind = whole->tail + tail;
    memcpy(now->numbers, old->numbers, head * sizeof *now->numbers);
    memcpy(now->numbers + now->n - behind, old->numbers + old->n - behind, behind * sizeof *now->numbers);
}

static bool compare(const struct text *old, const struct text *now, struct arena *a, struct hunks *out)
{
    struct window whole = {.old = old, .now = now, .tail = git_sets_aside(old, now)};
    uint32_t most = (old->n < now->n ? old->n : now->n) - whole.tail;
    uint32_t head = common_lines(&whole, most, false), tail = common_lines(&whole, most - head, true);
    if (head == old->n - whole.tail && head == now->n - whole.tail)
        return true;
    share_numbers(&whole, head, tail);
    return mixed(&whole, head, tail) ? compare_window(&whole, head, a, out)
                                     : compare_unlike(&whole, head, tail, a, out);
}

bool linediff_compare(const struct text *old, const struct text *now, struct arena *a, struct hunks *out)
{
    *out = (struct hunks){0};
    return compare(old, now, a, out) && fit(out, old, now);
}
