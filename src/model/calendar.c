#include "model/calendar.h"

#include <stdlib.h>

#include "model/builder.h"
#include "model/period.h"
#include "model/reach.h"

struct collecting {
    struct builder *b;
    struct event **events;
    size_t n, cap;
};

/* ---- what is written ---- */

static const struct value *value_at(const struct value *map, struct str path)
{
    struct str name;
    if (!path.n)
        return NULL;
    while (map && str_split(&path, '.', &name))
        map = value_get(map, name);
    return map;
}

/* The first and the last of the times of day that stand at a path. */
static void widen(const struct value *v, struct str path, struct event *e)
{
    struct str name;
    int minutes;
    if (!v)
        return;
    if (v->kind == VALUE_LIST) {
        for (size_t i = 0; i < v->list.n; i++)
            widen(&v->list.items[i], path, e);
    } else if (str_split(&path, '.', &name)) {
        widen(value_get(v, name), path, e);
    } else if (date_parse_time(str_trim(value_str(v)), &minutes)) {
        if (e->begins < 0 || minutes < e->begins)
            e->begins = minutes;
        if (minutes > e->ends)
            e->ends = minutes;
    }
}

/* What the event is called: on a page with several both which it is and whose. */
static struct str title_of(const struct collecting *c, const struct page *p, const struct dated *d,
                           const struct value *map)
{
    struct str written = str_trim(value_str(value_at(map, d->title)));
    if (written.n && d->title_of->kind == FIELD_PAGE) {
        const struct page *to = site_reference(c->b->site, d->title_of->to, d->title_of->n_to, written);
        written = to && to->visible ? to->title : STR("");
    }
    if (!written.n)
        return p->title;
    return d->group ? str_printf(c->b->a, "%.*s – %.*s", STR_F(written), STR_F(p->title)) : written;
}

static void add_event(struct collecting *c, const struct page *p, const struct dated *d,
                      const struct value *map, size_t item)
{
    struct period start, end;
    if (!period_parse_days(value_str(value_at(map, d->start)), &start))
        return;
    const struct value *last = value_at(map, d->end);
    if (last && last->kind != VALUE_NULL) {
        if (!period_parse_days(value_str(last), &end) || date_cmp(end.to, start.from) < 0)
            return;
        start.to = end.to;
    }
    struct event *e = ARENA_NEW(c->b->a, struct event);
    *e = (struct event){.page = p,
                        .map = map,
                        .row = (uint32_t)(d - p->type->calendar),
                        .item = (uint32_t)item,
                        .title = title_of(c, p, d, map),
                        .where = str_trim(value_str(value_at(map, d->where))),
                        .first = start.from,
                        .last = start.to,
                        .begins = -1,
                        .ends = -1};
    const struct value *repeat = value_at(map, d->repeat);
    if (repeat)
        value_as_bool(repeat, &e->yearly);
    for (size_t i = 0; i < d->n_times && !date_cmp(e->first, e->last); i++)
        widen(map, d->times[i], e);
    *ARENA_PUSH(c->b->a, c->events, c->n, c->cap, struct event *) = e;
}

static void add_events(struct collecting *c, const struct page *p)
{
    for (size_t i = 0; i < p->type->n_calendar; i++) {
        const struct dated *d = &p->type->calendar[i];
        const struct value *list = value_at(p->front, d->list);
        if (!d->group)
            add_event(c, p, d, p->front, 0);
        for (size_t k = 0; d->group && list && list->kind == VALUE_LIST && k < list->list.n; k++)
            add_event(c, p, d, &list->list.items[k], k);
    }
}

static int by_day(const void *x, const void *y)
{
    const struct event *a = *(struct event *const *)x, *b = *(struct event *const *)y;
    int c = date_cmp(a->first, b->first);
    if (!c)
        c = a->begins - b->begins;
    if (!c)
        c = str_cmp(a->page->url, b->page->url);
    if (!c)
        c = (int)a->row - (int)b->row;
    return c ? c : (int)a->item - (int)b->item;
}

/* ---- whose they are ---- */

static void hold(struct builder *b, struct calendar **calendars, const struct page *p, const struct event *e)
{
    if (!p || !p->visible)
        return;
    struct calendar *c = calendars[p->index];
    if (!c)
        c = calendars[p->index] = ARENA_NEW(b->a, struct calendar);
    if (!c->n || c->events[c->n - 1] != e) /* events come one after the other */
        *ARENA_PUSH(b->a, c->events, c->n, c->cap, const struct event *) = e;
}

/* A path into the list leads from the event's own group: a body has its own step of a case, not all of them. */
static size_t reach_by(struct builder *b, const struct event *e, const struct dated *d, struct str path,
                       struct reached **out)
{
    bool own = d->group && str_starts(path, d->list) && path.n > d->list.n && path.p[d->list.n] == '.';
    return own ? reach_group(b->site, e->page, d->group, e->map, str_from(path, d->list.n + 1), b->a, out)
               : reach(b->site, e->page, path, b->a, out);
}

static void hand_out(struct builder *b, struct calendar **calendars, const struct event *e)
{
    const struct type *t = e->page->type;
    const struct dated *d = &t->calendar[e->row];
    hold(b, calendars, e->page, e);
    for (size_t i = 0; i < d->n_by; i++) {
        struct reached *found;
        size_t n = reach_by(b, e, d, d->by[i], &found);
        for (size_t k = 0; k < n; k++)
            hold(b, calendars, found[k].page, e);
    }
    if (t->folder.n)
        hold(b, calendars, map_get(&b->folders, t->folder), e);
    hold(b, calendars, map_get(&b->site->by_url, STR("")), e);
}

void calendars_make(struct builder *b)
{
    struct collecting c = {.b = b};
    for (size_t i = 0; i < b->n; i++) {
        const struct page *p = b->pages[i];
        if (p->visible && p->origin == PAGE_FILE && p->type)
            add_events(&c, p);
    }
    if (!c.n)
        return;
    qsort(c.events, c.n, sizeof *c.events, by_day);
    struct calendar **calendars = ARENA_ARRAY(b->a, struct calendar *, b->n);
    for (size_t i = 0; i < c.n; i++)
        hand_out(b, calendars, c.events[i]);
    for (size_t i = 0; i < b->n; i++)
        b->pages[i]->calendar = calendars[i];
}
