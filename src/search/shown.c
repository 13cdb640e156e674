#include "search/shown.h"

#include "base/arena.h"
#include "model/reach.h"

struct str shown_type(const struct page *p)
{
    return p->type ? p->type->one : STR("");
}

bool shown_day(const struct site *s, const struct page *p, struct date *out)
{
    const struct inner *in = page_inner(p);
    const struct touch *t = in->record ? &in->record->updated : NULL;
    if (t && t->known && t->has_date && moment_sane(t->date)) {
        struct moment m = {t->date.epoch, settings_offset(s->settings, t->date.epoch)};
        *out = moment_day(m);
        return true;
    }
    return date_parse(str_sub(str_trim(value_str(value_get(p->front, STR("date")))), 0, 10), out);
}

static void add(struct shown_values *v, struct arena *a, struct str value)
{
    value = str_trim(value);
    for (size_t i = 0; i < v->n; i++)
        if (str_eq(v->items[i], value))
            return;
    if (value.n)
        *ARENA_PUSH(a, v->items, v->n, v->cap, struct str) = value;
}

/* ---- the engine's own ---- */

static void add_type(const struct site *s, const struct page *p, struct arena *a, struct shown_values *out)
{
    (void)s;
    add(out, a, shown_type(p));
}

static void add_owner(const struct site *s, const struct page *p, struct arena *a, struct shown_values *out)
{
    (void)s;
    if (p->owner)
        add(out, a, p->owner->title);
}

static void add_year(const struct site *s, const struct page *p, struct arena *a, struct shown_values *out)
{
    struct date day;
    if (shown_day(s, p, &day))
        add(out, a, str_printf(a, "%d", (int)day.year));
}

static void add_author(const struct site *s, const struct page *p, struct arena *a, struct shown_values *out)
{
    const struct inner *in = page_inner(p);
    const struct history *h = s->history;
    const struct touch *t = in->record ? &in->record->updated : NULL;
    if (h && t && t->known && t->author < h->n_people)
        add(out, a,
            people_shown(s->people, s->settings, h->people[t->author].name, h->people[t->author].email));
}

static const struct {
    struct str name;
    void (*add)(const struct site *s, const struct page *p, struct arena *a, struct shown_values *out);
} engine_facets[] = {{STR_INIT("type"), add_type},
                     {STR_INIT("owner"), add_owner},
                     {STR_INIT("year"), add_year},
                     {STR_INIT("author"), add_author}};
enum { N_ENGINE = sizeof engine_facets / sizeof *engine_facets };

/* ---- declared fields ---- */

static void add_reached(struct arena *a, const struct reached *r, struct shown_values *out)
{
    if (r->page) {
        add(out, a, r->page->title);
        return;
    }
    struct str written = value_str(r->value), shown = written;
    for (size_t i = 0; i < r->field->n_choices; i++)
        if (str_eq(r->field->choices[i].id, written))
            shown = r->field->choices[i].label;
    add(out, a, shown);
}

void shown_facet(const struct site *s, const struct page *p, struct str name, struct arena *a,
                 struct shown_values *out)
{
    for (size_t i = 0; i < N_ENGINE; i++)
        if (str_eq(engine_facets[i].name, name)) {
            engine_facets[i].add(s, p, a, out);
            return;
        }
    struct reached *found;
    if (!p->type || !type_field(p->type, name))
        return;
    for (size_t i = 0, n = reach(s, p, name, a, &found); i < n; i++)
        if (!found[i].page || found[i].page->visible)
            add_reached(a, &found[i], out);
}

struct str shown_label(const struct site *s, struct str name)
{
    for (size_t i = 0; i < N_ENGINE; i++)
        if (str_eq(engine_facets[i].name, name))
            return STR("");
    for (size_t i = 0; i < s->types->n; i++) {
        const struct field *f = type_field(&s->types->items[i], name);
        if (f && f->label.n)
            return f->label;
    }
    return name;
}
