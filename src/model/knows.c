#include "model/knows.h"

#include <stdlib.h>

#include "base/arena.h"
#include "model/units.h"

enum { WHOLE = 1 << 16 };

/* Somebody to ask, while it is found out who they are. */
struct candidate {
    struct knower knower;
    uint64_t weight;
    struct str key; /* in the language's order */
};

struct tally {
    const struct site *site;
    struct arena *arena;
    struct map by_name; /* struct candidate; by address where the unit has a page */
};

/* Half for each half-life, in between in a straight line. */
static uint64_t weight_of(const struct site *s, bool known, struct moment m)
{
    int64_t days = known && moment_sane(m) ? s->today - date_to_days(moment_day(m)) : 0;
    if (days <= 0)
        return WHOLE;
    uint64_t halves = (uint64_t)days / KNOWS_HALF_DAYS, rest = (uint64_t)days % KNOWS_HALF_DAYS;
    uint64_t whole = halves < 16 ? (uint64_t)WHOLE >> halves : 0;
    return whole - whole * rest / ((uint64_t)2 * KNOWS_HALF_DAYS);
}

static void credit(struct tally *t, struct str name, const struct page *unit, uint64_t weight)
{
    struct str key = unit ? str_cat(t->arena, STR("/"), unit->url) : name;
    struct candidate *c = map_get(&t->by_name, key);
    if (!c) {
        c = ARENA_NEW(t->arena, struct candidate);
        c->knower = (struct knower){unit ? unit->title : name, unit};
        c->key = collate_key(t->site->collate, c->knower.name, t->arena);
        map_put(&t->by_name, key, c);
    }
    c->weight += weight;
}

static void credit_person(struct tally *t, uint32_t person, uint64_t weight)
{
    const struct history *h = t->site->history;
    if (person >= h->n_people)
        return;
    const struct person *who = &h->people[person];
    struct str office = people_office(t->site->people, who->name, who->email);
    struct str shown = people_listed(t->site->people, who->name, who->email);
    const struct page *unit = office.n ? units_called(t->site, office) : NULL;
    if (!unit && !office.n &&
        shown.n) /* shown by a text of which nobody said what it is: a unit's name, or a person's */
        unit = units_called(t->site, shown);
    if (unit || office.n)
        credit(t, office, unit, weight);
}

static void credit_page(struct tally *t, const struct page *p)
{
    const struct record *r = page_inner(p)->record;
    if (p->owner)
        credit(t, p->owner->title, p->owner,
               weight_of(t->site, r && r->updated.known && r->updated.has_date,
                         r ? r->updated.date : (struct moment){0}));
    for (size_t i = 0; r && i < r->n_versions; i++)
        if (!r->versions[i].ignored)
            credit_person(t, r->versions[i].author,
                          weight_of(t->site, r->versions[i].has_date, r->versions[i].date));
    for (size_t i = 0; r && i < r->n_reviews; i++)
        credit_person(t, r->reviews[i].author,
                      weight_of(t->site, r->reviews[i].has_date, r->reviews[i].date));
}

static int by_weight(const void *x, const void *y)
{
    const struct candidate *a = *(const struct candidate *const *)x, *b = *(const struct candidate *const *)y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return str_cmp(a->key, b->key);
}

static int by_name(const void *x, const void *y)
{
    const struct candidate *a = *(const struct candidate *const *)x, *b = *(const struct candidate *const *)y;
    int c = str_cmp(a->key, b->key);
    return c ? c : str_cmp(a->knower.name, b->knower.name);
}

size_t knows_who(const struct site *s, const struct pages *about, struct arena *a, struct knower **out)
{
    struct tally t = {.site = s, .arena = a, .by_name = {.arena = a}};
    for (size_t i = 0; s->settings->knows && i < about->n; i++)
        if (about->items[i]->visible)
            credit_page(&t, about->items[i]);
    const struct candidate **all = ARENA_ARRAY(a, const struct candidate *, t.by_name.n + 1);
    size_t n = 0;
    MAP_EACH (&t.by_name, e) {
        const struct candidate *c = e->value;
        if (c->weight)
            all[n++] = c;
    }
    qsort(all, n, sizeof *all, by_weight);
    n = n > KNOWS_MOST ? KNOWS_MOST : n;
    qsort(all, n, sizeof *all, by_name);
    *out = ARENA_ARRAY(a, struct knower, n + 1);
    for (size_t i = 0; i < n; i++)
        (*out)[i] = all[i]->knower;
    return n;
}

struct pages knows_pages_about(const struct page *p, struct arena *a)
{
    struct pages about = {0};
    struct map taken = {.arena = a};
    pages_add(&about, a, p);
    map_put(&taken, p->url, &about);
    for (size_t i = 0; i < p->n_inverses; i++)
        for (size_t k = 0; k < p->inverses[i].pages.n; k++) {
            const struct page *from = p->inverses[i].pages.items[k];
            if (!map_has(&taken, from->url))
                pages_add(&about, a, from);
            map_put(&taken, from->url, &about);
        }
    return about;
}

bool knows_any(const struct site *s)
{
    return s->settings->knows && (s->units.n || (s->people && s->people->shown.n && s->history->present));
}
