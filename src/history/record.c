#include "history/record.h"

#include <stdlib.h>

#include "base/arena.h"

static void add_share(struct line_sum *sum, uint32_t person, uint32_t lines)
{
    size_t i = 0;
    while (i < sum->n_people && sum->people[i].person != person)
        i++;
    if (i == sum->n_people)
        sum->people[sum->n_people++].person = person;
    sum->people[i].lines += lines;
}

static int most_lines(const void *x, const void *y)
{
    const struct line_share *a = x, *b = y;
    if (a->lines != b->lines)
        return a->lines > b->lines ? -1 : 1;
    return a->person < b->person ? -1 : a->person > b->person;
}

/* How many of a run's lines lie in [first, end); at: the number of the run's first. */
static uint32_t inside(const struct line_run *run, uint32_t at, uint32_t first, uint32_t end)
{
    uint32_t from = at > first ? at : first, to = at + run->lines < end ? at + run->lines : end;
    return from < to ? to - from : 0;
}

struct line_sum record_sum_lines(const struct record *r, uint32_t first, uint32_t end, struct arena *a)
{
    struct line_sum sum = {.people = ARENA_ARRAY(a, struct line_share, r->n_lines + 1)};
    uint32_t at = 1, newest = LINES_UNKNOWN;
    bool unknown = false;
    for (size_t i = 0; i < r->n_lines; at += r->lines[i++].lines) {
        const struct line_run *run = &r->lines[i];
        uint32_t n = inside(run, at, first, end);
        if (!n || run->blank)
            continue;
        sum.words = true;
        unknown = unknown || run->version == LINES_UNKNOWN;
        if (run->version == LINES_UNKNOWN || r->versions[run->version].ignored)
            continue;
        newest = run->version < newest ? run->version : newest;
        add_share(&sum, r->versions[run->version].author, n);
    }
    if (newest != LINES_UNKNOWN && (!unknown || newest < r->n_sure)) {
        const struct version *v = &r->versions[newest];
        sum.newest = (struct touch){.known = true,
                                    .commit = v->commit,
                                    .date = v->date,
                                    .has_date = v->has_date,
                                    .author = v->author};
    }
    if (sum.n_people)
        qsort(sum.people, sum.n_people, sizeof *sum.people, most_lines);
    return sum;
}
