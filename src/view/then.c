#include "view/then.h"

#include "base/arena.h"
#include "model/reach.h"

struct then {
    struct value page, link, date;
};

static bool then_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct then *t = self->obj.self;
    if (!str_eq(key->s, STR("link_then")) && !str_eq(key->s, STR("then")))
        return value_member(&t->page, key, a, out);
    *out = str_eq(key->s, STR("then")) ? t->date : t->link;
    return true;
}

static struct str then_text(const struct value *self, struct arena *a)
{
    const struct then *t = self->obj.self;
    return value_to_text(&t->page, a);
}

static struct str then_name(const struct value *self, size_t i)
{
    static const struct str own[] = {STR_INIT("link_then"), STR_INIT("then")};
    enum { N_OWN = sizeof own / sizeof *own };
    const struct then *t = self->obj.self;
    return i < N_OWN ? own[i] : t->page.obj.cls->name_at(&t->page, i - N_OWN);
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

struct value then_page(const struct view *v, const struct page *page, const struct field *f,
                       const struct page *to, struct arena *a)
{
    struct date day;
    if (!latest_day(v, page, f->as_of, a, &day))
        return view_page(v, to);
    struct then *t = ARENA_NEW(a, struct then);
    int64_t end = settings_epoch(v->vs->site->settings, date_to_days(day) + 1, 0) - 1;
    struct str id = view_version_id(to, past_at(to, end), a);
    *t = (struct then){.page = view_page(v, to), .date = view_date(v, day, a)};
    t->link =
        id.n ? value_text(str_printf(a, "%.*s#%.*s", STR_F(view_link(v, to->history_page, a)), STR_F(id)))
             : value_null();
    return value_object(&then_class, t, NULL);
}
