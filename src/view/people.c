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

struct value people_contributors(const struct view *v, const struct record *r, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, r->n_people);
    struct str *names = ARENA_ARRAY(a, struct str, r->n_people);
    int64_t *commits = ARENA_ARRAY(a, int64_t, r->n_people);
    size_t n = 0;
    for (size_t i = 0; i < r->n_people; i++) {
        struct str name = shown(v, r->people[i].person);
        size_t k = 0;
        while (k < n && !str_eq(names[k], name))
            k++;
        if (!name.n)
            continue;
        if (k == n)
            names[n++] = name;
        commits[k] += r->people[i].commits;
    }
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("name"), value_text(names[i]));
        value_map_add(&items[i], a, STR("commits"), value_int(commits[i]));
    }
    return value_list(items, n);
}
