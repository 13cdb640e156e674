#include "model/rules.h"

#include "base/tr.h"
#include "model/holidays.h"
#include "model/period.h"
#include "model/premise.h"
#include "read/settings.h"

static const char *const weekdays[] = {
    "",
    TR_MARK("Monday"),
    TR_MARK("Tuesday"),
    TR_MARK("Wednesday"),
    TR_MARK("Thursday"),
    TR_MARK("Friday"),
    TR_MARK("Saturday"),
    TR_MARK("Sunday"),
};

bool rules_measure(enum field_kind kind, const struct value *v, struct measure *out)
{
    struct date d;
    struct period period;
    int second, offset, minutes;
    bool zone;
    struct str s = str_trim(value_str(v));
    if (kind == FIELD_DATE && date_parse_moment(s, &d, &second, &offset, &zone))
        out->from = out->to = date_to_days(d) * 86400 + second;
    else if (kind == FIELD_PERIOD && period_parse(s, &period))
        *out = (struct measure){date_to_days(period.from), date_to_days(period.to)};
    else if (kind == FIELD_TIME && date_parse_time(s, &minutes))
        out->from = out->to = minutes;
    else if (kind == FIELD_INTEGER && str_int(s, &out->from))
        out->to = out->from;
    else
        return false;
    return true;
}

static bool hold(const struct rule_place *at, const struct rule *r, const struct value **why)
{
    return premises_hold(r->when, r->n_when, at->siblings, at->n_siblings, at->here, at->page->front, why);
}

/* "because art is "billede"", "because fil is missing" */
static struct str reason(const struct rule_place *at, const struct rule *r, const struct value *why)
{
    const struct premise *c = &r->when[r->n_when - 1];
    if (!why)
        return str_printf(at->b->a, tr("%.*s is missing"), STR_F(c->field));
    if (why->kind != VALUE_TEXT || !c->n_values)
        return str_printf(at->b->a, tr("there is %.*s"), STR_F(c->field));
    return str_printf(at->b->a, tr("%.*s is \"%.*s\""), STR_F(c->field), STR_F(why->s));
}

/* required_when, wanted_when */
static void judge_missing(const struct rule_place *at, const struct field *f, const struct rule *r,
                          const struct value *v)
{
    const struct value *why;
    if (v || f->required || !hold(at, r, &why)) /* what is required anyhow is told by fields.c */
        return;
    struct str because = reason(at, r, why);
    if (r->kind == RULE_REQUIRED_WHEN)
        diag_at(at->b->ds, CODE_MISSING_KEY, at->page->source, why ? why->line : at->line,
                why ? why->col : at->col, "%.*s%.*s is missing: it is required here, because %.*s",
                STR_F(at->where), STR_F(f->name), STR_F(because));
    else
        diag_at(at->b->ds, CODE_WANTED_KEY, at->page->source, why ? why->line : at->line,
                why ? why->col : at->col, "%.*s%.*s is missing: it is wanted here, because %.*s",
                STR_F(at->where), STR_F(f->name), STR_F(because));
}

static void judge_after(const struct rule_place *at, const struct field *f, const struct rule *r,
                        const struct value *v)
{
    const struct value *other = value_get(at->here, r->first);
    struct measure x, y;
    if (!v || !other || !rules_measure(f->kind, v, &x) || !rules_measure(f->kind, other, &y) ||
        x.to >= y.from)
        return;
    RULE_TELL(at, CODE_RULE, v, "%.*s%.*s is %.*s, before %.*s (%.*s): they are the wrong way round",
              STR_F(at->where), STR_F(f->name), STR_F(v->s), STR_F(r->first), STR_F(other->s));
}

static void judge_future(const struct rule_place *at, const struct field *f, const struct rule *r,
                         const struct value *v)
{
    const struct value *why;
    struct measure m;
    if (!v || !rules_measure(f->kind, v, &m) || !hold(at, r, &why))
        return;
    int64_t last = f->kind == FIELD_DATE ? m.to / 86400 : m.to;
    if (settings_epoch(at->b->in->settings, last + 1, 0) > at->b->in->now)
        return;
    struct str because = reason(at, r, why);
    RULE_TELL(at, CODE_PAST_PLAN, v, "%.*s%.*s is %.*s, which has passed, yet %.*s: write what became of it",
              STR_F(at->where), STR_F(f->name), STR_F(v->s), STR_F(because));
}

static void judge_weekday(const struct rule_place *at, const struct field *f, const struct rule *r,
                          const struct value *v)
{
    struct measure m;
    struct str avoided = STR("");
    if (!v || !rules_measure(f->kind, v, &m))
        return;
    int day = date_weekday(date_from_days(m.from / 86400));
    if (!(r->weekdays & 1U << day))
        return;
    for (int i = 1; i <= 7; i++)
        if (r->weekdays & 1U << i)
            avoided =
                str_printf(at->b->a, "%.*s%s%s", STR_F(avoided), avoided.n ? ", " : "", tr(weekdays[i]));
    RULE_TELL(at, CODE_PLANNED_DAY, v, "%.*s%.*s is %.*s, a %s: choose another day than %.*s",
              STR_F(at->where), STR_F(f->name), STR_F(v->s), tr(weekdays[day]), STR_F(avoided));
}

static void judge_holiday(const struct rule_place *at, const struct field *f, const struct rule *r,
                          const struct value *v)
{
    struct measure m;
    (void)r;
    if (!v || !rules_measure(f->kind, v, &m))
        return;
    const char *today = holidays_name(m.from / 86400), *tomorrow = holidays_name(m.from / 86400 + 1);
    if (today)
        RULE_TELL(at, CODE_PLANNED_DAY, v, "%.*s%.*s is %.*s, %s: choose another day", STR_F(at->where),
                  STR_F(f->name), STR_F(v->s), tr(today));
    else if (tomorrow)
        RULE_TELL(at, CODE_PLANNED_DAY, v, "%.*s%.*s is %.*s, the day before %s: choose another day",
                  STR_F(at->where), STR_F(f->name), STR_F(v->s), tr(tomorrow));
}

/* By the day that is now: what was fresh at the last build may not be at the next. */
static void judge_fresh(const struct rule_place *at, const struct field *f, const struct rule *r,
                        const struct value *v)
{
    struct date day;
    if (!v || !date_parse(str_sub(str_trim(v->s), 0, 10), &day))
        return;
    int64_t today = at->b->site->today;
    struct str last = date_iso(at->b->a, date_add_months(day, r->fail));
    if (date_to_days(date_add_months(day, r->fail)) <= today)
        RULE_TELL(at, CODE_OUTDATED, v,
                  "%.*s%.*s is %.*s, %lld months ago or more: go through the page, and write the new date",
                  STR_F(at->where), STR_F(f->name), STR_F(v->s), (long long)r->fail);
    else if (date_to_days(date_add_months(day, r->warn)) <= today)
        RULE_TELL(at, CODE_AGEING, v,
                  "%.*s%.*s is %.*s: go through the page before %.*s, and write the new date",
                  STR_F(at->where), STR_F(f->name), STR_F(v->s), STR_F(last));
}

static void judge_most(const struct rule_place *at, const struct field *f, const struct rule *r,
                       const struct value *v)
{
    if (!v || v->kind != VALUE_LIST || (int64_t)v->list.n <= r->most)
        return;
    const struct value *first = &v->list.items[r->most];
    RULE_TELL(at, CODE_RULE, first,
              "%.*s%.*s has %zu items, and this is the first beyond %lld: leave some out", STR_F(at->where),
              STR_F(f->name), v->list.n, (long long)r->most);
}

void rules_judge(const struct rule_place *at, const struct field *f, const struct value *v)
{
    static void (*const judges[])(const struct rule_place *, const struct field *, const struct rule *,
                                  const struct value *) = {
        [RULE_REQUIRED_WHEN] = judge_missing,
        [RULE_WANTED_WHEN] = judge_missing,
        [RULE_AFTER] = judge_after,
        [RULE_FUTURE_WHEN] = judge_future,
        [RULE_AVOID_WEEKDAYS] = judge_weekday,
        [RULE_AVOID_HOLIDAYS] = judge_holiday,
        [RULE_FRESH] = judge_fresh,
        [RULE_ORDERED_BY] = rules_judge_ordered,
        [RULE_NO_OVERLAP] = rules_judge_overlap,
        [RULE_UNIQUE_BY] = rules_judge_unique,
        [RULE_AT_MOST] = judge_most,
        [RULE_EACH_ONCE] = rules_judge_rounds,
    };
    for (size_t i = 0; i < f->n_rules; i++)
        judges[f->rules[i].kind](at, f, &f->rules[i], v);
}
