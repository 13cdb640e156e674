#include "read/old_html.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"

enum { LEVELS_DOWN = 2, LEVEL_MOST = 6 };

/* ` name="value"` and ` name`, as doc.html has them: no value holds a quotation mark. */
static void put_attributes(struct str rest, struct buf *out)
{
    while (rest.n) {
        size_t end = str_find(rest, '='), blank = str_find(str_from(rest, 1), ' ');
        bool bare = end == STR_NONE || (blank != STR_NONE && blank + 1 < end);
        struct str name = str_trim(str_sub(rest, 0, bare ? (blank == STR_NONE ? rest.n : blank + 1) : end));
        size_t all = bare ? (blank == STR_NONE ? rest.n : blank + 1)
                          : end + 2 + str_find(str_from(rest, end + 2), '"') + 1;
        if (!str_eq(name, STR("id")))
            buf_put(out, str_sub(rest, 0, all));
        rest = str_from(rest, all);
    }
}

/* tag: what stands between < and >, of no link. */
static void put_tag(struct str tag, struct buf *out)
{
    bool closes = str_starts(tag, STR("/"));
    size_t blank = str_find(tag, ' ');
    struct str name = str_sub(tag, closes, (blank == STR_NONE ? tag.n : blank) - closes);
    buf_put(out, closes ? STR("</") : STR("<"));
    if (name.n == 2 && name.p[0] == 'h' && name.p[1] >= '1' && name.p[1] <= '6') {
        int level = name.p[1] - '0' + LEVELS_DOWN;
        buf_printf(out, "h%d", level > LEVEL_MOST ? LEVEL_MOST : level);
    } else {
        buf_put(out, name);
    }
    put_attributes(blank == STR_NONE ? STR("") : str_from(tag, blank), out);
    buf_char(out, '>');
}

/* The links that are no holes lead between a footnote and its place: that back has no text to keep. */
static void put_html(struct str html, struct buf *out)
{
    size_t open;
    while ((open = str_find(html, '<')) != STR_NONE) {
        buf_put(out, str_sub(html, 0, open));
        html = str_from(html, open + 1);
        struct str tag = str_sub(html, 0, str_find(html, '>'));
        html = str_from(html, tag.n + 1);
        if (str_starts(tag, STR("a class=\"fnback\"")))
            html = str_from(html, str_find_str(html, STR("</a>")));
        else if (!str_starts(tag, STR("a ")) && !str_eq(tag, STR("/a")))
            put_tag(tag, out);
    }
    buf_put(out, html);
}

/* The holes from..to, and the HTML around them from `at` to `end`. */
static void put_part(struct doc *d, size_t at, size_t end, size_t from, size_t to, size_t *kept,
                     struct buf *out)
{
    for (size_t i = from; i < to; i += 1 + d->holes[i].inner) {
        struct hole h = d->holes[i];
        put_html(str_sub(d->html, at, h.start - at), out);
        at = h.end;
        if (h.kind == HOLE_STRING) {
            h.start = h.end = (uint32_t)out->n;
            d->holes[(*kept)++] = h; /* never beyond i */
            continue;
        }
        if (h.kind == HOLE_IMAGE)
            escape_html(out, h.alt);
        if (h.kind == HOLE_VIDEO)
            buf_put(out, STR("<p>"));
        put_part(d, h.start, h.end, i + 1, i + 1 + h.inner, kept, out);
        if (h.kind == HOLE_VIDEO)
            buf_put(out, STR("</p>\n"));
    }
    put_html(str_sub(d->html, at, end - at), out);
}

void old_html_make(struct doc *d, struct arena *a)
{
    struct buf out = {0};
    size_t kept = 0, n = d->n_holes;
    put_part(d, 0, d->html.n, 0, n, &kept, &out);
    d->n_holes = kept;
    d->html = buf_dup(a, &out);
    buf_free(&out);
}
