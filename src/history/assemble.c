#include "history/assemble.h"

#include <stdlib.h>

struct assembling {
    const struct commits *commits;
    const struct people *people;
    const struct followed *followed;
    struct arena *arena;
    uint32_t *counts; /* by person, of the page at hand; all 0 between pages */
    uint32_t *seen;   /* persons that have a count */
    size_t n_seen;
    uint32_t
        *version_of; /* by commit: its version of the page at hand, counted from 1; all 0 between pages */
};

/* Events by page, in each the newest first: starts[page] ... starts[page + 1]. One commit that touched a page under two of its paths
 * is one event. */
static const struct event **by_page(const struct assembling *s, size_t n, size_t *starts)
{
    const struct followed *f = s->followed;
    const struct event **sorted = ARENA_ARRAY(s->arena, const struct event *, f->n + 1);
    size_t *at = ARENA_ARRAY(s->arena, size_t, n + 2);
    for (size_t i = 0; i < f->n; i++)
        at[f->events[i].page + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        at[i] += at[i - 1];
    for (size_t i = 0; i < f->n; i++)
        sorted[at[f->events[i].page + 1]++] = &f->events[i];
    size_t kept = 0, i = 0;
    for (size_t page = 0; page < n; page++) {
        starts[page] = kept;
        for (; i < f->n && sorted[i]->page == page; i++)
            if (kept == starts[page] || sorted[kept - 1]->commit != sorted[i]->commit)
                sorted[kept++] = sorted[i];
    }
    starts[n] = kept;
    return sorted;
}

static struct touch touch_of(const struct commit *c)
{
    return (struct touch){
        .known = true, .commit = c->id, .date = c->date, .has_date = c->has_date, .author = c->author};
}

/* ---- contributors ---- */

static void count(struct assembling *s, uint32_t person)
{
    if (s->counts[person]++ == 0)
        s->seen[s->n_seen++] = person;
}

/* A commit counts once for a name, even when a co-author is its author under another address. */
static void count_commit(struct assembling *s, const struct commit *c)
{
    count(s, c->author);
    for (uint32_t i = 0; i < c->n_helpers; i++) {
        uint32_t who = s->commits->helpers[c->helpers + i];
        struct str name = s->people->items[who].name;
        bool again = str_eq(name, s->people->items[c->author].name);
        for (uint32_t k = 0; k < i && !again; k++)
            again = str_eq(name, s->people->items[s->commits->helpers[c->helpers + k]].name);
        if (!again)
            count(s, who);
    }
}

static const struct person *sorting; /* the people's names, for the comparison below */

static int by_commits(const void *x, const void *y)
{
    const struct contribution *a = x, *b = y;
    if (a->commits != b->commits)
        return a->commits > b->commits ? -1 : 1;
    int c = str_cmp(sorting[a->person].name, sorting[b->person].name);
    return c ? c : str_cmp(sorting[a->person].email, sorting[b->person].email);
}

void assemble_sort_people(const struct person *people, struct record *r)
{
    sorting = people;
    if (r->n_people)
        qsort(r->people, r->n_people, sizeof *r->people, by_commits);
}

static void take_people(struct assembling *s, struct record *r)
{
    r->n_people = s->n_seen;
    r->people = ARENA_ARRAY(s->arena, struct contribution, s->n_seen + 1);
    for (size_t i = 0; i < s->n_seen; i++) {
        r->people[i] = (struct contribution){s->seen[i], s->counts[s->seen[i]]};
        s->counts[s->seen[i]] = 0;
    }
    s->n_seen = 0;
    assemble_sort_people(s->people->items, r);
}

/* ---- one record ---- */

/* The oldest addition by date; one without a date only when none has. */
static bool older(const struct commit *c, const struct commit *than)
{
    if (!than || c->has_date != than->has_date)
        return !than || c->has_date;
    return !c->has_date || c->date.epoch <= than->date.epoch;
}

static void fill_record(struct assembling *s, const struct event **events, size_t n,
                        const struct trail *trail, struct record *r)
{
    const struct event *missing = s->followed->events + (trail->cut ? trail->sure : s->followed->n);
    const struct commit *first = NULL;
    r->versions = ARENA_ARRAY(s->arena, struct version, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct event *e = events[i];
        const struct commit *c = &s->commits->items[e->commit];
        r->versions[r->n_versions++] = (struct version){.commit = c->id,
                                                        .date = c->date,
                                                        .has_date = c->has_date,
                                                        .author = c->author,
                                                        .ignored = c->ignored,
                                                        .blob = e->blob,
                                                        .path = e->path,
                                                        .subject = c->subject,
                                                        .note = c->note};
        r->n_sure += e < missing;
        if (e->added && older(c, first))
            first = c;
        if (c->ignored)
            continue;
        if (!r->updated.known && !trail->open)
            r->updated = touch_of(c);
        count_commit(s, c);
    }
    take_people(s, r);
    r->complete = !trail->cut;
    if (first && r->complete)
        r->created = touch_of(first);
}

/* What is known from before comes after the versions that were found. */
static uint32_t version_here(const struct assembling *s, const struct record *r, uint32_t commit)
{
    if (commit == COMMIT_UNKNOWN)
        return LINES_UNKNOWN;
    if (commit >= ORIGIN_BEFORE)
        return (uint32_t)r->n_versions + commit - ORIGIN_BEFORE;
    return s->version_of[commit] ? s->version_of[commit] - 1 : LINES_UNKNOWN;
}

static void fill_lines(struct assembling *s, const struct event **events, const struct origins *from,
                       struct record *r)
{
    r->has_lines = from->known;
    r->blob = from->blob;
    r->spent = from->spent;
    r->n_lines = from->n;
    r->lines = ARENA_ARRAY(s->arena, struct line_run, from->n + 1);
    for (size_t i = 0; i < r->n_versions; i++)
        s->version_of[events[i]->commit] = (uint32_t)i + 1;
    for (size_t i = 0; i < from->n; i++) {
        const struct origin *o = &from->items[i];
        r->lines[i] = (struct line_run){o->lines, version_here(s, r, o->commit), o->blank};
    }
    for (size_t i = 0; i < r->n_versions; i++)
        s->version_of[events[i]->commit] = 0;
}

static void fill_former(struct assembling *s, uint32_t track, struct str present, struct record *r)
{
    const struct track *tracks = s->followed->tracks;
    size_t n = 0;
    for (uint32_t t = track; t; t = tracks[t].next_of_page)
        n++;
    r->former = ARENA_ARRAY(s->arena, struct str, n + 1);
    for (uint32_t t = track; t; t = tracks[t].next_of_page)
        if (!str_eq(tracks[t].path, present))
            r->former[r->n_former++] = tracks[t].path;
}

void assemble_records(const struct commits *c, const struct people *people, const struct followed *f,
                      const struct origins *origins, const struct str *paths, size_t n, struct arena *a,
                      struct history *out)
{
    struct assembling s = {.commits = c, .people = people, .followed = f, .arena = a};
    s.counts = ARENA_ARRAY(a, uint32_t, people->n + 1);
    s.seen = ARENA_ARRAY(a, uint32_t, people->n + 1);
    s.version_of = ARENA_ARRAY(a, uint32_t, c->n + 1);
    size_t *starts = ARENA_ARRAY(a, size_t, n + 1);
    const struct event **events = by_page(&s, n, starts);
    out->people = people->items;
    out->n_people = people->n;
    out->unread = f->unread;
    out->records = ARENA_ARRAY(a, struct record, n + 1);
    out->n_records = n;
    out->removed = f->removals.items;
    out->n_removed = f->removals.n;
    for (size_t i = 0; i < n; i++) {
        struct record *r = &out->records[i];
        fill_record(&s, events + starts[i], starts[i + 1] - starts[i], &f->trails[i], r);
        fill_lines(&s, events + starts[i], &origins[i], r);
        fill_former(&s, f->trails[i].tracks, paths[i], r);
    }
}
