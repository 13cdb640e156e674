#include <stdlib.h>

#include "model/reach.h"
#include "model/rules.h"

enum { MOST_MISSING = 20 }; /* meetings of each_once that are told as missing */

/* An item's value and what it measures. */
struct entry {
    const struct value *value;
    struct measure at;
    size_t item; /* 1-based */
};

static const struct field *field_of(const struct field *list, struct str name)
{
    return rules_field(list->fields, list->n_fields, name, true);
}

void rules_judge_ordered(const struct rule_place *at, const struct field *f, const struct rule *r,
                         const struct value *v)
{
    const struct field *by = field_of(f, r->first);
    struct entry last = {0};
    for (size_t i = 0; by && v && v->kind == VALUE_LIST && i < v->list.n; i++) {
        struct entry e = {.value = value_get(&v->list.items[i], r->first), .item = i + 1};
        if (!e.value || !rules_measure(by->kind, e.value, &e.at))
            continue;
        if (last.value && e.at.from < last.at.from)
            RULE_TELL(at, CODE_RULE, e.value,
                      "%.*s%.*s[%zu].%.*s is %.*s, before %.*s of item %zu: put the items in their order",
                      STR_F(at->where), STR_F(f->name), e.item, STR_F(r->first), STR_F(e.value->s),
                      STR_F(last.value->s), last.item);
        last = e;
    }
}

/* An item from its `first` to its `second`. */
struct span {
    struct entry from, to;
};

static int by_beginning(const void *x, const void *y)
{
    const struct span *a = x, *b = y;
    if (a->from.at.from != b->from.at.from)
        return a->from.at.from < b->from.at.from ? -1 : 1;
    return a->from.item < b->from.item ? -1 : a->from.item > b->from.item;
}

/* The items that have a beginning and an end, by their beginning; one that ends before it begins is told. */
static size_t spans_of(const struct rule_place *at, const struct field *f, const struct rule *r,
                       const struct value *v, struct span *spans)
{
    const struct field *from = field_of(f, r->first), *to = field_of(f, r->second);
    size_t n = 0;
    for (size_t i = 0; from && to && i < v->list.n; i++) {
        struct span s = {.from = {.value = value_get(&v->list.items[i], r->first), .item = i + 1},
                         .to = {.value = value_get(&v->list.items[i], r->second), .item = i + 1}};
        if (!s.from.value || !rules_measure(from->kind, s.from.value, &s.from.at))
            continue;
        if (!s.to.value || !rules_measure(to->kind, s.to.value, &s.to.at))
            s.to = s.from; /* no end is known: a moment */
        if (s.to.at.to < s.from.at.from)
            RULE_TELL(at, CODE_RULE, s.to.value, "%.*s%.*s[%zu].%.*s is %.*s, before %.*s (%.*s)",
                      STR_F(at->where), STR_F(f->name), i + 1, STR_F(r->second), STR_F(s.to.value->s),
                      STR_F(r->first), STR_F(s.from.value->s));
        else
            spans[n++] = s;
    }
    qsort(spans, n, sizeof *spans, by_beginning);
    return n;
}

/* Times may touch: 8:15-9:00 and 9:00-10:00. Days may not: the last day of one is not the first of the next. */
static bool overlap(const struct span *a, const struct span *b, enum field_kind kind)
{
    return kind == FIELD_PERIOD ? b->from.at.from <= a->to.at.to : b->from.at.from < a->to.at.to;
}

void rules_judge_overlap(const struct rule_place *at, const struct field *f, const struct rule *r,
                         const struct value *v)
{
    if (!v || v->kind != VALUE_LIST)
        return;
    struct span *spans = ARENA_ARRAY(at->b->a, struct span, v->list.n);
    size_t n = spans_of(at, f, r, v, spans);
    const struct field *from = field_of(f, r->first);
    const struct span *longest = spans;
    for (size_t i = 1; i < n; i++) {
        const struct span *s = &spans[i];
        if (overlap(longest, s, from->kind))
            RULE_TELL(at, CODE_RULE, s->from.value,
                      "%.*s%.*s[%zu] begins (%.*s) before item %zu has ended (%.*s): change one of them",
                      STR_F(at->where), STR_F(f->name), s->from.item, STR_F(s->from.value->s),
                      longest->from.item, STR_F(longest->to.value->s));
        if (s->to.at.to > longest->to.at.to)
            longest = s;
    }
}

void rules_judge_unique(const struct rule_place *at, const struct field *f, const struct rule *r,
                        const struct value *v)
{
    struct map seen = {.arena = at->b->a};
    for (size_t i = 0; v && v->kind == VALUE_LIST && i < v->list.n; i++) {
        const struct value *x = value_get(&v->list.items[i], r->first);
        struct str text = str_trim(value_str(x));
        const struct value *before = text.n ? map_get(&seen, text) : NULL;
        if (before)
            RULE_TELL(at, CODE_RULE, x,
                      "%.*s%.*s[%zu].%.*s is \"%.*s\", which stands in line %u already: give each its own",
                      STR_F(at->where), STR_F(f->name), i + 1, STR_F(r->first), STR_F(text), before->line);
        else if (text.n)
            map_put(&seen, text, (void *)(uintptr_t)x);
    }
}

/* ---- each_once ---- */

struct rotation {
    const struct rule_place *at;
    const struct field *list;
    const struct rule *rule;
    struct str who, where; /* names in a place: "gruppe", "station" */
    struct map met;        /* "who\nwhere" -> the value where it was said */
    struct map busy;       /* who -> its value, in this round */
};

static struct str meeting(struct rotation *t, struct str who, struct str where)
{
    return str_printf(t->at->b->a, "%.*s\n%.*s", STR_F(who), STR_F(where));
}

static void meet(struct rotation *t, const struct value *place)
{
    const struct value *a = value_get(place, t->who), *b = value_get(place, t->where);
    struct str who = str_trim(value_str(a)), where = str_trim(value_str(b));
    if (!who.n || !where.n)
        return;
    struct str key = meeting(t, who, where);
    const struct value *before = map_get(&t->met, key), *here = map_get(&t->busy, who);
    if (before)
        RULE_TELL(t->at, CODE_RULE, a,
                  "%.*s \"%.*s\" is at %.*s \"%.*s\" in line %u already: each comes there once",
                  STR_F(t->who), STR_F(who), STR_F(t->where), STR_F(where), before->line);
    else if (here)
        RULE_TELL(t->at, CODE_RULE, a, "%.*s \"%.*s\" is at two places in one round: the other is in line %u",
                  STR_F(t->who), STR_F(who), here->line);
    if (!before)
        map_put(&t->met, key, (void *)(uintptr_t)a);
    map_put(&t->busy, who, (void *)(uintptr_t)a);
}

static void tell_missing(struct rotation *t, const struct value *v)
{
    const struct field *a = field_of(t->list, t->rule->first), *b = field_of(t->list, t->rule->second);
    struct str *who, *where;
    size_t n = reach_choices(t->at->b->site, t->at->page, a, t->at->b->a, &who),
           m = reach_choices(t->at->b->site, t->at->page, b, t->at->b->a, &where), told = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m && told < MOST_MISSING; k++) {
            if (map_has(&t->met, meeting(t, who[i], where[k])))
                continue;
            RULE_TELL(t->at, CODE_RULE, v,
                      "%.*s \"%.*s\" never comes to %.*s \"%.*s\": give it a round there", STR_F(t->who),
                      STR_F(who[i]), STR_F(t->where), STR_F(where[k]));
            told++;
        }
}

void rules_judge_rounds(const struct rule_place *at, const struct field *f, const struct rule *r,
                        const struct value *v)
{
    size_t dot = str_rfind(r->first, '.');
    struct str inner = dot == STR_NONE ? STR("") : str_sub(r->first, 0, dot);
    struct rotation t = {at, f, r, r->first, r->second, {.arena = at->b->a}, {.arena = at->b->a}};
    if (inner.n) {
        t.who = str_from(r->first, dot + 1);
        t.where = str_from(r->second, dot + 1);
    }
    if (!v || v->kind != VALUE_LIST)
        return;
    for (size_t i = 0; i < v->list.n; i++) {
        const struct value *round = &v->list.items[i], *places = inner.n ? value_get(round, inner) : round;
        t.busy = (struct map){.arena = at->b->a};
        if (places && places->kind == VALUE_LIST)
            for (size_t k = 0; k < places->list.n; k++)
                meet(&t, &places->list.items[k]);
        else if (places)
            meet(&t, places);
    }
    tell_missing(&t, v);
}
