#include "render/listed.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"

bool listed_has(const struct page *p)
{
    return p->visible && !p->faulty && p->origin == PAGE_FILE;
}

struct str listed_address(const struct site *s, struct str url, struct arena *a)
{
    struct buf b = {0};
    escape_url(&b, s->settings->base_url);
    escape_url_path(&b, url);
    if (!b.n)
        buf_put(&b, STR("./"));
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

struct str listed_base_path(const struct settings *s)
{
    size_t at = str_find_str(s->base_url, STR("://"));
    struct str rest = at == STR_NONE ? STR("") : str_from(s->base_url, at + 3);
    size_t slash = str_find(rest, '/');
    return slash == STR_NONE ? STR("/") : str_from(rest, slash);
}

struct str listed_author(const struct site *s, const struct touch *t)
{
    const struct history *h = s->history;
    if (!t->known || !h || t->author >= h->n_people)
        return STR("");
    return people_shown(s->people, s->settings, h->people[t->author].name, h->people[t->author].email);
}

static bool touched(const struct touch *t, struct moment *out)
{
    *out = t->date;
    return t->known && t->has_date && moment_sane(t->date);
}

bool listed_created(const struct page *p, struct moment *out)
{
    const struct inner *in = page_inner(p);
    return in->record && touched(&in->record->created, out);
}

bool listed_changed(const struct site *s, const struct page *p, struct moment *out)
{
    const struct inner *in = page_inner(p);
    struct date day;
    int second, offset;
    bool zoned;
    if (in->record && touched(&in->record->updated, out))
        return true;
    struct str written = str_trim(value_str(value_get(p->front, STR("date"))));
    if (!date_parse_moment(written, &day, &second, &offset, &zoned))
        return false;
    int64_t days = date_to_days(day);
    out->epoch =
        zoned ? days * 86400 + second - offset * (int64_t)60 : settings_epoch(s->settings, days, second);
    out->offset = zoned ? offset : settings_offset(s->settings, out->epoch);
    return moment_sane(*out);
}

struct moment listed_content_time(const struct site *s)
{
    const struct history *h = s->history;
    return h && h->present && h->has_commit_date && moment_sane(h->commit_date) ? h->commit_date
                                                                                : (struct moment){0};
}
