#include "read/order.h"

#include <stdlib.h>

#include "base/buf.h"
#include "read/front.h"

/* A key's lines, and how far to the front it belongs. */
struct block {
    size_t from, to; /* lines of the file, from 0; `to` is behind */
    size_t rank, written;
};

struct sorting {
    struct str bytes;
    struct str *lines; /* each with its line end */
    size_t n_lines;
    struct block *blocks;
    size_t n_blocks, end; /* end: the line of the closing --- */
    bool sorted;
};

/* LF, CRLF and CR end a line, as for front_read. */
static void split_lines(struct sorting *s, struct arena *a)
{
    size_t cap = 0, from = 0;
    for (size_t i = 0; i < s->bytes.n; i++) {
        bool crlf = s->bytes.p[i] == '\r' && i + 1 < s->bytes.n && s->bytes.p[i + 1] == '\n';
        if (crlf || (s->bytes.p[i] != '\n' && s->bytes.p[i] != '\r'))
            continue;
        *ARENA_PUSH(a, s->lines, s->n_lines, cap, struct str) = str_sub(s->bytes, from, i + 1 - from);
        from = i + 1;
    }
    if (from < s->bytes.n)
        *ARENA_PUSH(a, s->lines, s->n_lines, cap, struct str) = str_from(s->bytes, from);
}

static bool is_blank(struct str line)
{
    return !str_trim(line).n;
}

/* A comment no deeper than the keys: a deeper one belongs to the value above it. */
static bool is_comment(struct str line, size_t col)
{
    size_t i = 0;
    while (i < line.n && line.p[i] == ' ')
        i++;
    return i < line.n && line.p[i] == '#' && i < col;
}

static size_t rank_of(struct str key, const struct str *names, size_t n)
{
    size_t i = 0;
    while (i < n && !str_eq(names[i], key))
        i++;
    return i;
}

/* Where the lines of a key begin: at the comments and empty lines above it. */
static size_t begin_of(const struct sorting *s, size_t key_line, size_t least, size_t col)
{
    size_t at = key_line;
    while (at > least && (is_blank(s->lines[at - 1]) || is_comment(s->lines[at - 1], col)))
        at--;
    return at;
}

/* Comments at the very head that an empty line sets apart are about the page, not about its first key. */
static size_t behind_head(const struct sorting *s, size_t from, size_t key_line)
{
    size_t at = key_line;
    while (at > from && !is_blank(s->lines[at - 1]))
        at--;
    return at;
}

/* False: keys stand so that their lines cannot be told apart. */
static bool find_blocks(struct sorting *s, const struct value *map, const struct str *names, size_t n,
                        struct arena *a)
{
    s->n_blocks = map->map.n;
    s->blocks = ARENA_ARRAY(a, struct block, s->n_blocks);
    s->sorted = true;
    size_t col = s->n_blocks ? map->map.pairs[0].col : 1;
    for (size_t i = 0; i < s->n_blocks; i++) {
        const struct value_pair *p = &map->map.pairs[i];
        size_t line = p->line - 1, above = i ? map->map.pairs[i - 1].line : 1;
        if (p->col != col || line < above || line >= s->end)
            return false;
        s->blocks[i] = (struct block){
            .from = begin_of(s, line, above, col), .rank = rank_of(p->key.s, names, n), .written = i};
        if (i)
            s->blocks[i - 1].to = s->blocks[i].from;
        else
            s->blocks[i].from = behind_head(s, s->blocks[i].from, line);
        s->sorted = s->sorted && (!i || s->blocks[i - 1].rank <= s->blocks[i].rank);
    }
    if (s->n_blocks) {
        struct block *last = &s->blocks[s->n_blocks - 1];
        size_t least = map->map.pairs[s->n_blocks - 1].line;
        last->to = begin_of(s, s->end, least, col);
    }
    return true;
}

static int by_rank(const void *x, const void *y)
{
    const struct block *a = x, *b = y;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->written < b->written ? -1 : a->written > b->written;
}

static void put_lines(const struct sorting *s, size_t from, size_t to, struct buf *out)
{
    for (size_t i = from; i < to; i++)
        buf_put(out, s->lines[i]);
}

static struct str put_together(struct sorting *s, struct arena *a)
{
    struct buf out = {0};
    size_t head = s->blocks[0].from, tail = s->blocks[s->n_blocks - 1].to;
    qsort(s->blocks, s->n_blocks, sizeof *s->blocks, by_rank);
    put_lines(s, 0, head, &out);
    for (size_t i = 0; i < s->n_blocks; i++)
        put_lines(s, s->blocks[i].from, s->blocks[i].to, &out);
    put_lines(s, tail, s->n_lines, &out);
    struct str text = buf_dup(a, &out);
    buf_free(&out);
    return text;
}

static bool read_quietly(struct str bytes, struct arena *a, struct front *f)
{
    struct diags unheard = {.arena = a};
    return front_read(bytes, STR(""), a, &unheard, f) && f->map.kind == VALUE_MAP;
}

static bool same_value(const struct value *x, const struct value *y)
{
    if (x->kind != y->kind || x->plain != y->plain)
        return false;
    if (x->kind == VALUE_TEXT)
        return str_eq(x->s, y->s);
    if (x->kind == VALUE_LIST) {
        bool same = x->list.n == y->list.n;
        for (size_t i = 0; same && i < x->list.n; i++)
            same = same_value(&x->list.items[i], &y->list.items[i]);
        return same;
    }
    if (x->kind != VALUE_MAP)
        return true;
    bool same = x->map.n == y->map.n;
    for (size_t i = 0; same && i < x->map.n; i++) {
        const struct value *other = value_get(y, x->map.pairs[i].key.s);
        same = other && same_value(&x->map.pairs[i].value, other);
    }
    return same;
}

enum order_result order_front(struct str bytes, const struct str *names, size_t n, struct arena *a,
                              struct str *out)
{
    struct front before, after;
    if (!read_quietly(bytes, a, &before))
        return ORDER_FAULTY;
    if (!before.present || before.map.map.n < 2)
        return ORDER_KEPT;
    struct sorting s = {.bytes = bytes, .end = before.body_line - 2};
    split_lines(&s, a);
    bool told_apart = s.end < s.n_lines && find_blocks(&s, &before.map, names, n, a);
    if (!told_apart || s.sorted)
        return told_apart ? ORDER_KEPT : ORDER_ODD;
    *out = put_together(&s, a);
    bool same = read_quietly(*out, a, &after) && after.present && same_value(&before.map, &after.map) &&
                str_eq(before.body, after.body);
    return same ? ORDER_CHANGED : ORDER_ODD;
}
