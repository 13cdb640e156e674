#include "model/sections.h"

#include "base/arena.h"

enum { LEVEL_FIRST = 2, LEVEL_LAST = 4, NO_END = INT32_MAX };

/* Line numbers say nothing of another text than the one that was committed. */
static const struct record *lines_of(const struct page *p)
{
    const struct inner *in = page_inner(p);
    const struct record *r = in->record;
    return r && r->has_lines && oid_eq(&r->blob, &in->doc->blob) ? r : NULL;
}

static struct line_sum top(const struct page *p, const struct record *r, uint32_t end, struct arena *a)
{
    const struct inner *in = page_inner(p);
    struct line_sum sum = record_sum_lines(r, in->doc->body_line, end, a);
    return sum.words ? sum : record_sum_lines(r, 1, in->doc->body_line, a);
}

struct sections sections_of(const struct page *p, struct arena *a)
{
    const struct doc *d = page_inner(p)->doc;
    const struct record *r = lines_of(p);
    struct sections s = {.items = ARENA_ARRAY(a, struct section, d->n_headings + 1)};
    s.n = 1;
    for (size_t i = 0; i < d->n_headings; i++)
        if (d->headings[i].level >= LEVEL_FIRST && d->headings[i].level <= LEVEL_LAST)
            s.items[s.n++].heading = &d->headings[i];
    for (size_t i = 0; i < s.n && r; i++) {
        const struct heading *h = s.items[i].heading;
        uint32_t end = i + 1 < s.n ? s.items[i + 1].heading->line : NO_END;
        s.items[i].history = h ? record_sum_lines(r, h->line, end, a) : top(p, r, end, a);
    }
    return s;
}
