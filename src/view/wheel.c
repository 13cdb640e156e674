#include "base/arena.h"
#include "model/gates.h"
#include "model/period.h"
#include "view/chart_parts.h"

/* The year as a circle of twelve months, January from the top and on with the clock, their names in a ring of its own; entries as
 * numbered arcs in lanes, and what the numbers mean below. Months are as exact as it gets: the circle stands for any year. */

enum {
    MIDDLE = SVG_WIDTH / 2,
    RIM = 172,
    RING = 138, /* within the names */
    NAMES = 155,
    OUTERMOST = 124,
    LANE = 17,
    LANES = 7,
    COLUMNS = 42,
    ENTRIES_MOST = 100
};

struct entry {
    const struct page *page;
    struct str when;
    unsigned month, months; /* first, 0-11; how many, 1-12 */
    unsigned lane;          /* LANES: no room, told below alone */
    bool yearly;            /* comes again every year */
};

/* 1000 times the sine of a half month's angle: 15 degrees each. A table, so that no rounding differs between machines. */
static int sine(unsigned half)
{
    static const int quarter[7] = {0, 259, 500, 707, 866, 966, 1000};
    half %= 24;
    if (half >= 12)
        return -sine(half - 12);
    return quarter[half <= 6 ? half : 12 - half];
}

static int x_at(unsigned half, int r)
{
    return MIDDLE + r * sine(half) / 1000;
}

static int y_at(unsigned half, int r)
{
    return MIDDLE - r * sine(half + 6) / 1000;
}

static struct str field_text(const struct view *v, const struct page *p, struct str name, struct arena *a)
{
    const struct field *f = p->type && name.n ? type_field(p->type, name) : NULL;
    struct value shown = f ? view_field(v, p, f, a) : value_null();
    return shown.kind == VALUE_NULL ? STR("") : value_to_text(&shown, a);
}

static bool read_entry(const struct view *v, const struct chart *c, const struct page *p, struct entry *out,
                       struct arena *a)
{
    struct period from, to;
    if (!period_parse(str_trim(value_str(value_get(p->front, c->from))), &from))
        return false;
    if (!c->to.n || !period_parse(str_trim(value_str(value_get(p->front, c->to))), &to))
        to = from;
    int months = (to.to.year - from.from.year) * 12 + to.to.month - from.from.month + 1;
    struct str until = field_text(v, p, c->to, a);
    const struct value *again =
        p->type && c->repeat.n && type_field(p->type, c->repeat) ? value_get(p->front, c->repeat) : NULL;
    *out = (struct entry){.page = p, .when = field_text(v, p, c->from, a), .month = from.from.month - 1u};
    out->months = months < 1 ? 1 : months > 12 ? 12 : (unsigned)months;
    out->yearly = again && value_as_bool(again, &out->yearly) && out->yearly;
    if (until.n)
        out->when = str_printf(a, "%.*s – %.*s", STR_F(out->when), STR_F(until));
    if (out->yearly)
        out->when =
            str_printf(a, "%.*s (%.*s)", STR_F(out->when), STR_F(type_field(p->type, c->repeat)->label));
    return true;
}

/* Each entry in the outermost lane where its months are free, and the one behind them, so that two arcs never touch. */
static void give_lanes(struct entry *entries, size_t n)
{
    unsigned taken[LANES] = {0};
    for (size_t i = 0; i < n; i++) {
        unsigned bits = 0, lane = 0;
        for (unsigned m = 0; m <= entries[i].months; m++)
            bits |= 1u << (entries[i].month + m) % 12;
        while (lane < LANES && (taken[lane] & bits))
            lane++;
        entries[i].lane = lane;
        if (lane < LANES)
            taken[lane] |= bits;
    }
}

static void draw_months(const struct view *v, struct buf *b, struct arena *a)
{
    buf_printf(
        b,
        "<circle class=\"rim\" cx=\"%d\" cy=\"%d\" r=\"%d\"/><circle class=\"face\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
        MIDDLE, MIDDLE, RIM, MIDDLE, MIDDLE, RING);
    for (unsigned m = 0; m < 12; m++) {
        struct str name = strings_date(v->vs->strings, (struct date){2001, (uint8_t)(m + 1), 0}, true, a);
        name = str_sub(name, 0, str_find(name, ' ')); /* the month without the year */
        buf_printf(b, "<path class=\"%s\" d=\"M%d,%dL%d,%d\"/>", m % 3 ? "tick" : "axis", x_at(2 * m, 14),
                   y_at(2 * m, 14), x_at(2 * m, RIM), y_at(2 * m, RIM));
        svg_text(b, x_at(2 * m + 1, NAMES), y_at(2 * m + 1, NAMES) + 4, "middle", COLUMNS, 1, name);
    }
}

static void draw_entry(const struct entry *e, size_t number, struct buf *b, struct arena *a)
{
    int r = OUTERMOST - LANE * (int)e->lane;
    unsigned from = 2 * e->month, to = from + 2 * e->months;
    const char *yearly = e->yearly ? " yearly" : "";
    if (e->lane == LANES)
        return;
    if (e->months == 12)
        buf_printf(b, "<circle class=\"arc%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", yearly, MIDDLE, MIDDLE, r);
    else
        buf_printf(b, "<path class=\"arc%s\" d=\"M%d,%dA%d,%d 0 %d 1 %d,%d\"/>", yearly, x_at(from, r),
                   y_at(from, r), r, r, e->months > 6, x_at(to, r), y_at(to, r));
    svg_text(b, x_at(from + e->months, r), y_at(from + e->months, r) + 5, "number", COLUMNS, 1,
             str_printf(a, "%zu", number));
}

static int draw_entries(const struct entry *entries, size_t n, struct value *items, struct buf *body,
                        struct buf *words, struct arena *a)
{
    int y = SVG_WIDTH + SVG_LINE;
    for (size_t i = 0; i < n; i++) {
        struct str text = str_printf(a, "%.*s: %.*s", STR_F(entries[i].when), STR_F(entries[i].page->title));
        draw_entry(&entries[i], i + 1, body, a);
        svg_text(body, 6, y, "strong", COLUMNS, 1, str_printf(a, "%zu", i + 1));
        y += SVG_LINE * svg_text(body, 30, y, "", COLUMNS, 3, text) + 3;
        buf_printf(words, "%s%.*s", i ? "; " : "", STR_F(text));
        value_map_add(&items[i], a, STR("number"), value_int((int64_t)i + 1));
        value_map_add(&items[i], a, STR("date"), value_text(entries[i].when));
        value_map_add(&items[i], a, STR("yearly"), value_bool(entries[i].yearly));
    }
    return y;
}

struct value wheel_draw(const struct view *v, const struct chart *c, struct arena *a)
{
    struct query_rows found = query_find(c->of, v->vs->site, v->page, a);
    struct entry *entries = ARENA_ARRAY(a, struct entry, ENTRIES_MOST);
    struct value m = {.kind = VALUE_MAP}, *items = ARENA_ARRAY(a, struct value, ENTRIES_MOST);
    struct buf body = {0}, words = {0};
    int64_t until = INT64_MAX;
    size_t n = 0;
    for (size_t i = 0; i < found.n && n < ENTRIES_MOST; i++) {
        const struct page *p = found.items[i].page;
        if (!read_entry(v, c, p, &entries[n], a))
            continue;
        items[n] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[n++], a, STR("page"), view_page(v, p));
        until = gates_until(p) < until ? gates_until(p) : until;
    }
    give_lanes(entries, n);
    draw_months(v, &body, a);
    int y = draw_entries(entries, n, items, &body, &words, a);
    value_map_add(
        &m, a, STR("svg"),
        svg_frame(c->id, strings_get(v->vs->strings, c->label), buf_str(&words), y - SVG_LINE + 6, &body, a));
    value_map_add(&m, a, STR("until"), view_until(v, until, a));
    value_map_add(&m, a, STR("items"), value_list(items, n));
    buf_free(&body);
    buf_free(&words);
    return m;
}
