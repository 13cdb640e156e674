#include "render/csv.h"

#include "base/escape.h"

static void put_head(struct buf *out, const struct matrix_head *h, const struct strings *words)
{
    escape_csv(out, h->title.n ? h->title : strings_get(words, STR("without")));
}

static void put_number(struct buf *out, size_t n)
{
    buf_char(out, ';');
    buf_int(out, (int64_t)n);
}

void render_csv(const struct query_matrix *m, const struct strings *words, struct buf *out)
{
    struct str total = strings_get(words, STR("total"));
    if (!m->sum)
        return;
    buf_put(out, STR("\xef\xbb\xbf")); /* without it Excel takes the bytes for Windows-1252 */
    for (size_t k = 0; k < m->n_columns; k++) {
        buf_char(out, ';');
        put_head(out, &m->columns[k], words);
    }
    buf_char(out, ';');
    escape_csv(out, total);
    buf_put(out, STR("\r\n"));
    for (size_t i = 0; i < m->n_rows; i++) {
        put_head(out, &m->rows[i], words);
        for (size_t k = 0; k < m->n_columns; k++)
            put_number(out, m->cells[i * m->n_columns + k].n);
        put_number(out, m->rows[i].sum);
        buf_put(out, STR("\r\n"));
    }
    escape_csv(out, total);
    for (size_t k = 0; k < m->n_columns; k++)
        put_number(out, m->columns[k].sum);
    put_number(out, m->sum);
    buf_put(out, STR("\r\n"));
}
