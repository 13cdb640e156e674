#include "read/calendar.h"

#include <stddef.h>

#include "base/arena.h"
#include "base/tr.h"

#define KIND(k) (1U << FIELD_##k)
enum { RELATIONS = KIND(PAGE) | KIND(PAGES) };

/* The parts of the map that name one field each. */
static const struct part {
    struct str name;
    size_t at; /* of its text in struct dated */
    unsigned kinds;
    const char *wanted;
} parts[] = {
    {STR_INIT("list"), offsetof(struct dated, list), KIND(LIST), TR_MARK("a list of groups")},
    {STR_INIT("start"), offsetof(struct dated, start), KIND(DATE) | KIND(PERIOD),
     TR_MARK("a date or a period")},
    {STR_INIT("end"), offsetof(struct dated, end), KIND(DATE) | KIND(PERIOD), TR_MARK("a date or a period")},
    {STR_INIT("title"), offsetof(struct dated, title), KIND(TEXT) | KIND(PAGE), TR_MARK("a text or a page")},
    {STR_INIT("where"), offsetof(struct dated, where), KIND(TEXT), TR_MARK("a text")},
    {STR_INIT("repeat"), offsetof(struct dated, repeat), KIND(BOOLEAN), TR_MARK("true or false")},
    {STR_INIT("times"), 0, KIND(TIME), TR_MARK("a time of day")},
    {STR_INIT("by"), 0, RELATIONS, TR_MARK("a page or pages")},
};
enum { PART_LIST, PART_START, PART_TITLE = 3, PART_TIMES = 6, PART_BY };

static struct str *part_text(struct dated *d, const struct part *p)
{
    return (struct str *)(void *)((char *)d + p->at);
}

/* ---- reading ---- */

static void read_one(const struct reading *r, const struct value *map, struct type *t)
{
    struct dated *d = &t->calendar[t->n_calendar];
    *d = (struct dated){.map = map};
    if (map->kind != VALUE_MAP) {
        KEYS_FAULT(r, map, "\"calendar\" must be a map such as {start: dato}, or a list of such maps");
        return;
    }
    for (size_t i = 0; i < map->map.n; i++) {
        const struct value_pair *p = &map->map.pairs[i];
        size_t at = keys_find(KEYS(parts), p->key.s);
        if (at == STR_NONE)
            keys_unknown(r, KEYS(parts), p, "a calendar");
        else if (at == PART_TIMES)
            keys_texts(r, p, &d->times, &d->n_times);
        else if (at == PART_BY)
            keys_texts(r, p, &d->by, &d->n_by);
        else
            keys_text(r, p, part_text(d, &parts[at]));
    }
    if (d->start.n)
        t->n_calendar++;
    else if (!value_get(map, parts[PART_START].name))
        KEYS_FAULT(r, map, "a calendar needs \"start\": the field that holds the date");
}

void calendar_read(const struct reading *r, const struct value_pair *p, struct type *t)
{
    bool several = p->value.kind == VALUE_LIST;
    size_t n = several ? p->value.list.n : 1;
    t->calendar = ARENA_ARRAY(r->arena, struct dated, n);
    for (size_t i = 0; i < n; i++)
        read_one(r, several ? &p->value.list.items[i] : &p->value, t);
}

/* ---- judging ---- */

/* The field that a name leads to, through groups; through lists too where there may be several. NULL: none. */
static const struct field *find_field(const struct field *fields, size_t n, struct str path, bool several)
{
    struct str name;
    const struct field *found = NULL;
    while (str_split(&path, '.', &name)) {
        found = NULL;
        for (size_t i = 0; i < n && !found; i++)
            if (str_eq(fields[i].name, name))
                found = &fields[i];
        if (!found || (path.n && found->kind != FIELD_GROUP && !(several && found->kind == FIELD_LIST)))
            return NULL;
        fields = found->fields;
        n = found->n_fields;
    }
    return found && !found->via.n ? found : NULL;
}

/* The place of the i-th text of a part, which may be one text or a list. */
static const struct value *place_of(const struct dated *d, const struct part *p, size_t i)
{
    const struct value *v = value_get(d->map, p->name);
    return v->kind == VALUE_LIST ? &v->list.items[i] : v;
}

static bool fits(const struct reading *r, const struct dated *d, const struct part *p, size_t i,
                 struct str written, const struct field *f)
{
    bool good = f && (p->kinds & 1U << f->kind);
    if (!good)
        KEYS_FAULT(r, place_of(d, p, i), "\"%.*s\" of a calendar must name a field that is %s, not \"%.*s\"",
                   STR_F(p->name), tr(p->wanted), STR_F(written));
    return good;
}

static bool link_by(const struct types *ts, const struct type *t, const struct reading *r,
                    const struct dated *d)
{
    bool good = true;
    for (size_t i = 0; i < d->n_by; i++) {
        const struct field *last;
        bool found = types_follow(ts, t, d->by[i], &last);
        if (found && last && last->kind == FIELD_LIST && last->of)
            last = last->of;
        good &= fits(r, d, &parts[PART_BY], i, d->by[i], found ? last : NULL);
    }
    return good;
}

static bool link_one(const struct types *ts, const struct type *t, const struct reading *r, struct dated *d)
{
    const struct field *fields = t->fields;
    size_t n = t->n_fields;
    if (d->list.n) {
        d->group = find_field(fields, n, d->list, false);
        if (!fits(r, d, &parts[PART_LIST], 0, d->list, d->group && d->group->n_fields ? d->group : NULL))
            return false;
        fields = d->group->fields;
        n = d->group->n_fields;
    }
    bool good = link_by(ts, t, r, d);
    for (size_t i = PART_START; i < PART_TIMES; i++) {
        struct str written = *part_text(d, &parts[i]);
        const struct field *f = find_field(fields, n, written, false);
        good &= !written.n || fits(r, d, &parts[i], 0, written, f);
        if (i == PART_TITLE)
            d->title_of = f;
    }
    for (size_t i = 0; i < d->n_times; i++)
        good &= fits(r, d, &parts[PART_TIMES], i, d->times[i], find_field(fields, n, d->times[i], true));
    if (d->n_times && d->repeat.n) { /* the time zone's rules are told for the years in which events are */
        KEYS_FAULT(r, place_of(d, &parts[PART_TIMES], 0), "a calendar has either \"times\" or \"repeat\"");
        good = false;
    }
    return good;
}

void calendar_link(const struct types *ts, struct type *t, const struct reading *r)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_calendar; i++)
        if (link_one(ts, t, r, &t->calendar[i]))
            t->calendar[n++] = t->calendar[i];
    t->n_calendar = n;
}
