#include "search/postings.h"

#include <math.h>

#include "base/arena.h"
#include "search/list.h"

/* What a word weighs by its place: more in a short field than in a long one. The averages are constants, so that a page's weights
 * never change because another page did. */
static const struct {
    double weight, b, average;
} title = {6, .3, 6}, heading = {3, .3, 4}, body = {1, .75, 110}, beside = {1.5, 0, 1};

static const double CODE = 0.06, PART = 0.45, SATURATION = 1.2, IN_HEAD = 1.15, PART_ONLY = 0.9;
static const double HIGHEST = 74; /* so that the best page's titles are just within the levels */

/* A page of more sections, such as one with examples of everything, says less about each of them. */
enum { MANY_SECTIONS = 12 };
enum { LISTS_BYTES = 64 * 1024 * 1024 }; /* in hand at a time */

struct weight_cell { /* a term in a section */
    uint32_t section, next;
    double direct, part;
    bool head;
};

struct weighed {
    uint32_t term, first, cursor; /* cells by section; the one that was touched last */
};

void postings_begin(struct postings *p, uint32_t n_terms)
{
    *p = (struct postings){.n_terms = n_terms};
    size_t room = (n_terms + 1) * sizeof(uint32_t);
    p->last_page = mem_alloc(room);
    p->df = mem_alloc(room);
    p->bytes = mem_alloc(room);
    p->local = mem_alloc(room);
    memset(p->local, 0xff, room);
    spill_begin(&p->log);
}

/* ---- one page ---- */

static struct weighed *here(struct postings *p, uint32_t term)
{
    if (p->local[term] == TABLE_NONE) {
        if (p->n_here == p->cap_here) {
            p->cap_here = p->cap_here ? p->cap_here * 2 : 1024;
            p->terms = mem_resize(p->terms, p->cap_here * sizeof *p->terms);
        }
        p->local[term] = p->n_here;
        p->terms[p->n_here++] = (struct weighed){term, TABLE_NONE, TABLE_NONE};
    }
    return &p->terms[p->local[term]];
}

static uint32_t new_cell(struct postings *p, uint32_t section, uint32_t next)
{
    if (p->n_cells == p->cap_cells) {
        p->cap_cells = p->cap_cells ? p->cap_cells * 2 : 1024;
        p->cells = mem_resize(p->cells, p->cap_cells * sizeof *p->cells);
    }
    p->cells[p->n_cells] = (struct weight_cell){.section = section, .next = next};
    return p->n_cells++;
}

/* The term's cell for a section, made where there is none. Occurrences of a form come by section, so the search goes on where it was. */
static struct weight_cell *cell_of(struct postings *p, struct weighed *w, uint32_t section)
{
    uint32_t before = w->cursor;
    if (before != TABLE_NONE && p->cells[before].section > section)
        before = TABLE_NONE;
    uint32_t at = before == TABLE_NONE ? w->first : before;
    while (at != TABLE_NONE && p->cells[at].section < section) {
        before = at;
        at = p->cells[at].next;
    }
    if (at == TABLE_NONE || p->cells[at].section != section) {
        at = new_cell(p, section, at);
        if (before == TABLE_NONE)
            w->first = at;
        else
            p->cells[before].next = at;
    }
    w->cursor = at;
    return &p->cells[at];
}

static double place_weight(const struct counts *c, const struct occurrence *o)
{
    double head = c->lengths[o->section].head, text = c->lengths[o->section].text;
    double share = c->n_sections > MANY_SECTIONS ? (double)MANY_SECTIONS / c->n_sections : 1;
    if (o->place == PLACE_BESIDE)
        return beside.weight;
    if (o->place == PLACE_TEXT || o->place == PLACE_CODE)
        return share * (o->place == PLACE_CODE ? CODE : body.weight) /
               (1 - body.b + body.b * text / body.average);
    return o->section ? share * heading.weight / (1 - heading.b + heading.b * head / heading.average)
                      : title.weight / (1 - title.b + title.b * head / title.average);
}

static void add_occurrence(struct postings *p, const struct hit *hits, uint32_t n, const struct occurrence *o,
                           double weight)
{
    for (uint32_t i = 0; i < n; i++) {
        struct weight_cell *c = cell_of(p, here(p, hits[i].term), o->section);
        if (o->part || hits[i].part)
            c->part += weight * hits[i].weight;
        else
            c->direct += weight;
        c->head |= o->place == PLACE_HEAD;
    }
}

static uint8_t cell_byte(const struct weight_cell *c, double standing)
{
    double tf = c->direct + PART * c->part, kind = (c->head ? IN_HEAD : 1) * (c->direct > 0 ? 1 : PART_ONLY);
    return (uint8_t)(list_level(HIGHEST * tf / (tf + SATURATION) * kind * standing) |
                     (c->direct > 0 ? 0 : LIST_PART));
}

static void log_term(struct postings *p, const struct weighed *w, uint32_t page, double standing)
{
    buf_clear(&p->entry);
    varint_put(&p->entry, page - p->last_page[w->term]);
    for (uint32_t i = w->first; i != TABLE_NONE; i = p->cells[i].next) {
        varint_put(&p->entry, p->cells[i].section * 2 + (p->cells[i].next != TABLE_NONE));
        buf_char(&p->entry, (char)cell_byte(&p->cells[i], standing));
    }
    p->last_page[w->term] = page;
    p->df[w->term]++;
    p->bytes[w->term] += (uint32_t)p->entry.n;
    varint_put(&p->record, w->term);
    varint_put_str(&p->record, buf_str(&p->entry));
}

void postings_page(struct postings *p, uint32_t page, double standing, const struct terms *t,
                   struct counts *counts)
{
    uint32_t form;
    p->n_here = p->n_cells = 0;
    buf_clear(&p->record);
    for (uint32_t n; counts_next_id(counts, &form, &n);) {
        uint32_t n_hits;
        const struct hit *hits = terms_hits(t, form, &n_hits);
        for (; n; n--) {
            struct occurrence o = counts_occurrence(counts);
            add_occurrence(p, hits, n_hits, &o, o.count * place_weight(counts, &o));
        }
    }
    for (uint32_t i = 0; i < p->n_here; i++) {
        log_term(p, &p->terms[i], page, standing);
        p->local[p->terms[i].term] = TABLE_NONE;
    }
    spill_put(&p->log, buf_str(&p->record));
}

/* ---- by term ---- */

void postings_settle(struct postings *p, const uint32_t *order, uint32_t n)
{
    p->order = order;
    p->n_order = n;
    p->at = mem_alloc((p->n_terms + 1) * sizeof *p->at);
}

/* Takes from the log what belongs to the terms in hand, whose places are known. */
static void gather(struct postings *p)
{
    spill_rewind(&p->log);
    while (spill_next(&p->log, &p->record)) {
        struct varints v = {.rest = buf_str(&p->record)};
        while (v.rest.n) {
            uint32_t term = varint_get(&v);
            struct str bytes = varint_get_str(&v);
            if (p->at[term] == STR_NONE)
                continue;
            memcpy(p->lists.p + p->at[term], bytes.p, bytes.n);
            p->at[term] += bytes.n;
        }
    }
}

/* As many lists from the i-th on as may be in hand at a time. */
static void load_lists(struct postings *p, uint32_t i)
{
    size_t total = 0;
    for (uint32_t k = 0; k < p->n_terms; k++)
        p->at[k] = STR_NONE;
    for (p->from = p->to = i; p->to < p->n_order; p->to++) {
        uint32_t term = p->order[p->to];
        if (total && total + p->bytes[term] > LISTS_BYTES)
            break;
        p->at[term] = total;
        total += p->bytes[term];
    }
    buf_clear(&p->lists);
    buf_reserve(&p->lists, total);
    p->lists.n = total;
    gather(p);
    for (uint32_t k = p->from; k < p->to; k++)
        p->at[p->order[k]] -= p->bytes[p->order[k]];
}

struct str postings_list(struct postings *p, uint32_t i)
{
    if (i < p->from || i >= p->to)
        load_lists(p, i);
    uint32_t term = p->order[i];
    return p->log.failed ? STR("") : str_n(p->lists.p + p->at[term], p->bytes[term]);
}

bool postings_failed(const struct postings *p)
{
    return p->log.failed;
}

void postings_free(struct postings *p)
{
    spill_free(&p->log);
    buf_free(&p->lists);
    buf_free(&p->entry);
    buf_free(&p->record);
    mem_release(p->last_page);
    mem_release(p->df);
    mem_release(p->bytes);
    mem_release(p->local);
    mem_release(p->at);
    mem_release(p->terms);
    mem_release(p->cells);
    *p = (struct postings){0};
}
