#include "render/sums.h"

#include "base/aside.h"
#include "base/pack.h"
#include "model/gates.h"
#include "model/stale.h"

/* ---- the history ---- */

static void pack_moment(struct buf *b, bool has, struct moment m)
{
    pack_u8(b, has);
    if (!has)
        return;
    pack_u64(b, (uint64_t)m.epoch);
    pack_u32(b, (uint32_t)m.offset);
}

static void pack_person(struct buf *b, const struct history *h, uint32_t person)
{
    const struct person *p = person < h->n_people ? &h->people[person] : NULL;
    pack_str(b, p ? p->name : STR(""));
    pack_str(b, p ? p->email : STR(""));
}

static void pack_touch(struct buf *b, const struct history *h, const struct touch *t)
{
    pack_u8(b, t->known);
    if (!t->known)
        return;
    pack_oid(b, &t->commit);
    pack_moment(b, t->has_date, t->date);
    pack_person(b, h, t->author);
}

static void pack_version(struct buf *b, const struct history *h, const struct version *v)
{
    pack_oid(b, &v->commit);
    pack_moment(b, v->has_date, v->date);
    pack_person(b, h, v->author);
    pack_u8(b, v->ignored);
    pack_oid(b, &v->blob);
    pack_str(b, v->path);
    pack_str(b, v->subject);
    pack_str(b, v->note);
}

static void pack_lines(struct buf *b, const struct record *r)
{
    pack_u8(b, r->has_lines);
    if (!r->has_lines)
        return;
    pack_oid(b, &r->blob);
    pack_u64(b, r->n_lines);
    for (size_t i = 0; i < r->n_lines; i++) {
        pack_u32(b, r->lines[i].lines);
        pack_u32(b, r->lines[i].version);
        pack_u8(b, r->lines[i].blank);
    }
}

static void pack_record(struct buf *b, const struct history *h, const struct record *r)
{
    pack_touch(b, h, &r->created);
    pack_touch(b, h, &r->updated);
    pack_u64(b, r->n_people);
    for (size_t i = 0; i < r->n_people; i++) {
        pack_person(b, h, r->people[i].person);
        pack_u32(b, r->people[i].commits);
    }
    pack_u64(b, r->n_versions);
    for (size_t i = 0; i < r->n_versions; i++)
        pack_version(b, h, &r->versions[i]);
    pack_u64(b, r->n_former);
    for (size_t i = 0; i < r->n_former; i++)
        pack_str(b, r->former[i]);
    pack_u64(b, r->n_reviews);
    for (size_t i = 0; i < r->n_reviews; i++)
        pack_touch(b, h, &r->reviews[i]);
    pack_u64(b, r->n_sure);
    pack_u8(b, r->complete);
    pack_lines(b, r);
}

static void pack_past(struct buf *b, const struct inner *in)
{
    pack_u64(b, in->n_past);
    for (size_t i = 0; i < in->n_past; i++) {
        pack_u64(b, (uint64_t)(in->past[i].version - in->record->versions));
        pack_str(b, in->past[i].url);
        pack_moment(b, in->past[i].has_since, in->past[i].since);
    }
    pack_u8(b, in->past_begins);
    pack_u8(b, in->history_page != NULL);
}

/* ---- links ---- */

static void pack_urls(struct buf *b, const struct pages *pages)
{
    pack_u64(b, pages->n);
    for (size_t i = 0; i < pages->n; i++)
        pack_str(b, pages->items[i]->url);
}

static void pack_targets(struct buf *b, const struct site *s, const struct doc *d,
                         const struct target *targets)
{
    for (size_t i = 0; targets && i < d->n_holes; i++) {
        const struct target *t = &targets[i];
        pack_u8(b, (uint8_t)t->kind);
        if (t->kind == TARGET_PAGE)
            pack_str(b, t->page->url);
        if (t->kind == TARGET_FILE)
            pack_str(b, s->files[t->file].url);
        pack_str(b, t->anchor);
    }
}

static void pack_stale(struct buf *b, const struct doc *d, const struct staleness *stale)
{
    pack_u32(b, stale ? stale->score : 0);
    for (size_t i = 0; stale && i < stale->n; i++) {
        const struct stale_reason *r = &stale->reasons[i];
        pack_u8(b, (uint8_t)r->kind);
        pack_str(b, str_n((const char *)&r->date, sizeof r->date));
        pack_u64(b, r->heading ? (uint64_t)(r->heading - d->headings) + 1 : 0);
        pack_str(b, r->words);
        pack_str(b, r->page ? r->page->url : STR(""));
    }
}

/* ---- a page ---- */

static void pack_inner(struct buf *b, const struct site *s, const struct page *p)
{
    const struct inner *in = page_inner(p);
    pack_oid(b, &in->doc->blob);
    pack_u8(b, in->record != NULL);
    if (in->record)
        pack_record(b, s->history, in->record);
    if (in->record)
        pack_past(b, in);
    pack_urls(b, &in->links);
    pack_urls(b, &in->backlinks);
    pack_targets(b, s, in->doc, in->targets);
    for (size_t i = 0; i < p->n_parts; i++)
        pack_targets(b, s, p->parts[i].doc, p->parts[i].targets);
    pack_stale(b, in->doc, stale_of(s, p));
}

/* Texts that come of the page's own text stand here too, where other pages show them. */
static void pack_outer(struct buf *b, const struct page *p)
{
    pack_u8(b, (uint8_t)p->origin);
    pack_str(b, p->url);
    pack_str(b, p->source);
    pack_str(b, p->dir);
    pack_str(b, p->stem);
    pack_str(b, p->title);
    pack_str(b, p->summary);
    pack_str(b, p->layout);
    pack_str(b, p->type ? p->type->name : STR(""));
    pack_u32(b, (uint32_t)p->visible | (uint32_t)p->draft << 1 | (uint32_t)p->faulty << 2 |
                    (uint32_t)p->apart << 3 | (uint32_t)p->is_index << 4);
    pack_u64(b, (uint64_t)gates_until(p));
    pack_value(b, p->front);
    pack_str(b, p->replaced_by ? p->replaced_by->url : STR(""));
    for (size_t i = 0; i < p->n_anchors; i++)
        pack_str(b, p->anchors[i].id);
}

void sums_make(struct sums *s, const struct site *site, struct arena *a)
{
    struct buf b = {0};
    *s = (struct sums){.site = site};
    s->number = ARENA_ARRAY(a, uint32_t, site->n_pages);
    s->inner = ARENA_ARRAY(a, struct sha256, site->n_pages);
    for (size_t i = 0; i < site->n_pages; i++) {
        const struct page *p = site->pages[i];
        if (p->origin == PAGE_HISTORY)
            continue;
        buf_clear(&b);
        pack_inner(&b, site, p);
        s->number[p->index] = (uint32_t)s->n;
        s->inner[s->n++] = hash_sha256(buf_str(&b));
        aside_step(i);
    }
    for (size_t i = 0; i < site->n_pages; i++)
        if (site->pages[i]->history_of)
            s->number[i] = s->number[site->pages[i]->history_of->index];
    buf_free(&b);
}

struct sha256 sums_frame(const struct sums *s)
{
    struct buf b = {0}, all = {0};
    for (size_t i = 0; i < s->site->n_pages; i++) {
        const struct page *p = s->site->pages[i];
        if (p->origin == PAGE_HISTORY)
            continue;
        buf_clear(&b);
        pack_outer(&b, p);
        struct sha256 h = hash_sha256(buf_str(&b));
        buf_put_n(&all, h.b, sizeof h.b);
    }
    struct sha256 out = hash_sha256(buf_str(&all));
    buf_free(&b);
    buf_free(&all);
    return out;
}
