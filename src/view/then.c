#include "view/then.h"

#include "base/arena.h"
#include "model/reach.h"

struct then {
    struct value page, link, date, same;
};

/* What a relation adds to the page's own members. */
static const struct {
    struct str name;
    size_t at;
} own[] = {{STR_INIT("link_then"), offsetof(struct then, link)},
           {STR_INIT("then"), offsetof(struct then, date)},
           {STR_INIT("then_same"), offsetof(struct then, same)}};
enum { N_OWN = sizeof own / sizeof *own };

static bool then_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct then *t = self->obj.self;
    for (size_t i = 0; i < N_OWN; i++)
        if (str_eq(own[i].name, key->s)) {
            *out = *(const struct value *)((const char *)t + own[i].at);
            return true;
        }
    return value_member(&t->page, key, a, out);
}

static struct str then_text(const struct value *self, struct arena *a)
{
    const struct then *t = self->obj.self;
    return value_to_text(&t->page, a);
}

static struct str then_name(const struct value *self, size_t i)
{
    const struct then *t = self->obj.self;
    return i < N_OWN ? own[i].name : t->page.obj.cls->name_at(&t->page, i - N_OWN);
}

static const struct value_class then_class = {"page then", then_get, then_text, NULL, then_name};

static bool latest_day(const struct view *v, const struct page *page, struct str path, struct arena *a,
                       struct date *latest)
{
    struct reached *found;
    struct date d;
    bool any = false;
    int64_t now = v->vs->site->now;
    for (size_t i = 0, n = reach(v->vs->site, page, path, a, &found); i < n; i++) {
        const struct value *written = found[i].value;
        bool day = written && date_parse(str_trim(value_str(written)), &d);
        if (!day || settings_epoch(v->vs->site->settings, date_to_days(d), 0) > now)
            continue;
        if (!any || date_cmp(d, *latest) > 0)
            *latest = d;
        any = true;
    }
    return any;
}

/* The version of `to` that stood at the end of the day that the relation tells of. */
static const struct past_version *version_then(const struct view *v, const struct page *page,
                                               const struct field *f, const struct page *to, struct arena *a,
                                               struct date *day)
{
    if (!latest_day(v, page, f->as_of, a, day))
        return NULL;
    return past_at(to, settings_epoch(v->vs->site->settings, date_to_days(*day) + 1, 0) - 1);
}

static bool leads_to(const struct relation *r, const struct page *to)
{
    for (size_t i = 0; r->field->as_of.n && i < r->pages.n; i++)
        if (r->pages.items[i] == to)
            return true;
    return false;
}

/* Whether pages with these fields may lead to how other pages were. */
static bool may_lead(const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fields[i].as_of.n || may_lead(fields[i].fields, fields[i].n_fields) ||
            (fields[i].of && may_lead(fields[i].of, 1)))
            return true;
    return false;
}

size_t then_versions(const struct view *v, const struct page *to, struct arena *a,
                     const struct past_version ***out)
{
    const struct site *s = v->vs->site;
    size_t n = 0, cap = 0;
    struct date day;
    *out = NULL;
    for (size_t i = 0; i < s->types->n; i++) {
        const struct pages *ps = &s->by_type[i];
        bool may = may_lead(s->types->items[i].fields, s->types->items[i].n_fields);
        for (size_t k = 0; may && k < ps->n; k++)
            for (size_t r = 0; r < ps->items[k]->n_relations; r++) {
                const struct relation *rel = &ps->items[k]->relations[r];
                if (leads_to(rel, to))
                    *ARENA_PUSH(a, *out, n, cap, const struct past_version *) =
                        version_then(v, ps->items[k], rel->field, to, a, &day);
            }
    }
    return n;
}

struct value then_page(const struct view *v, const struct page *page, const struct field *f,
                       const struct page *to, struct arena *a)
{
    const struct inner *in = page_inner(to);
    struct date day;
    if (!latest_day(v, page, f->as_of, a, &day))
        return view_page(v, to);
    struct then *t = ARENA_NEW(a, struct then);
    const struct past_version *x = version_then(v, page, f, to, a, &day);
    struct str id = view_version_id(v, to, x, a);
    *t = (struct then){
        .page = view_page(v, to), .date = view_date(v, day, a), .same = value_bool(x && x == in->past)};
    t->link =
        id.n ? value_text(str_printf(a, "%.*s#%.*s", STR_F(view_link(v, in->history_page, a)), STR_F(id)))
             : value_null();
    return value_object(&then_class, t, NULL);
}
