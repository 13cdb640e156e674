#include "search/rank.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

enum {
    LOOKED_AT = 15,     /* pages whose text is read */
    LOOKED_AT_ONE = 10, /* when one word was asked for */
    LOOKED_AT_FOR_PHRASE = 90,
};

static const double GUESSED = .5, MORE_WORDS = .5, SEEN = .08, SIDE_BY_SIDE = .25;

struct section_sum { /* what a section has of the words */
    uint32_t section;
    double sum, here; /* here: of the word in hand */
    size_t words;
};

struct candidate {
    uint32_t page, section;
    double score;
    struct section_sum *sections;
    size_t n, cap, at; /* at: the one found last */
    uint32_t highest;
    struct store_page text;
};

struct ranking {
    struct store *store;
    struct query q;
    struct candidate *found;
    size_t n, cap;
};

/* ---- pages ---- */

static bool is_common(const struct found *f)
{
    return f->term->df > LIST_COMMON;
}

static void weigh_found(struct ranking *r)
{
    double pages = r->store->pages;
    for (size_t i = 0; i < r->q.n; i++)
        for (size_t k = 0; k < r->q.words[i].n; k++) {
            struct found *f = &r->q.words[i].found[k];
            /* as a float: libraries disagree about the last bit of a logarithm, and equal pages must stay equal */
            f->value = (float)(f->weight * log(1 + (pages - f->term->df + .5) / (f->term->df + .5)));
            f->list = store_list(r->store, f->term);
        }
}

static void give(double *best, uint32_t page, double value)
{
    best[page] = value > best[page] ? value : best[page];
}

/* The pages that a very common word has beside its best: they are taken to be alike. */
static void score_others(struct ranking *r, const struct found *f, double *best)
{
    uint32_t *pages;
    for (uint32_t n = is_common(f) && f->weight > GUESSED ? store_all(r->store, f->term, &pages) : 0; n--;)
        give(best, pages[n], f->value * f->term->others);
}

static void score_word(struct ranking *r, const struct query_word *w, bool all, double *best)
{
    for (size_t k = 0; k < w->n; k++) {
        const struct found *f = &w->found[k];
        for (uint32_t n = 0; n < f->list->n; n++)
            give(best, f->list->pages[n], f->value * f->list->worth[n]);
        if (all)
            score_others(r, f, best);
    }
}

/* What the words give each page: the most that one of a word's terms does. How many pages have all the words. */
static size_t score_pages(struct ranking *r, bool all)
{
    uint32_t pages = r->store->pages;
    size_t whole = 0;
    double *sum = ARENA_ARRAY(r->store->arena, double, pages),
           *best = ARENA_ARRAY(r->store->arena, double, pages);
    uint8_t *hits = ARENA_ARRAY(r->store->arena, uint8_t, pages);
    for (size_t i = 0; i < r->q.n; i++) {
        score_word(r, &r->q.words[i], all, best);
        for (uint32_t p = 0; p < pages; p++) {
            hits[p] = (uint8_t)(hits[p] + (best[p] > 0));
            sum[p] += best[p];
            best[p] = 0;
        }
    }
    r->n = 0;
    for (uint32_t p = 0; p < pages; p++) {
        double share = hits[p] / (double)r->q.n;
        whole += hits[p] && hits[p] == r->q.n;
        if (hits[p])
            *ARENA_PUSH(r->store->arena, r->found, r->n, r->cap, struct candidate) =
                (struct candidate){.page = p, .score = sum[p] * share * share};
    }
    return whole;
}

static size_t looked_at(const struct query *q)
{
    return q->n > 1 ? LOOKED_AT : LOOKED_AT_ONE;
}

/* Very common words have their best pages in the lists. Where too few pages have all the words, all pages of such words are looked at. */
static void find_pages(struct ranking *r)
{
    if (score_pages(r, false) < looked_at(&r->q) && r->q.n > 1)
        score_pages(r, true);
}

static int by_score(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    return a->page < b->page ? -1 : a->page > b->page;
}

static int by_page(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    return a->page < b->page ? -1 : a->page > b->page;
}

/* Keeps the best `most`. */
static void keep_best(struct ranking *r, size_t most)
{
    if (r->n)
        qsort(r->found, r->n, sizeof *r->found, by_score);
    r->n = r->n < most ? r->n : most;
}

/* ---- sections ---- */

/* Postings come by section, so the one looked for is mostly the next, or a new one behind all. */
static struct section_sum *section_of(struct ranking *r, struct candidate *c, uint32_t section)
{
    for (size_t i = 0; i < c->n && section <= c->highest; i++) {
        size_t at = (c->at + i) % c->n;
        if (c->sections[at].section == section) {
            c->at = at;
            return &c->sections[at];
        }
    }
    struct section_sum *s = ARENA_PUSH(r->store->arena, c->sections, c->n, c->cap, struct section_sum);
    *s = (struct section_sum){.section = section};
    c->highest = section > c->highest ? section : c->highest;
    return s;
}

static void sum_term(struct ranking *r, const struct found *f)
{
    const struct list *l = f->list;
    for (uint32_t n = 0, i = 0; n < l->n && i < r->n; n++) { /* found is in the order of pages here */
        while (i < r->n && r->found[i].page < l->pages[n])
            i++;
        if (i == r->n || r->found[i].page != l->pages[n])
            continue;
        for (uint32_t k = l->first[n]; k < l->first[n + 1]; k++) {
            struct section_sum *s = section_of(r, &r->found[i], l->sections[k]);
            double value = f->value * list_weight(l->bytes[k]);
            s->here = value > s->here ? value : s->here;
        }
    }
}

static void sum_sections(struct ranking *r, const struct query_word *w)
{
    for (size_t k = 0; k < w->n; k++)
        sum_term(r, &w->found[k]);
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->found[i].n; k++) {
            struct section_sum *s = &r->found[i].sections[k];
            s->sum += s->here;
            s->words += s->here > 0;
            s->here = 0;
        }
}

/* The section with most of the words; the first of equals. */
static void land(struct ranking *r)
{
    qsort(r->found, r->n, sizeof *r->found, by_page);
    for (size_t i = 0; i < r->q.n; i++)
        sum_sections(r, &r->q.words[i]);
    for (size_t i = 0; i < r->n; i++) {
        struct candidate *c = &r->found[i];
        double most = -1;
        for (size_t k = 0; k < c->n; k++) {
            double worth = c->sections[k].sum * (1 + MORE_WORDS * (double)c->sections[k].words);
            if (worth > most || (worth >= most && c->sections[k].section < c->section)) {
                most = worth;
                c->section = c->sections[k].section;
            }
        }
    }
    qsort(r->found, r->n, sizeof *r->found, by_score);
}

/* ---- texts ---- */

struct look {
    const struct query *q;
    bool seen[QUERY_WORDS * 2], *pairs, *phrases;
};

static bool has_phrase(const struct query *q, const struct query_phrase *p, const struct query_tokens *text,
                       size_t at)
{
    size_t i = 0;
    while (i < p->n && at + i < text->n &&
           str_eq(text->items[at + i].folded, q->all.items[p->from + i].folded))
        i++;
    return i == p->n;
}

/* Whether `key` stands within the next two tokens. */
static bool follows(const struct query_tokens *text, size_t at, struct str key)
{
    return (at + 1 < text->n && str_eq(text->items[at + 1].key, key)) ||
           (at + 2 < text->n && str_eq(text->items[at + 2].key, key));
}

static void look_at_text(struct store *s, struct look *l, struct str heading, struct str text)
{
    struct query_tokens tokens = {0};
    const struct query *q = l->q;
    query_tokens(s, str_printf(s->arena, "%.*s\n%.*s", STR_F(heading), STR_F(text)), &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        const struct query_token *t = &tokens.items[i];
        for (size_t k = 0; k < q->n; k++)
            l->seen[k] |= str_eq(q->words[k].folded, t->folded);
        for (size_t k = 0; k + 1 < q->all.n; k++)
            l->pairs[k] |=
                str_eq(t->key, q->all.items[k].key) && follows(&tokens, i, q->all.items[k + 1].key);
        for (size_t k = 0; k < q->n_phrases; k++)
            l->phrases[k] |= has_phrase(q, &q->phrases[k], &tokens, i);
    }
}

/* How many different words were seen as they were typed. */
static size_t count_seen(const struct look *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->q->n; i++) {
        bool before = false;
        for (size_t k = 0; k < i; k++)
            before |= l->seen[k] && str_eq(l->q->words[k].folded, l->q->words[i].folded);
        n += l->seen[i] && !before;
    }
    return n;
}

static size_t count(const bool *flags, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += flags[i];
    return found;
}

/* What only the page's text can tell: words as typed, side by side, quoted phrases. false: a phrase is not there. */
static bool look_at_page(struct ranking *r, struct candidate *c)
{
    struct store *s = r->store;
    struct look l = {.q = &r->q,
                     .pairs = ARENA_ARRAY(s->arena, bool, r->q.all.n + 1),
                     .phrases = ARENA_ARRAY(s->arena, bool, r->q.n_phrases + 1)};
    if (!store_page(s, c->page, &c->text))
        return false;
    look_at_text(s, &l, c->text.title, STR(""));
    for (size_t i = 0; i < c->text.n; i++)
        look_at_text(s, &l, c->text.sections[i].heading, c->text.sections[i].text);
    c->score *= 1 + SEEN * (double)count_seen(&l) + SIDE_BY_SIDE * (double)count(l.pairs, r->q.all.n);
    return count(l.phrases, r->q.n_phrases) == r->q.n_phrases;
}

/* Pages without a quoted phrase go; more are looked at until there are enough. */
static void look_at_pages(struct ranking *r)
{
    size_t kept = 0, many = looked_at(&r->q);
    for (size_t i = 0; i < r->n && (i % many || kept < RANK_RESULTS); i++)
        if (look_at_page(r, &r->found[i]))
            r->found[kept++] = r->found[i];
    r->n = kept;
}

size_t rank_answer(struct store *s, struct str typed, struct rank_result out[RANK_RESULTS])
{
    struct ranking r = {.store = s};
    query_understand(s, typed, &r.q);
    weigh_found(&r);
    find_pages(&r);
    keep_best(&r, r.q.n_phrases ? LOOKED_AT_FOR_PHRASE : looked_at(&r.q));
    if (!r.n)
        return 0;
    land(&r);
    look_at_pages(&r);
    keep_best(&r, RANK_RESULTS);
    for (size_t i = 0; i < r.n; i++) {
        const struct candidate *c = &r.found[i];
        const struct store_section *section = &c->text.sections[c->section < c->text.n ? c->section : 0];
        out[i] = (struct rank_result){c->text.url, section->id, c->text.title, c->score};
    }
    return r.n;
}
