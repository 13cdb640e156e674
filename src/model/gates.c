#include "model/gates.h"

#include "base/tr.h"
#include "model/premise.h"

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

static bool first_gate(const struct page *p, const char *const *keys, const struct settings *s,
                       struct diags *ds, int64_t *at)
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

/* ---- gates of the type ---- */

/* The day that a gate goes by, at its beginning in the site's zone (`day` days later). False: there is none. What cannot be read,
 * also a text where a group should stand, gives *readable = false: the gate is closed. */
static bool gate_day(const struct page *p, const struct settings *s, const struct gate *g, int day,
                     int64_t *at, bool *readable)
{
    const struct value *v = p->front;
    struct str name;
    struct date d;
    int second, offset;
    bool has_zone;
    *readable = true;
    for (struct str rest = g->field; rest.n && str_split(&rest, '.', &name);) {
        v = value_get(v, name);
        if (!v || v->kind == VALUE_NULL)
            return false;
        if (rest.n && v->kind != VALUE_MAP)
            return *readable = false;
    }
    if (v->kind == VALUE_TEXT && !str_trim(v->s).n)
        return false;
    if (!date_parse_moment(str_trim(value_str(v)), &d, &second, &offset, &has_zone))
        return *readable = false;
    *at = settings_epoch(s, date_to_days(d) + day, 0);
    return true;
}

static void close_page(struct page *p, const char *why)
{
    p->cleared_until = INT64_MIN;
    p->closed_why = why;
}

static void read_type_gate(struct page *p, const struct settings *s, const struct gate *g)
{
    static const char *const whys[] = {[GATE_UNTIL] = TR_MARK("no longer valid"),
                                       [GATE_WITHDRAWN] = TR_MARK("withdrawn"),
                                       [GATE_APPROVED] = TR_MARK("not approved")};
    const struct value *why;
    bool readable;
    int64_t at;
    if (!premises_hold(g->when, g->n_when, NULL, 0, NULL, p->front, &why))
        return;
    bool given = gate_day(p, s, g, g->kind == GATE_UNTIL ? 1 : 0, &at, &readable);
    if (!readable)
        close_page(p, whys[g->kind]);
    else if (g->kind == GATE_APPROVED && (!given || at > p->cleared_from)) {
        p->cleared_from = given ? at : INT64_MAX;
        p->cleared_why = whys[g->kind];
    } else if (g->kind != GATE_APPROVED && given && at < p->cleared_until) {
        p->cleared_until = at;
        p->closed_why = whys[g->kind];
    }
}

static void read_type_gates(struct page *p, const struct settings *s)
{
    p->cleared_from = INT64_MIN;
    p->cleared_until = INT64_MAX;
    for (size_t i = 0; p->type && i < p->type->n_gates; i++)
        read_type_gate(p, s, &p->type->gates[i]);
}

void gates_read(struct page *p, const struct settings *s, struct diags *ds)
{
    p->draft = is_draft(p, ds);
    p->has_publish = first_gate(p, publish_keys, s, ds, &p->publish_at);
    p->has_expires = first_gate(p, expires_keys, s, ds, &p->expires_at);
    if (p->has_expires && p->expires_at == INT64_MAX)
        p->expires_at = INT64_MIN; /* unreadable: closed */
    read_type_gates(p, s);
}

bool gates_withheld(const struct page *p, int64_t now)
{
    return now < p->cleared_from || now >= p->cleared_until;
}

bool gates_visible(const struct page *p, int64_t now, bool drafts)
{
    return gates_reason(p, now, drafts) == NULL;
}

const char *gates_reason(const struct page *p, int64_t now, bool drafts)
{
    if (p->faulty)
        return TR_MARK("faulty");
    if (p->draft && !drafts)
        return TR_MARK("draft");
    if (p->has_publish && now < p->publish_at)
        return TR_MARK("not published yet");
    if (p->has_expires && now >= p->expires_at)
        return TR_MARK("expired");
    if (now < p->cleared_from)
        return p->cleared_why;
    if (now >= p->cleared_until)
        return p->closed_why;
    return NULL;
}

static void moments_of(const struct page *p, int64_t out[4])
{
    out[0] = p->has_publish ? p->publish_at : INT64_MAX;
    out[1] = p->has_expires ? p->expires_at : INT64_MAX;
    out[2] = p->cleared_from;
    out[3] = p->cleared_until;
}

void gates_bound(const struct page *p, int64_t now, int64_t *until)
{
    int64_t moments[4];
    moments_of(p, moments);
    for (size_t i = 0; i < 4; i++)
        if (moments[i] > now && moments[i] < *until)
            *until = moments[i];
}

int64_t gates_next(const struct page *p, int64_t now, bool drafts)
{
    int64_t moments[4], next = INT64_MAX;
    moments_of(p, moments);
    bool visible = gates_visible(p, now, drafts);
    for (size_t i = 0; i < 4; i++)
        if (moments[i] > now && moments[i] < next && gates_visible(p, moments[i], drafts) != visible)
            next = moments[i];
    return next == INT64_MAX ? 0 : next;
}

int64_t gates_until(const struct page *p)
{
    if (p->history_of)
        p = p->history_of;
    int64_t expires = p->has_expires ? p->expires_at : INT64_MAX;
    return expires < p->cleared_until ? expires : p->cleared_until;
}
