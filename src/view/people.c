#include "view/people.h"

#include "base/arena.h"

static struct str shown(const struct view *v, uint32_t person)
{
    const struct site *s = v->vs->site;
    if (person >= s->history->n_people)
        return STR("");
    const struct person *p = &s->history->people[person];
    return people_shown(s->people, s->settings, p->name, p->email);
}

struct value people_touch(const struct view *v, const struct touch *t, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    if (!t->known)
        return value_null();
    struct str author = shown(v, t->author);
    value_map_add(&m, a, STR("date"), t->has_date ? view_moment(v, t->date, a) : value_null());
    value_map_add(&m, a, STR("author"), author.n ? value_text(author) : value_null());
    value_map_add(&m, a, STR("commit"), value_text(hash_hex(a, t->commit.b, sizeof t->commit.b)));
    return m;
}

/* How much of something is whose, by the names that are shown, in the order they came. */
struct tally {
    struct str *names;
    int64_t *counts;
    size_t n;
};

static struct tally tally_new(size_t n, struct arena *a)
{
    return (struct tally){.names = ARENA_ARRAY(a, struct str, n), .counts = ARENA_ARRAY(a, int64_t, n)};
}

static void tally_add(struct tally *t, struct str name, int64_t count)
{
    size_t k = 0;
    while (k < t->n && !str_eq(t->names[k], name))
        k++;
    if (!name.n)
        return;
    if (k == t->n)
        t->names[t->n++] = name;
    t->counts[k] += count;
}

static struct value tally_list(const struct tally *t, struct str what, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, t->n);
    for (size_t i = 0; i < t->n; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("name"), value_text(t->names[i]));
        value_map_add(&items[i], a, what, value_int(t->counts[i]));
    }
    return value_list(items, t->n);
}

struct value people_contributors(const struct view *v, const struct record *r, struct arena *a)
{
    struct tally t = tally_new(r->n_people, a);
    for (size_t i = 0; i < r->n_people; i++)
        tally_add(&t, shown(v, r->people[i].person), r->people[i].commits);
    return tally_list(&t, STR("commits"), a);
}

struct value people_shares(const struct view *v, const struct line_sum *s, struct arena *a)
{
    struct tally t = tally_new(s->n_people, a);
    for (size_t i = 0; i < s->n_people; i++)
        tally_add(&t, shown(v, s->people[i].person), s->people[i].lines);
    return tally_list(&t, STR("lines"), a);
}
