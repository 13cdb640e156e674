#include "serve/glimpse.h"

#include "read/pages.h"

static bool same_front(const struct doc *x, const struct doc *y, struct arena *a)
{
    enum { DEPTH = 16 };
    struct buf one = {0}, other = {0};
    value_json(&x->front, a, false, DEPTH, &one);
    value_json(&y->front, a, false, DEPTH, &other);
    bool same = str_eq(buf_str(&one), buf_str(&other));
    buf_free(&one);
    buf_free(&other);
    return same;
}

static bool same_headings(const struct doc *x, const struct doc *y)
{
    if (x->n_headings != y->n_headings || !str_eq(x->title_heading, y->title_heading))
        return false;
    for (size_t i = 0; i < x->n_headings; i++)
        if (x->headings[i].level != y->headings[i].level || !str_eq(x->headings[i].id, y->headings[i].id))
            return false;
    return true;
}

static bool same_holes(const struct doc *x, const struct doc *y)
{
    if (x->n_holes != y->n_holes)
        return false;
    for (size_t i = 0; i < x->n_holes; i++) {
        const struct hole *h = &x->holes[i], *g = &y->holes[i];
        bool word = h->kind == HOLE_CAPITALS;
        if (h->kind != g->kind || h->inner != g->inner || h->dropped != g->dropped ||
            !str_eq(h->dest, g->dest) || (word && !str_eq(h->alt, g->alt)))
            return false;
    }
    return true;
}

static bool same_faults(const struct doc *x, const struct doc *y)
{
    if (x->diags.n != y->diags.n)
        return false;
    for (size_t i = 0; i < x->diags.n; i++)
        if (x->diags.items[i].code != y->diags.items[i].code)
            return false;
    return true;
}

bool glimpse_take(struct build *b, struct str source)
{
    struct page *p = map_get(&b->site->by_source, source);
    struct source_entry e;
    struct doc *d = NULL;
    struct diags ds = {.arena = &b->arena};
    if (!p || !p->visible || p->origin != PAGE_FILE || !source_find(b->source, p->source, &b->arena, &e))
        return false;
    e.has_blob = false; /* as it is now, not as it was listed */
    struct source_list one = {&e, 1};
    /* The workers' mapping stays: the page's text lies in it. */
    if (!pages_read(b->source, &one, 1, NULL, &b->arena, &ds, &d) || !d || ds.n != d->diags.n)
        return false;
    if (!same_front(p->doc, d, &b->arena) || !same_headings(p->doc, d) || !same_holes(p->doc, d) ||
        !same_faults(p->doc, d))
        return false;
    d->front = p->doc->front; /* relations and parts point into the one that they were made from */
    p->doc = d;
    p->words = d->words;
    return true;
}
