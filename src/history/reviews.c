#include "history/reviews.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"

/* A review that was found to be of a page. */
struct match {
    uint32_t page, commit;
};

struct assigning {
    const struct commits *commits;
    const struct followed *followed;
    struct str prefix;
    struct arena *arena;
    uint32_t *place;    /* by commit: where it stands in commits.order */
    struct map by_path; /* to the first track with the path */
    const struct str *
        *at; /* by page: its path at the commit looked at; NULL: it was not there, or that is not known */
    struct match *matches; /* the oldest first */
    size_t n, cap;
};

/* The path below the site's root; false when it lies outside. */
static bool below(struct str prefix, struct str *path)
{
    if (!prefix.n)
        return true;
    bool inside = str_starts(*path, prefix) && path->n > prefix.n && path->p[prefix.n] == '/';
    *path = inside ? str_from(*path, prefix.n + 1) : *path;
    return inside;
}

/* Behind where the history is cut off a page is believed to have stood where it is last seen. */
static bool stood_there(const struct assigning *s, const struct track *t)
{
    const struct str *at = s->at[t->page];
    if (at)
        return str_eq(*at, t->path);
    return s->followed->trails[t->page].cut && !t->next_of_page;
}

static void match(struct assigning *s, const struct reviewed *r)
{
    struct str path = r->path;
    const struct track *tracks = s->followed->tracks;
    if (!below(s->prefix, &path))
        return;
    uint32_t t = (uint32_t)(uintptr_t)map_get(&s->by_path, path);
    for (; t; t = tracks[t].next_here)
        if (stood_there(s, &tracks[t]))
            *ARENA_PUSH(s->arena, s->matches, s->n, s->cap, struct match) =
                (struct match){tracks[t].page, r->commit};
}

static const uint32_t *sorting; /* places of commits, for the comparison below */

static int oldest_first(const void *x, const void *y)
{
    const struct reviewed *a = x, *b = y;
    if (a->commit != b->commit)
        return sorting[a->commit] > sorting[b->commit] ? -1 : 1;
    return str_cmp(a->path, b->path);
}

/* Both go from the oldest commit to the newest: what changed where pages stand, and what was read there. */
static void replay(struct assigning *s, struct reviewed *reviews, size_t n)
{
    const struct followed *f = s->followed;
    size_t e = f->n;
    sorting = s->place;
    qsort(reviews, n, sizeof *reviews, oldest_first);
    for (size_t i = 0; i < n; i++) {
        if (i && reviews[i].commit == reviews[i - 1].commit && str_eq(reviews[i].path, reviews[i - 1].path))
            continue;
        for (; e > 0 && s->place[f->events[e - 1].commit] >= s->place[reviews[i].commit]; e--)
            s->at[f->events[e - 1].page] = &f->events[e - 1].path;
        match(s, &reviews[i]);
    }
}

static void fill(const struct assigning *s, struct history *out)
{
    for (size_t i = 0; i < s->n; i++)
        out->records[s->matches[i].page].n_reviews++;
    for (size_t i = 0; i < out->n_records; i++) {
        out->records[i].reviews = ARENA_ARRAY(s->arena, struct touch, out->records[i].n_reviews + 1);
        out->records[i].n_reviews = 0;
    }
    for (size_t i = s->n; i-- > 0;) {
        const struct commit *c = &s->commits->items[s->matches[i].commit];
        struct record *r = &out->records[s->matches[i].page];
        r->reviews[r->n_reviews++] = (struct touch){
            .known = true, .commit = c->id, .date = c->date, .has_date = c->has_date, .author = c->author};
    }
}

void reviews_assign(const struct commits *c, const struct followed *f, struct str prefix, struct arena *a,
                    struct history *out)
{
    struct assigning s = {.commits = c, .followed = f, .prefix = prefix, .arena = a, .by_path = {.arena = a}};
    struct reviewed *reviews = ARENA_ARRAY(a, struct reviewed, c->n_reviews);
    size_t n = 0;
    for (size_t i = 0; i < c->n_reviews; i++)
        if (!c->items[c->reviews[i].commit].ignored)
            reviews[n++] = c->reviews[i];
    if (!n)
        return;
    s.place = ARENA_ARRAY(a, uint32_t, c->n);
    s.at = ARENA_ARRAY(a, const struct str *, out->n_records + 1);
    for (size_t i = 0; i < c->n; i++)
        s.place[c->order[i]] = (uint32_t)i;
    for (uint32_t t = 1; t < f->n_tracks; t++)
        map_put(&s.by_path, f->tracks[t].path,
                (void *)(uintptr_t)t); /* the last made comes first in its chain */
    replay(&s, reviews, n);
    fill(&s, out);
}
