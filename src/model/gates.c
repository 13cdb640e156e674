#include "model/gates.h"

/* A gate's moment: a date (its beginning in the site's zone), or a date with a time. */
static bool gate_moment(const struct page *p, struct str key, const struct settings *s, struct diags *ds,
                        int64_t *at)
{
    const struct value *v = value_get(p->front, key);
    struct date day;
    int second, offset;
    bool has_zone;
    if (!v || v->kind == VALUE_NULL)
        return false;
    if (!date_parse_moment(str_trim(value_str(v)), &day, &second, &offset, &has_zone)) {
        diag_at(ds, CODE_BAD_DATE, p->source, v->line, v->col,
                "\"%.*s\" in %.*s is no date; write it as 2026-03-01, or 2026-03-01 08:00",
                STR_F(value_str(v)), STR_F(key));
        *at = INT64_MAX; /* `publish` then never comes, and for `expires` see gates_read */
        return true;
    }
    *at = has_zone ? date_to_days(day) * 86400 + second - offset * (int64_t)60
                   : settings_epoch(s, date_to_days(day), second);
    return true;
}

/* Our keys, and Hugo's for the same: a page that is held back there must not come out here. */
static const char *const publish_keys[] = {"publish", "publishDate", "publishdate", NULL};
static const char *const expires_keys[] = {"expires", "expiryDate", "expirydate", NULL};

static bool first_gate(const struct page *p, const char *const *keys, const struct settings *s, struct diags *ds,
                       int64_t *at)
{
    for (; *keys; keys++)
        if (gate_moment(p, str_of(*keys), s, ds, at))
            return true;
    return false;
}

static bool is_draft(const struct page *p, struct diags *ds)
{
    const struct value *v = value_get(p->front, STR("draft")),
                       *published = value_get(p->front, STR("published"));
    bool b;
    if (published && value_as_bool(published, &b) && !b && !p->type)
        return true;
    if (!v || v->kind == VALUE_NULL)
        return false;
    if (value_as_bool(v, &b))
        return b;
    diag_at(ds, CODE_TYPE_ERROR, p->source, v->line, v->col, "draft is yes or no, found \"%.*s\"",
            STR_F(value_str(v)));
    return true;
}

void gates_read(struct page *p, const struct settings *s, struct diags *ds)
{
    p->draft = is_draft(p, ds);
    p->has_publish = first_gate(p, publish_keys, s, ds, &p->publish_at);
    p->has_expires = first_gate(p, expires_keys, s, ds, &p->expires_at);
    if (p->has_expires && p->expires_at == INT64_MAX)
        p->expires_at = INT64_MIN; /* unreadable: closed */
}

bool gates_visible(const struct page *p, int64_t now, bool drafts)
{
    return gates_reason(p, now, drafts) == NULL;
}

const char *gates_reason(const struct page *p, int64_t now, bool drafts)
{
    if (p->faulty)
        return "faulty";
    if (p->draft && !drafts)
        return "draft";
    if (p->has_publish && now < p->publish_at)
        return "not published yet";
    if (p->has_expires && now >= p->expires_at)
        return "expired";
    return NULL;
}

int64_t gates_next(const struct page *p, int64_t now)
{
    int64_t next = 0;
    if (p->has_publish && p->publish_at > now && p->publish_at != INT64_MAX)
        next = p->publish_at;
    if (p->has_expires && p->expires_at > now && (!next || p->expires_at < next))
        next = p->expires_at;
    return next;
}
