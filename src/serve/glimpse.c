#include "serve/glimpse.h"

#include "read/old.h"
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

/* The text alone: what other pages and this one's links were made of stays as it is. */
static bool take_text(struct page *p, struct doc *d, struct arena *a)
{
    if (!p->visible || !same_front(p->inner.doc, d, a) || !same_headings(p->inner.doc, d) ||
        !same_holes(p->inner.doc, d) || !same_faults(p->inner.doc, d))
        return false;
    d->front = p->inner.doc->front; /* relations and parts point into the one that they were made from */
    p->inner.doc = d;
    p->inner.words = d->words;
    return true;
}

/* What was read of the others, and of this one now. */
static struct diags told_before(struct build *b, struct str source, const struct doc *d)
{
    struct diags out = {.arena = &b->arena};
    for (size_t i = 0; i < b->before.n; i++)
        if (!str_eq(b->before.items[i].path, source))
            *ARENA_PUSH(&b->arena, out.items, out.n, out.cap, struct diag) = b->before.items[i];
    for (size_t i = 0; i < d->diags.n; i++) {
        const struct diag *g = &d->diags.items[i];
        diag_at(&out, g->code, source, g->line, g->col, "%.*s", STR_F(g->text));
    }
    return out;
}

/* The whole model again, of docs that are there already. Where it has errors, everything is put back. */
static bool take_all(struct build *b, struct str source, const struct doc *d)
{
    const struct build was = *b;
    b->site = NULL;
    b->before = told_before(b, source, d);
    if (build_judge(b)) {
        struct arena grown = b->arena;
        site_close(b->site);
        *b = was;
        b->arena = grown;
        return false;
    }
    pictures_carry(&b->pictures, was.site, b->site, &b->arena);
    b->view.pictures = b->pictures.by_file;
    b->view.root = was.view.root;
    site_close(was.site);
    return true;
}

/* What a page says that names something which the model is given: the site itself, or the unit of those who write. */
static bool names_others(const struct build *b, const struct page *p)
{
    return (b->named && p == b->site->front) || map_get(&b->site->units, p->title) == p;
}

static struct doc *read_one(struct build *b, struct str source)
{
    struct source_entry e;
    struct doc *d = NULL;
    struct diags ds = {.arena = &b->arena};
    if (!source_find(b->source, source, &b->arena, &e))
        return NULL;
    e.has_blob = false; /* as it is now, not as it was listed */
    struct source_list one = {&e, 1};
    /* The workers' mapping stays: the page's text lies in it. */
    return pages_read(b->source, &one, 1, NULL, &b->arena, &ds, &d) && d && ds.n == d->diags.n ? d : NULL;
}

bool glimpse_take(struct build *b, struct str source)
{
    struct page *p = map_get(&b->site->by_source, source);
    struct doc *d = p && p->origin == PAGE_FILE ? read_one(b, p->source) : NULL;
    size_t i = 0;
    while (i < b->entries.n && !str_eq(b->entries.items[i].path, source))
        i++;
    if (!d || i == b->entries.n || !b->docs[i])
        return false;
    struct doc *said = b->docs[i];
    old_put(b->old, said);
    b->docs[i] = d;
    if (take_text(p, d, &b->arena) || (!names_others(b, p) && take_all(b, p->source, d)))
        return true;
    b->docs[i] = said;
    return false;
}
