#include "view/svg.h"

#include "base/arena.h"
#include "base/escape.h"

struct value svg_frame(struct str id, struct str title, struct str description, int height,
                       const struct buf *body, struct arena *a)
{
    struct buf b = {0};
    buf_printf(&b,
               "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" focusable=\"false\" "
               "aria-labelledby=\"%.*s_title\" aria-describedby=\"%.*s_desc\"><title id=\"%.*s_title\">",
               SVG_WIDTH, height, STR_F(id), STR_F(id), STR_F(id));
    escape_html(&b, title);
    buf_printf(&b, "</title><desc id=\"%.*s_desc\">", STR_F(id));
    escape_html(&b, description);
    buf_put(&b, STR("</desc>"));
    buf_put(&b, buf_str(body));
    buf_put(&b, STR("</svg>"));
    struct value out = value_html(buf_dup(a, &b));
    buf_free(&b);
    return out;
}

/* Bytes of s that make at most `columns` characters, ended at a blank where there is one. */
static size_t line_end(struct str s, size_t columns)
{
    size_t i = 0, n = 0, blank = 0;
    for (; i < s.n; i++) {
        bool begins = ((unsigned char)s.p[i] & 0xC0) != 0x80;
        if (begins && n++ == columns)
            break;
        if (s.p[i] == ' ')
            blank = i;
    }
    return i == s.n || !blank ? i : blank;
}

int svg_text(struct buf *b, int x, int y, const char *cls, size_t columns, int most, struct str text)
{
    struct str rest = str_trim(text);
    int lines = 0;
    buf_printf(b, "<text x=\"%d\" y=\"%d\"%s%s%s>", x, y, *cls ? " class=\"" : "", cls, *cls ? "\"" : "");
    do {
        size_t n = line_end(rest, columns);
        bool cut = n < rest.n && lines + 1 == most;
        if (lines)
            buf_printf(b, "<tspan x=\"%d\" dy=\"%d\">", x, SVG_LINE);
        escape_html(b, str_sub(rest, 0, n));
        buf_put(b, cut ? STR("…") : STR(""));
        if (lines)
            buf_put(b, STR("</tspan>"));
        rest = str_trim(str_from(rest, n));
        lines++;
    } while (rest.n && lines < most);
    buf_put(b, STR("</text>"));
    return lines;
}

void svg_class(struct buf *b, struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        buf_char(b, (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-');
    }
}
