#include "search/gathered.h"

#include "base/arena.h"
#include "search/list.h"

void gathered_begin(struct gathered *g, uint32_t n_terms)
{
    size_t room = (n_terms + 1) * sizeof(uint32_t);
    *g = (struct gathered){
        .n_terms = n_terms, .df = mem_alloc(room), .first = mem_alloc(room), .n = mem_alloc(room)};
}

void gathered_expect(struct gathered *g, const uint32_t *terms, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        g->first[terms[i] + 1]++;
}

static void make_room(struct gathered *g)
{
    for (uint32_t i = 0; i < g->n_terms; i++)
        g->first[i + 1] += g->first[i];
    g->pieces = mem_alloc((g->first[g->n_terms] + 1) * sizeof *g->pieces);
}

static struct piece read_head(struct varints *v, uint32_t *df)
{
    *df = varint_get(v);
    struct piece p = {.last = varint_get(v)};
    p.pages = varint_get(v);
    p.sections = varint_get(v);
    p.levels = varint_get(v);
    return p;
}

static size_t piece_size(const struct piece *p)
{
    return (size_t)p->pages + p->sections + p->levels;
}

/* The heads of n lists: where the lists begin behind them; NULL when they do not fit to the bytes. */
static const char *find_lists(struct varints heads, uint32_t n)
{
    size_t total = 0;
    for (uint32_t i = 0, df; i < n; i++) {
        struct piece p = read_head(&heads, &df);
        total += piece_size(&p);
        if (!p.pages)
            return NULL;
    }
    return heads.bad || total != heads.rest.n ? NULL : heads.rest.p;
}

bool gathered_add(struct gathered *g, const uint32_t *terms, uint32_t n, struct str bytes, uint32_t base)
{
    struct varints heads = {.rest = bytes};
    if (!g->pieces)
        make_room(g);
    const char *at = varint_get(&heads) == n ? find_lists(heads, n) : NULL;
    for (uint32_t i = 0, df; at && i < n; i++) {
        struct piece p = read_head(&heads, &df);
        p.p = at;
        p.base = base;
        at += piece_size(&p);
        g->df[terms[i]] += df;
        g->pieces[g->first[terms[i]] + g->n[terms[i]]++] = p;
    }
    return at != NULL;
}

void gathered_free(struct gathered *g)
{
    mem_release(g->df);
    mem_release(g->first);
    mem_release(g->n);
    mem_release(g->pieces);
    *g = (struct gathered){0};
}

/* ---- one term's list ---- */

void gathered_put(const struct gathered *g, uint32_t term, struct buf *out)
{
    const struct piece *all = g->pieces + g->first[term], *end = all + g->n[term];
    uint32_t last = 0;
    for (const struct piece *p = all; p < end; p++) {
        struct varints v = {.rest = str_n(p->p, p->pages)};
        varint_put(out, p->base + varint_get(&v) - last);
        buf_put(out, v.rest);
        last = p->base + p->last;
    }
    for (const struct piece *p = all; p < end; p++)
        buf_put_n(out, p->p + p->pages, p->sections);
    for (const struct piece *p = all; p < end; p++)
        buf_put_n(out, p->p + p->pages + p->sections, p->levels);
}

struct listed gathered_list(const struct gathered *g, uint32_t term)
{
    const struct piece *all = g->pieces + g->first[term];
    return (struct listed){.next = all, .end = all + g->n[term]};
}

/* What is nonsense gives short columns, and no more than there is. */
static void read_page(struct listed *l)
{
    double best = 0, all = 0;
    size_t n = 0;
    struct str sections = l->sections.rest;
    l->at.page += varint_get(&l->pages);
    for (uint32_t more = 1; more & 1 && n < l->levels.n; n++) {
        more = varint_get(&l->sections);
        double weight = list_weight((uint8_t)l->levels.p[n]);
        all += weight;
        best = weight > best ? weight : best;
    }
    l->at.sections = str_sub(sections, 0, sections.n - l->sections.rest.n);
    l->at.levels = str_sub(l->levels, 0, n);
    l->levels = str_from(l->levels, n);
    l->at.worth = list_worth(best, all);
}

bool listed_next(struct listed *l)
{
    while (!l->pages.rest.n) {
        if (l->next == l->end)
            return false;
        const struct piece *p = l->next++;
        l->pages = (struct varints){.rest = str_n(p->p, p->pages)};
        l->sections = (struct varints){.rest = str_n(p->p + p->pages, p->sections)};
        l->levels = str_n(p->p + p->pages + p->sections, p->levels);
        l->at.page = p->base;
    }
    read_page(l);
    return true;
}
