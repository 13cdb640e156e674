#include "read/place.h"

#include "base/arena.h"
#include "base/utf8.h"

enum {
    MAX_SEARCHES = 1000, /* of a page: so that searching stays linear */
    SEARCH_WINDOW = 8192,
};

static size_t find_line_end(struct str s, size_t from)
{
    size_t i = str_find(str_from(s, from), '\n');
    return i == STR_NONE ? i : from + i;
}

void place_init(struct place *p, struct str body, uint32_t first_line, struct arena *a)
{
    size_t cap = 0;
    *p = (struct place){.body = body, .first_line = first_line};
    *ARENA_PUSH(a, p->starts, p->n_lines, cap, size_t) = 0;
    for (size_t i = 0; (i = find_line_end(body, i)) != STR_NONE;)
        *ARENA_PUSH(a, p->starts, p->n_lines, cap, size_t) = ++i;
    *ARENA_PUSH(a, p->starts, p->n_lines, cap, size_t) = body.n;
    p->n_lines--; /* the last start is an end only */
}

static size_t clamp_line(const struct place *p, long line) /* from 0 */
{
    return line < 0 ? 0 : (size_t)line < p->n_lines ? (size_t)line : p->n_lines - 1;
}

void place_block(struct place *p, cmark_node *block)
{
    long first = cmark_node_get_start_line(block), last = cmark_node_get_end_line(block);
    if (first == 0) /* made by us: the cursor stands well already */
        return;
    p->cursor = p->starts[clamp_line(p, first - 1)];
    p->end = p->starts[clamp_line(p, last < first ? first - 1 : last - 1) + 1];
    p->shift = 0;
}

uint32_t place_line(const struct place *p, cmark_node *block)
{
    int line = cmark_node_get_start_line(block);
    return p->first_line + (line > 0 ? (uint32_t)line - 1 : 0);
}

static size_t line_at(const struct place *p, size_t offset)
{
    size_t low = 0, high = p->n_lines;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (p->starts[mid] <= offset)
            low = mid;
        else
            high = mid;
    }
    return low;
}

static bool stands_at(const struct place *p, size_t offset, struct str what)
{
    return what.n && str_starts(str_from(p->body, offset), what);
}

/* The offset that cmark-gfm tells; the body's end when it tells none. */
static size_t told(const struct place *p, cmark_node *node, size_t more_cols)
{
    long line = cmark_node_get_start_line(node) - 1 + p->shift, col = cmark_node_get_start_column(node) - 1;
    if (line < 0 || (size_t)line >= p->n_lines || col < 0)
        return p->body.n;
    size_t offset = p->starts[line] + (size_t)col + more_cols;
    return offset < p->body.n ? offset : p->body.n;
}

struct str place_source(const struct place *p, cmark_node *block)
{
    return str_from(p->body, told(p, block, 0));
}

struct str place_line_text(const struct place *p, uint32_t line)
{
    size_t i = line - p->first_line;
    if (line < p->first_line || i >= p->n_lines)
        return STR("");
    struct str rest = str_from(p->body, p->starts[i]);
    return str_sub(rest, 0, str_find(rest, '\n'));
}

static bool search(struct place *p, struct str what, size_t *offset)
{
    size_t window = p->end > p->cursor ? p->end - p->cursor : 0;
    if (what.n == 0 || ++p->searches > MAX_SEARCHES)
        return false;
    size_t i =
        str_find_str(str_sub(p->body, p->cursor, window < SEARCH_WINDOW ? window : SEARCH_WINDOW), what);
    *offset = p->cursor + i;
    return i != STR_NONE;
}

static uint32_t column(struct place *p, size_t start, size_t offset)
{
    if (p->col_at != start || p->col_offset > offset || p->col == 0) {
        p->col_at = p->col_offset = start;
        p->col = 1;
    }
    p->col += (uint32_t)utf8_length(str_sub(p->body, p->col_offset, offset - p->col_offset));
    p->col_offset = offset;
    return p->col;
}

void place_inline(struct place *p, cmark_node *node, size_t more_cols, struct str begins, struct str looks,
                  uint32_t *line, uint32_t *col)
{
    size_t offset = told(p, node, more_cols);
    if (looks.n && !stands_at(p, offset, looks)) {
        size_t found;
        if (search(p, looks, &found)) {
            offset = found;
            p->shift = (long)line_at(p, offset) - (cmark_node_get_start_line(node) - 1);
        } else if (!stands_at(p, offset, begins)) {
            offset = p->cursor;
        }
    }
    size_t at = line_at(p, offset);
    *line = p->first_line + (uint32_t)at;
    *col = column(p, p->starts[at], offset);
    if (offset >= p->cursor)
        p->cursor = offset + (offset < p->body.n);
}
