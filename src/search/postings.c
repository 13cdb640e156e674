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

struct weight_cell { /* a term in a section */
    uint32_t section, next;
    double direct, part;
    bool head;
};

struct posted { /* a term in the lot */
    uint32_t term, df;
    uint32_t last;          /* page of the lot that has it */
    uint32_t first, cursor; /* of the page in hand: cells by section; the one that was touched last */
    uint32_t pages, sections, levels;        /* bytes of the list's columns */
    size_t at_pages, at_sections, at_levels; /* where the next goes, in what comes out */
};

/* ---- the terms of a lot ---- */

static void number_terms(struct postings *p, const struct terms *t, const uint32_t *forms, uint32_t n)
{
    for (uint32_t i = 0; i < p->n; i++)
        p->number[p->terms[i].term] = TABLE_NONE;
    if (p->n_number < t->keys.n) {
        p->number = mem_resize(p->number, t->keys.n * sizeof *p->number);
        memset(p->number + p->n_number, 0xff, (t->keys.n - p->n_number) * sizeof *p->number);
        p->n_number = t->keys.n;
    }
    p->n = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t n_hits;
        const struct hit *hits = terms_hits(t, forms[i], &n_hits);
        for (uint32_t k = 0; k < n_hits; k++) {
            if (p->number[hits[k].term] != TABLE_NONE)
                continue;
            if (p->n == p->cap) {
                p->cap = p->cap ? p->cap * 2 : 1024;
                p->terms = mem_resize(p->terms, p->cap * sizeof *p->terms);
                p->here = mem_resize(p->here, p->cap * sizeof *p->here);
            }
            p->number[hits[k].term] = p->n;
            p->terms[p->n++] =
                (struct posted){.term = hits[k].term, .first = TABLE_NONE, .cursor = TABLE_NONE};
        }
    }
}

const uint32_t *postings_terms(struct postings *p, const struct terms *t, const uint32_t *forms, uint32_t n,
                               struct arena *a, uint32_t *n_terms)
{
    number_terms(p, t, forms, n);
    uint32_t *terms = ARENA_ARRAY(a, uint32_t, p->n);
    for (uint32_t i = 0; i < p->n; i++)
        terms[i] = p->terms[i].term;
    *n_terms = p->n;
    return terms;
}

/* ---- one page ---- */

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
static struct weight_cell *cell_of(struct postings *p, uint32_t number, uint32_t section)
{
    struct posted *w = &p->terms[number];
    if (w->first == TABLE_NONE)
        p->here[p->n_here++] = number;
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
        struct weight_cell *c = cell_of(p, p->number[hits[i].term], o->section);
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

static void log_term(struct postings *p, uint32_t number, uint32_t page, double standing)
{
    struct posted *w = &p->terms[number];
    buf_clear(&p->sections);
    buf_clear(&p->levels);
    for (uint32_t i = w->first; i != TABLE_NONE; i = p->cells[i].next) {
        varint_put(&p->sections, p->cells[i].section * 2 + (p->cells[i].next != TABLE_NONE));
        buf_char(&p->levels, (char)cell_byte(&p->cells[i], standing));
    }
    varint_put(&p->log, number);
    size_t before = p->log.n;
    varint_put(&p->log, page - w->last);
    w->pages += (uint32_t)(p->log.n - before);
    w->sections += (uint32_t)p->sections.n;
    w->levels += (uint32_t)p->levels.n;
    varint_put_str(&p->log, buf_str(&p->sections));
    varint_put_str(&p->log, buf_str(&p->levels));
    w->last = page;
    w->df++;
    w->first = w->cursor = TABLE_NONE;
}

/* false: what was counted is nonsense. */
static bool post_page(struct postings *p, const struct lot_posting *in, uint32_t page, struct varints *rest,
                      struct arena *a)
{
    struct counts c;
    struct occurrence o;
    uint32_t n_hits;
    p->n_here = p->n_cells = 0;
    if (!counts_begin(&c, rest, a))
        return false;
    for (uint32_t form; counts_next(&c, &form);) {
        if (form >= in->n_forms)
            return false;
        const struct hit *hits = terms_hits(in->terms, in->forms[form], &n_hits);
        while (counts_occurrence(&c, &o))
            add_occurrence(p, hits, n_hits, &o, o.count * place_weight(&c, &o));
    }
    for (uint32_t i = 0; i < p->n_here; i++)
        log_term(p, p->here[i], page, in->standing[page]);
    return !rest->bad;
}

/* ---- by term ---- */

static void put_at(struct buf *out, size_t *at, struct str bytes)
{
    memcpy(out->p + *at, bytes.p, bytes.n);
    *at += bytes.n;
}

/* From the log, which is by page. */
static void put_lists(struct postings *p, struct buf *out)
{
    size_t end = out->n;
    for (uint32_t i = 0; i < p->n; i++) {
        struct posted *w = &p->terms[i];
        w->at_pages = end;
        w->at_sections = w->at_pages + w->pages;
        w->at_levels = w->at_sections + w->sections;
        end = w->at_levels + w->levels;
    }
    buf_reserve(out, end - out->n);
    out->n = end;
    struct varints log = {.rest = buf_str(&p->log)};
    while (log.rest.n) {
        struct posted *w = &p->terms[varint_get(&log)];
        struct str page = log.rest;
        varint_get(&log);
        put_at(out, &w->at_pages, str_sub(page, 0, page.n - log.rest.n));
        put_at(out, &w->at_sections, varint_get_str(&log));
        put_at(out, &w->at_levels, varint_get_str(&log));
    }
}

static void put_heads(const struct postings *p, struct buf *out)
{
    varint_put(out, p->n);
    for (uint32_t i = 0; i < p->n; i++) {
        varint_put(out, p->terms[i].df);
        varint_put(out, p->terms[i].last);
        varint_put(out, p->terms[i].pages);
        varint_put(out, p->terms[i].sections);
        varint_put(out, p->terms[i].levels);
    }
}

bool postings_make(struct postings *p, const struct lot_posting *in, struct arena *a, struct buf *out)
{
    struct words w;
    struct str form;
    bool ok = words_begin(&w, in->words) && w.n_forms == in->n_forms;
    for (uint32_t i = 0, total; ok && i < in->n_forms; i++)
        ok = words_next(&w, &form, &total);
    number_terms(p, in->terms, in->forms, in->n_forms);
    buf_clear(&p->log);
    for (uint32_t i = 0; ok && i < in->n_pages; i++)
        ok = post_page(p, in, i, &w.in, a);
    if (!ok || w.in.rest.n)
        return false;
    put_heads(p, out);
    put_lists(p, out);
    return true;
}

void postings_sign(const struct lot_posting *in, struct buf *out)
{
    for (uint32_t i = 0; i < in->n_forms; i++)
        buf_put_n(out, &in->terms->marks[in->forms[i]], sizeof *in->terms->marks);
    buf_put_n(out, in->standing, in->n_pages * sizeof *in->standing);
}

void postings_free(struct postings *p)
{
    buf_free(&p->log);
    buf_free(&p->sections);
    buf_free(&p->levels);
    mem_release(p->number);
    mem_release(p->terms);
    mem_release(p->here);
    mem_release(p->cells);
    *p = (struct postings){0};
}
