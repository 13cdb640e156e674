#include "base/arena.h"
#include "base/limits.h"
#include "base/pack.h"
#include "base/utf8.h"
#include "read/doc.h"

/* Goes up whenever the packed form, or what doc_parse makes of the same bytes, changes: old caches are then passed over. */
enum { DOC_VERSION = 4, HOLE_BYTES = 2 + 4 * 8, HEADING_BYTES = 1 + 4 * 4 + 4 * 3, MENTION_BYTES = 3 * 4 };

enum { DAYS_FIRST = -25567, DAYS_LAST = 376258 }; /* since 1970: 1900-01-01 to 3000-02-28 */

static void pack_hole(const struct hole *h, struct buf *out)
{
    pack_u8(out, (uint8_t)h->kind);
    pack_u8(out, h->dropped);
    pack_u32(out, h->start);
    pack_u32(out, h->end);
    pack_u32(out, h->inner);
    pack_u32(out, h->line);
    pack_u32(out, h->col);
    pack_str(out, h->dest);
    pack_str(out, h->title);
    pack_str(out, h->alt);
}

static void pack_heading(const struct heading *h, struct buf *out)
{
    pack_u8(out, h->level);
    pack_u32(out, h->line);
    pack_u32(out, h->html_at);
    pack_u32(out, h->text_at);
    pack_str(out, h->id);
    pack_str(out, h->git_id);
    pack_str(out, h->text);
    pack_str(out, h->html);
}

static void pack_mention(const struct mention *m, struct buf *out)
{
    pack_u32(out, (uint32_t)date_to_days(m->last));
    pack_u32(out, m->line);
    pack_str(out, m->words);
}

void doc_pack(const struct doc *d, struct buf *out)
{
    pack_u8(out, DOC_VERSION);
    pack_value(out, &d->front);
    pack_u32(out, d->body_line);
    pack_u32(out, d->words);
    pack_str(out, d->html);
    pack_str(out, d->text);
    pack_str(out, d->lead);
    pack_str(out, d->title_heading);
    pack_u32(out, (uint32_t)d->n_holes);
    for (size_t i = 0; i < d->n_holes; i++)
        pack_hole(d->holes + i, out);
    pack_u32(out, (uint32_t)d->n_headings);
    for (size_t i = 0; i < d->n_headings; i++)
        pack_heading(d->headings + i, out);
    pack_u32(out, (uint32_t)d->n_codes);
    for (size_t i = 0; i < d->n_codes; i++) {
        pack_u32(out, d->codes[i].start);
        pack_u32(out, d->codes[i].end);
    }
    pack_u32(out, (uint32_t)d->n_mentions);
    for (size_t i = 0; i < d->n_mentions; i++)
        pack_mention(d->mentions + i, out);
    diags_pack(&d->diags, out);
}

/* A string that a page may show. */
static struct str unpack_text(struct unpack *u)
{
    struct str s = unpack_str(u);
    if (s.n && utf8_invalid(s) != STR_NONE)
        u->bad = true;
    return u->bad ? STR("") : s;
}

static bool unpack_bool(struct unpack *u)
{
    uint8_t x = unpack_u8(u);
    u->bad = u->bad || x > 1;
    return x == 1;
}

static struct hole unpack_hole(struct unpack *u)
{
    struct hole h = {.kind = unpack_u8(u)};
    h.dropped = unpack_bool(u);
    h.start = unpack_u32(u);
    h.end = unpack_u32(u);
    h.inner = unpack_u32(u);
    h.line = unpack_u32(u);
    h.col = unpack_u32(u);
    h.dest = unpack_text(u);
    h.title = unpack_text(u);
    h.alt = unpack_text(u);
    return h;
}

static struct heading unpack_heading(struct unpack *u)
{
    struct heading h = {.level = unpack_u8(u)};
    h.line = unpack_u32(u);
    h.html_at = unpack_u32(u);
    h.text_at = unpack_u32(u);
    h.id = unpack_text(u);
    h.git_id = unpack_text(u);
    h.text = unpack_text(u);
    h.html = unpack_text(u);
    return h;
}

static struct mention unpack_mention(struct unpack *u)
{
    int64_t days = (int32_t)unpack_u32(u);
    struct mention m = {.last = {1970, 1, 1}};
    m.line = unpack_u32(u);
    m.words = unpack_text(u);
    u->bad = u->bad || days < DAYS_FIRST || days > DAYS_LAST;
    if (!u->bad)
        m.last = date_from_days(days);
    return m;
}

/* Where a character begins in s, or its end. */
static bool is_boundary(struct str s, uint32_t at)
{
    return at == s.n || (at < s.n && ((unsigned char)s.p[at] & 0xc0) != 0x80);
}

static bool hole_sound(const struct hole *h, struct str html)
{
    bool empty = h->kind == HOLE_IMAGE || h->kind == HOLE_STRING;
    return h->kind <= HOLE_CAPITALS && h->start <= h->end && is_boundary(html, h->start) &&
           is_boundary(html, h->end) && !(empty && (h->end != h->start || h->inner)) &&
           !(h->dropped && h->dest.n);
}

/* In order, within the HTML, and a hole within another only as a picture within a link, which has counted it. */
static bool holes_sound(const struct doc *d)
{
    uint32_t at = 0, inner = 0, end = 0;
    for (size_t i = 0; i < d->n_holes; i++) {
        const struct hole *h = d->holes + i;
        if (!hole_sound(h, d->html) || h->start < at)
            return false;
        if (inner > 0) {
            if (h->kind != HOLE_IMAGE || h->start > end)
                return false;
            at = --inner ? h->start : end;
            continue;
        }
        inner = h->inner;
        end = h->end;
        at = inner ? h->start : end;
    }
    return inner == 0;
}

static bool headings_sound(const struct doc *d)
{
    uint32_t html = 0, text = 0;
    for (size_t i = 0; i < d->n_headings; i++) {
        const struct heading *h = d->headings + i;
        if (h->level < 1 || h->level > 6 || h->html_at < html || h->text_at < text ||
            !is_boundary(d->html, h->html_at) || !is_boundary(d->text, h->text_at))
            return false;
        html = h->html_at;
        text = h->text_at;
    }
    return true;
}

static bool codes_sound(const struct doc *d)
{
    uint32_t at = 0;
    for (size_t i = 0; i < d->n_codes; i++) {
        const struct code_span *c = d->codes + i;
        if (c->start < at || c->end < c->start || !is_boundary(d->text, c->start) ||
            !is_boundary(d->text, c->end))
            return false;
        at = c->end;
    }
    return true;
}

static void unpack_lists(struct unpack *u, struct doc *d, struct arena *a)
{
    d->n_holes = unpack_count(u, HOLE_BYTES);
    d->holes = d->n_holes ? ARENA_ARRAY(a, struct hole, d->n_holes) : NULL;
    for (size_t i = 0; i < d->n_holes && !u->bad; i++)
        d->holes[i] = unpack_hole(u);
    d->n_headings = u->bad ? 0 : unpack_count(u, HEADING_BYTES);
    d->headings = d->n_headings ? ARENA_ARRAY(a, struct heading, d->n_headings) : NULL;
    for (size_t i = 0; i < d->n_headings && !u->bad; i++)
        d->headings[i] = unpack_heading(u);
    d->n_codes = u->bad ? 0 : unpack_count(u, 8);
    d->codes = d->n_codes ? ARENA_ARRAY(a, struct code_span, d->n_codes) : NULL;
    for (size_t i = 0; i < d->n_codes && !u->bad; i++) {
        d->codes[i].start = unpack_u32(u);
        d->codes[i].end = unpack_u32(u);
    }
    d->n_mentions = u->bad ? 0 : unpack_count(u, MENTION_BYTES);
    d->mentions = d->n_mentions ? ARENA_ARRAY(a, struct mention, d->n_mentions) : NULL;
    for (size_t i = 0; i < d->n_mentions && !u->bad; i++)
        d->mentions[i] = unpack_mention(u);
}

/* Its strings lie apart from the packed bytes, as the title and the lead do: lists on other pages ask for them, and would draw all
 * bodies into memory. */
static struct value unpack_front(struct unpack *u, struct arena *a)
{
    struct arena scratch = {0};
    struct str from = u->rest;
    unpack_value(u, &scratch);
    arena_clear(&scratch);
    struct unpack copy = {.rest = str_dup(a, str_sub(from, 0, from.n - u->rest.n)), .bad = u->bad};
    return unpack_value(&copy, a);
}

struct doc *doc_unpack(struct str packed, struct arena *a)
{
    struct unpack u = {.rest = packed};
    if (unpack_u8(&u) != DOC_VERSION)
        return NULL;
    struct doc *d = ARENA_NEW(a, struct doc);
    d->front = unpack_front(&u, a);
    d->body_line = unpack_u32(&u);
    d->words = unpack_u32(&u);
    d->html = unpack_text(&u);
    d->text = unpack_text(&u);
    d->lead = str_dup(a, unpack_text(&u));
    d->title_heading = str_dup(a, unpack_text(&u));
    unpack_lists(&u, d, a);
    d->diags.arena = a;
    if (u.bad || d->front.kind != VALUE_MAP || !diags_unpack(&d->diags, &u.rest) || u.rest.n)
        return NULL;
    return holes_sound(d) && headings_sound(d) && codes_sound(d) ? d : NULL;
}
