#include "base/arena.h"
#include "view/chart_parts.h"

/* A two-way table as rows of circles, their areas as the counts, each with its number; a pair with nothing is a dashed ring. What
 * stands in the columns is told at the top. A table too wide or too long for a page of paper is not drawn: it tells itself. */

enum {
    COLUMNS_MOST = 8,
    ROWS_MOST = 40,
    RADIUS = 11,
    EMPTY = 4,
    LETTER = 7,
    LINES = 3,
    HIGH = 2 * RADIUS + 6
};

static struct str head_name(const struct view *v, const struct matrix_head *h)
{
    return h->title.n ? h->title : strings_get(v->vs->strings, STR("without"));
}

/* The radius of a circle whose area is to the largest one's as the count to the highest. */
static int radius(size_t count, size_t most)
{
    int r = RADIUS;
    while (r > EMPTY + 1 && (size_t)(r * r) * most > (size_t)(RADIUS * RADIUS) * count)
        r--;
    return r;
}

static int draw_heads(const struct view *v, const struct query_matrix *x, int width, struct buf *b)
{
    int most = 1;
    for (size_t k = 0; k < x->n_columns; k++) {
        int lines = svg_text(b, (int)k * width + 2, SVG_LINE - 4, "small", (size_t)(width / LETTER), LINES,
                             head_name(v, &x->columns[k]));
        most = lines > most ? lines : most;
    }
    buf_printf(b, "<path class=\"axis\" d=\"M0,%dH%d\"/>", most * SVG_LINE + 2, SVG_WIDTH);
    return most * SVG_LINE + 4;
}

static void draw_cell(size_t count, size_t most, int x, int y, struct buf *b, struct arena *a)
{
    int r = count ? radius(count, most) : EMPTY;
    buf_printf(b, "<circle class=\"step%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", count ? "" : " undated",
               x + RADIUS + 2, y, r);
    if (count)
        svg_text(b, x + 2 * RADIUS + 6, y + 5, "", LETTER, 1, str_printf(a, "%zu", count));
}

static int draw_row(const struct view *v, const struct query_matrix *x, size_t row, size_t most, int y,
                    struct buf *b, struct arena *a)
{
    int width = SVG_WIDTH / (int)x->n_columns;
    y +=
        SVG_LINE * svg_text(b, 2, y + SVG_LINE, "strong", SVG_WIDTH / LETTER, 2, head_name(v, &x->rows[row]));
    for (size_t k = 0; k < x->n_columns; k++)
        draw_cell(x->cells[row * x->n_columns + k].n, most, (int)k * width, y + RADIUS + 8, b, a);
    return y + HIGH + 8;
}

static void tell(const struct view *v, const struct query_matrix *x, struct buf *words)
{
    for (size_t i = 0; i < x->n_rows; i++) {
        buf_printf(words, "%s%.*s: ", i ? "; " : "", STR_F(head_name(v, &x->rows[i])));
        for (size_t k = 0; k < x->n_columns; k++)
            buf_printf(words, "%s%.*s %zu", k ? ", " : "", STR_F(head_name(v, &x->columns[k])),
                       x->cells[i * x->n_columns + k].n);
    }
}

struct value grid_draw(const struct view *v, const struct chart *c, struct arena *a)
{
    const struct query_matrix *x = query_run(c->of, v->vs->site, v->page, a).matrix;
    struct value m = {.kind = VALUE_MAP};
    struct buf body = {0}, words = {0};
    size_t most = 0;
    if (!x || !x->n_columns || !x->n_rows || x->n_columns > COLUMNS_MOST || x->n_rows > ROWS_MOST)
        return value_null();
    for (size_t i = 0; i < x->n_rows * x->n_columns; i++)
        most = x->cells[i].n > most ? x->cells[i].n : most;
    int y = draw_heads(v, x, SVG_WIDTH / (int)x->n_columns, &body);
    for (size_t i = 0; i < x->n_rows; i++)
        y = draw_row(v, x, i, most, y, &body, a);
    tell(v, x, &words);
    value_map_add(&m, a, STR("svg"),
                  svg_frame(c->id, strings_get(v->vs->strings, c->label), buf_str(&words), y, &body, a));
    buf_free(&body);
    buf_free(&words);
    return m;
}
