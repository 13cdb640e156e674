#include "model/stale.h"

#include "base/arena.h"
#include "base/aside.h"
#include "model/reads.h"
#include "model/sections.h"
#include "model/upkeep.h"

enum { OVERDUE_LEAST = 20, OVERDUE_MOST = 40, KIND_MOST = 20, EACH = 5, SUBSTANCE = 10, NEVER = INT32_MIN };

struct judging {
    const struct site *site;
    const struct page *page;
    struct arena *arena;
    struct staleness *out;
    int64_t reviewed;           /* day of the last review, or NEVER */
    size_t of_kind;             /* reasons of the kind at hand */
    struct stale_reason unsaid; /* room for those too many */
};

static struct stale_reason *add(struct judging *j, enum stale_kind kind, struct date date)
{
    if (j->of_kind++ >= STALE_REASONS_MOST)
        return &j->unsaid;
    struct stale_reason *r = &j->out->reasons[j->out->n++];
    *r = (struct stale_reason){.kind = kind, .date = date};
    return r;
}

/* Each of so many counts, up to what a kind can count. */
static unsigned for_each(size_t n)
{
    return n > KIND_MOST / EACH ? KIND_MOST : (unsigned)n * EACH;
}

static bool day_of(bool known, struct moment m, int64_t *day)
{
    if (!known || !moment_sane(m))
        return false;
    *day = date_to_days(moment_day(m));
    return true;
}

/* ---- the reasons ---- */

static unsigned judge_review(struct judging *j)
{
    struct date due;
    if (!upkeep_overdue(j->site, j->page) || !upkeep_due(j->page, &due))
        return 0;
    add(j, STALE_OVERDUE, due);
    int64_t months = (j->site->today - date_to_days(due)) / 30;
    return months > OVERDUE_MOST - OVERDUE_LEAST ? OVERDUE_MOST : OVERDUE_LEAST + (unsigned)months;
}

/* Changed, or read and left as it was. */
static int64_t last_touched(const struct judging *j, int64_t changed)
{
    return changed > j->reviewed ? changed : j->reviewed;
}

static bool long_ago(const struct judging *j, int64_t day)
{
    return date_to_days(date_add_months(date_from_days(day), STALE_MONTHS)) < j->site->today;
}

/* When a section was last changed; false when that is not known. */
static bool section_day(const struct section *s, int64_t *day)
{
    return day_of(s->history.newest.known && s->history.newest.has_date, s->history.newest.date, day);
}

static unsigned judge_text(struct judging *j)
{
    struct sections s = sections_of(j->page, j->arena);
    size_t known = 0, old = 0;
    int64_t day, newest = NEVER;
    for (size_t i = 0; i < s.n; i++)
        if (section_day(&s.items[i], &day)) {
            known++;
            old += long_ago(j, last_touched(j, day));
            newest = day > newest ? day : newest;
        }
    if (!old)
        return 0;
    if (old == known)
        add(j, STALE_TEXT, date_from_days(newest));
    for (size_t i = 0; i < s.n && old < known; i++)
        if (section_day(&s.items[i], &day) && long_ago(j, last_touched(j, day)))
            add(j, STALE_TEXT, date_from_days(day))->heading = s.items[i].heading;
    return (unsigned)((KIND_MOST * old + known - 1) / known);
}

/* The day on which a line was written; false when that is not known. */
static bool line_day(const struct page *p, uint32_t line, int64_t *day)
{
    const struct record *r = p->inner.record;
    uint32_t at = 1;
    for (size_t i = 0; i < r->n_lines; at += r->lines[i++].lines) {
        if (line >= at + r->lines[i].lines)
            continue;
        if (r->lines[i].version == LINES_UNKNOWN)
            return false;
        const struct version *v = &r->versions[r->lines[i].version];
        return day_of(v->has_date, v->date, day);
    }
    return false;
}

static const struct heading *heading_of(const struct doc *d, uint32_t line)
{
    const struct heading *h = NULL;
    for (size_t i = 0; i < d->n_headings && d->headings[i].line <= line; i++)
        h = &d->headings[i];
    return h;
}

static bool said_before(const struct judging *j, struct str words)
{
    for (size_t i = 0; i < j->out->n; i++)
        if (j->out->reasons[i].kind == STALE_DATE && str_eq(j->out->reasons[i].words, words))
            return true;
    return false;
}

static unsigned judge_dates(struct judging *j)
{
    const struct doc *d = j->page->inner.doc;
    for (size_t i = 0; i < d->n_mentions; i++) {
        const struct mention *m = &d->mentions[i];
        int64_t last = date_to_days(m->last), written;
        if (last >= j->site->today || last < j->reviewed || said_before(j, m->words) ||
            !line_day(j->page, m->line, &written) || written > last)
            continue;
        struct stale_reason *r = add(j, STALE_DATE, m->last);
        r->words = m->words;
        r->heading = heading_of(d, m->line);
    }
    return for_each(j->of_kind);
}

/* Whether a line says something of the matter: not the keys that every page has, nor what holds them together. */
static bool has_substance(const struct page *p, uint32_t line)
{
    const struct value_pair *key = NULL;
    if (line >= p->inner.doc->body_line)
        return true;
    for (size_t i = 0; i < p->front->map.n && p->front->map.pairs[i].line <= line; i++)
        key = &p->front->map.pairs[i];
    return key && !types_engine_key(key->key.s);
}

/* Lines are looked at only where this says so: of 10,000 pages with their links most were not changed since. */
static bool any_version_after(const struct record *r, int64_t after)
{
    int64_t day;
    for (size_t i = 0; i < r->n_versions; i++) {
        const struct version *v = &r->versions[i];
        if (!v->ignored && day_of(v->has_date, v->date, &day) && day > after)
            return true;
    }
    return false;
}

/* Whether a tenth of the page's lines at least was written after the day, and when the last of them was. */
static bool written_anew(const struct page *p, int64_t after, int64_t *newest)
{
    const struct record *r = p->inner.record;
    size_t all = 0, fresh = 0;
    uint32_t line = 1;
    *newest = NEVER;
    if (!any_version_after(r, after))
        return false;
    for (size_t i = 0; i < r->n_lines; line += r->lines[i++].lines) {
        const struct line_run *run = &r->lines[i];
        const struct version *v = run->version == LINES_UNKNOWN ? NULL : &r->versions[run->version];
        int64_t day;
        size_t n = 0;
        for (uint32_t k = 0; k < run->lines && !run->blank; k++)
            n += has_substance(p, line + k);
        all += n;
        if (!n || !v || v->ignored || !day_of(v->has_date, v->date, &day) || day <= after)
            continue;
        fresh += n;
        *newest = day > *newest ? day : *newest;
    }
    return fresh && fresh * SUBSTANCE >= all;
}

static bool has_lines(const struct page *p)
{
    return p->inner.record && p->inner.record->has_lines &&
           oid_eq(&p->inner.record->blob, &p->inner.doc->blob);
}

static unsigned judge_links(struct judging *j)
{
    const struct page *p = j->page;
    const struct touch *t = &p->inner.record->updated;
    int64_t changed, newest;
    if (!day_of(t->known && t->has_date, t->date, &changed))
        return 0;
    for (size_t i = 0; i < p->inner.links.n; i++) {
        const struct page *to = p->inner.links.items[i];
        if (to == p->owner || to->parent == p || !has_lines(to) ||
            !written_anew(to, last_touched(j, changed) + STALE_LINK_DAYS, &newest))
            continue;
        add(j, STALE_LINK, date_from_days(newest))->page = to;
    }
    return for_each(j->of_kind);
}

/* ---- a page ---- */

static const struct {
    const char *name;
    unsigned (*judge)(struct judging *j);
    bool by_lines; /* needs to know who wrote them when; not of pages that tell what was */
} kinds[] = {
    [STALE_OVERDUE] = {"overdue", judge_review, false},
    [STALE_TEXT] = {"text", judge_text, true},
    [STALE_DATE] = {"date", judge_dates, true},
    [STALE_LINK] = {"link", judge_links, true},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static const struct staleness *judge(const struct site *s, const struct page *p, struct arena *a)
{
    struct stale_reason reasons[N_KINDS * STALE_REASONS_MOST] = {0};
    struct staleness found = {.reasons = reasons};
    struct review review;
    struct judging j = {.site = s, .page = p, .arena = a, .out = &found, .reviewed = NEVER};
    bool by_lines = has_lines(p) && !(p->type && p->type->no_upkeep);
    if (upkeep_reviewed(p, &review))
        j.reviewed = date_to_days(review.day);
    for (size_t k = 0; k < N_KINDS; k++) {
        j.of_kind = 0;
        if (by_lines || !kinds[k].by_lines)
            found.score += kinds[k].judge(&j);
    }
    if (!found.n)
        return NULL;
    struct staleness *out = ARENA_NEW(a, struct staleness);
    *out = (struct staleness){found.score, ARENA_ARRAY(a, struct stale_reason, found.n), found.n};
    memcpy(out->reasons, reasons, found.n * sizeof *reasons);
    return out;
}

void stale_judge(struct site *s, struct arena *a)
{
    s->stale = ARENA_ARRAY(a, const struct staleness *, s->n_pages);
    for (size_t i = 0; i < s->n_pages; i++) {
        if (s->pages[i]->visible && s->pages[i]->origin == PAGE_FILE)
            s->stale[i] = judge(s, s->pages[i], a);
        aside_step(i);
    }
}

const struct staleness *stale_of(const struct site *s, const struct page *p)
{
    reads_note(p);
    return s->stale[p->index];
}

const char *stale_kind_name(enum stale_kind k)
{
    return kinds[k].name;
}
