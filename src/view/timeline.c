#include "base/arena.h"
#include "base/utf8.h"
#include "model/period.h"
#include "view/chart_parts.h"

/* Steps in the order written, each with its text above a bar or a point on one common line of time; the text begins where the step
 * does, or further to the left where it would not fit. Every other month is a shaded band behind them, named at the top: lines would
 * run through the words. */

enum {
    LEFT = 6,
    RIGHT = SVG_WIDTH - 6,
    BAR = 9,
    GAP = 13,
    COLUMNS = 44,
    BANDS = 6,
    NAME_WIDTH = 7,
    LETTER = 8, /* how wide one is at most, on average */
    HEAD = 26,
    STEPS_MOST = 60
};

struct step {
    struct str when, title, status, status_id;
    bool dated;
    int64_t from, to; /* days */
};

static struct str member_text(const struct value *item, struct str name, struct arena *a)
{
    struct key key = key_of(name);
    struct value v;
    return name.n && value_member(item, &key, a, &v) && v.kind != VALUE_NULL && v.kind != VALUE_BOOL
               ? value_to_text(&v, a)
               : STR("");
}

static const struct field *group_field(const struct field *list, struct str name)
{
    for (size_t i = 0; i < list->n_fields; i++)
        if (str_eq(list->fields[i].name, name))
            return &list->fields[i];
    return NULL;
}

static struct step read_step(const struct chart *c, const struct field *list, const struct value *written,
                             const struct value *shown, struct arena *a)
{
    struct step s = {.title = member_text(shown, c->title, a), .status = member_text(shown, c->status, a)};
    struct str to = member_text(shown, c->to, a);
    struct period p, q;
    const struct field *status = group_field(list, c->status);
    const struct value *state = value_get(written, c->status);
    bool on;
    s.when = member_text(shown, c->date, a);
    if (s.when.n && to.n)
        s.when = str_printf(a, "%.*s – %.*s", STR_F(s.when), STR_F(to));
    s.dated = period_parse(str_trim(value_str(value_get(written, c->date))), &p);
    if (s.dated) {
        s.from = date_to_days(p.from);
        s.to = date_to_days(
            c->to.n && period_parse(str_trim(value_str(value_get(written, c->to))), &q) ? q.to : p.to);
    }
    s.status_id = value_str(state);
    if (status && status->kind == FIELD_BOOLEAN) { /* what is so is told by the field's name */
        on = state && value_as_bool(state, &on) && on;
        s.status = on ? status->label : STR("");
        s.status_id = on ? status->name : STR("");
    }
    return s;
}

struct scale {
    int64_t from, to;
};

static int x_of(const struct scale *s, int64_t day)
{
    int64_t span = s->to > s->from ? s->to - s->from : 1;
    return LEFT + BAR / 2 + (int)((day - s->from) * (RIGHT - LEFT - BAR) / span);
}

/* The first day of the month that lies so many months after the one of d. */
static struct date month_after(struct date d, int months)
{
    int month = d.month - 1 + months;
    return (struct date){d.year + month / 12, (uint8_t)(month % 12 + 1), 1};
}

/* "apr. 2023", or "apr." alone, as the band has room. */
static void name_band(const struct view *v, struct date month, int x, int width, struct buf *b,
                      struct arena *a)
{
    struct str name = strings_date(v->vs->strings, (struct date){month.year, month.month, 0}, true, a);
    if (NAME_WIDTH * (int)utf8_length(name) > width)
        name = str_sub(name, 0, str_find(name, ' '));
    if (NAME_WIDTH * (int)utf8_length(name) <= width)
        svg_text(b, x + 4, SVG_LINE - 4, "small", COLUMNS, 1, name);
}

/* Months, or as many together as make at most BANDS, each from its beginning to the next one's. */
static void draw_months(const struct view *v, const struct scale *s, int height, struct buf *b,
                        struct arena *a)
{
    struct date d = date_from_days(s->from), last = date_from_days(s->to);
    int months = (last.year - d.year) * 12 + last.month - d.month + 1, every = (months - 1) / BANDS + 1;
    d.day = 1;
    for (int i = 0; date_to_days(d) <= s->to; i++) {
        struct date next = month_after(d, every);
        int x = date_to_days(d) < s->from ? 0 : x_of(s, date_to_days(d)) - BAR / 2;
        int end = date_to_days(next) > s->to ? SVG_WIDTH : x_of(s, date_to_days(next)) - BAR / 2;
        if (i % 2 == 0)
            buf_printf(b, "<rect class=\"band\" x=\"%d\" y=\"0\" width=\"%d\" height=\"%d\"/>", x, end - x,
                       height);
        name_band(v, d, x, end - x, b, a);
        d = next;
    }
    buf_printf(b, "<path class=\"axis\" d=\"M0,%dH%d\"/>", SVG_LINE + 2, SVG_WIDTH);
}

static int width_of(struct str text)
{
    int length = (int)utf8_length(text);
    return LETTER * (length < COLUMNS ? length : COLUMNS);
}

/* Two texts over a bar: from where it begins, else up to where it ends, else as near its beginning as they fit. */
static int write_over(struct buf *b, int from, int to, int y, struct str quiet, struct str text)
{
    int width = width_of(quiet) > width_of(text) ? width_of(quiet) : width_of(text);
    bool ends = from + width > RIGHT && to >= LEFT + width;
    int latest = RIGHT - width > LEFT ? RIGHT - width : LEFT, x = ends ? to : from < latest ? from : latest;
    int lines = 0;
    y += SVG_LINE - 4;
    if (quiet.n)
        lines = svg_text(b, x, y, ends ? "small end" : "small", COLUMNS, 1, quiet);
    return lines + svg_text(b, x, y + lines * SVG_LINE, ends ? "end" : "", COLUMNS, 3, text);
}

static int draw_step(const struct step *s, const struct scale *scale, int y, struct buf *b, struct arena *a)
{
    int x = s->dated ? x_of(scale, s->from) - BAR / 2 : LEFT;
    int end = s->dated ? x_of(scale, s->to) + BAR - BAR / 2 : RIGHT;
    struct str above = s->when;
    if (s->status.n)
        above = above.n ? str_printf(a, "%.*s · %.*s", STR_F(above), STR_F(s->status)) : s->status;
    y += SVG_LINE * write_over(b, x, end, y, above, s->title) + 3;
    buf_put(b, STR("<rect class=\"step"));
    if (s->status_id.n) {
        buf_put(b, STR(" is-"));
        svg_class(b, s->status_id);
    }
    buf_printf(b, "%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>", s->dated ? "" : " undated",
               x, y, end - x, BAR, BAR / 2);
    return y + BAR + GAP;
}

static struct value told(const struct step *s, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    value_map_add(&m, a, STR("title"), value_text(s->title));
    value_map_add(&m, a, STR("date"), s->when.n ? value_text(s->when) : value_null());
    value_map_add(&m, a, STR("label"), s->status.n ? value_text(s->status) : value_null());
    return m;
}

static size_t read_steps(const struct view *v, const struct chart *c, struct step *out, struct arena *a)
{
    const struct field *list = v->page->type ? type_field(v->page->type, c->list) : NULL;
    const struct value *written = value_get(v->page->front, c->list);
    if (!list || !list->n_fields || !written || written->kind != VALUE_LIST)
        return 0;
    struct value shown = view_field(v, v->page, list, a);
    size_t n = 0;
    for (size_t i = 0, k = 0; i < written->list.n && n < STEPS_MOST; i++)
        if (written->list.items[i].kind == VALUE_MAP && k < shown.list.n)
            out[n++] = read_step(c, list, &written->list.items[i], &shown.list.items[k++], a);
    return n;
}

struct value timeline_draw(const struct view *v, const struct chart *c, struct arena *a)
{
    struct step *steps = ARENA_ARRAY(a, struct step, STEPS_MOST);
    size_t n = read_steps(v, c, steps, a);
    struct value m = {.kind = VALUE_MAP}, *items = ARENA_ARRAY(a, struct value, n);
    struct scale scale = {INT64_MAX, INT64_MIN};
    struct buf rows = {0}, body = {0}, words = {0};
    int y = HEAD;
    for (size_t i = 0; i < n; i++)
        if (steps[i].dated) {
            scale.from = steps[i].from < scale.from ? steps[i].from : scale.from;
            scale.to = steps[i].to > scale.to ? steps[i].to : scale.to;
        }
    if (scale.from > scale.to)
        return value_null();
    for (size_t i = 0; i < n; i++) {
        y = draw_step(&steps[i], &scale, y, &rows, a);
        items[i] = told(&steps[i], a);
        buf_printf(&words, "%s%.*s%s%.*s%s%.*s", i ? "; " : "", STR_F(steps[i].when),
                   steps[i].when.n ? ": " : "", STR_F(steps[i].title), steps[i].status.n ? ", " : "",
                   STR_F(steps[i].status));
    }
    draw_months(v, &scale, y, &body, a);
    buf_put(&body, buf_str(&rows));
    value_map_add(&m, a, STR("svg"),
                  svg_frame(c->id, strings_get(v->vs->strings, c->label), buf_str(&words), y, &body, a));
    value_map_add(&m, a, STR("items"), value_list(items, n));
    buf_free(&rows);
    buf_free(&body);
    buf_free(&words);
    return m;
}
