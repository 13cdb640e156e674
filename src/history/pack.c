/* The history as flat bytes: from the worker that walked to the parent, and in the cache. */
#include "base/pack.h"
#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "history/walk.h"

enum {
    FORMAT = 0x76683037,
    OID = 20,
    VERSION_LEAST = OID + 1 + 4 + 1 + OID + 4 + 4 + 4,
    REMOVED_LEAST = 4 + OID + 1,
    RECORD_LEAST = 15 + 4 + 1 + OID + 8 + 4 + 4,
    TOUCH_LEAST = 1 + OID + 1 + 4
};

/* ---- parts ---- */

static void put_date(struct buf *b, bool has, struct moment m)
{
    pack_u8(b, has);
    if (has) {
        pack_u64(b, (uint64_t)m.epoch);
        pack_u32(b, (uint32_t)m.offset);
    }
}

static bool get_bool(struct unpack *u)
{
    uint8_t x = unpack_u8(u);
    u->bad = u->bad || x > 1;
    return x == 1;
}

static bool get_date(struct unpack *u, struct moment *m)
{
    *m = (struct moment){0};
    if (!get_bool(u))
        return false;
    m->epoch = (int64_t)unpack_u64(u);
    m->offset = (int32_t)unpack_u32(u);
    u->bad = u->bad || !moment_sane(*m);
    return !u->bad;
}

static uint32_t get_person(struct unpack *u, size_t n_people)
{
    uint32_t i = unpack_u32(u);
    u->bad = u->bad || i >= n_people;
    return u->bad ? 0 : i;
}

static struct str get_text(struct unpack *u)
{
    struct str s = unpack_str(u);
    u->bad = u->bad || utf8_invalid(s) != STR_NONE;
    return u->bad ? STR("") : s;
}

static void put_touch(struct buf *b, const struct touch *t)
{
    pack_u8(b, t->known);
    if (!t->known)
        return;
    pack_oid(b, &t->commit);
    put_date(b, t->has_date, t->date);
    pack_u32(b, t->author);
}

static struct touch get_touch(struct unpack *u, size_t n_people)
{
    struct touch t = {0};
    t.known = get_bool(u);
    if (!t.known)
        return t;
    t.commit = unpack_oid(u);
    t.has_date = get_date(u, &t.date);
    t.author = get_person(u, n_people);
    return t;
}

static void put_version(struct buf *b, const struct version *v)
{
    pack_oid(b, &v->commit);
    put_date(b, v->has_date, v->date);
    pack_u32(b, v->author);
    pack_u8(b, v->ignored);
    pack_oid(b, &v->blob);
    pack_str(b, v->path);
    pack_str(b, v->subject);
    pack_str(b, v->note);
}

static struct version get_version(struct unpack *u, size_t n_people)
{
    struct version v = {0};
    v.commit = unpack_oid(u);
    v.has_date = get_date(u, &v.date);
    v.author = get_person(u, n_people);
    v.ignored = get_bool(u);
    v.blob = unpack_oid(u);
    v.path = unpack_str(u);
    v.subject = get_text(u);
    v.note = get_text(u);
    return v;
}

/* ---- lines ---- */

static void put_lines(struct buf *b, const struct record *r)
{
    pack_u32(b, (uint32_t)r->n_sure);
    pack_u8(b, r->has_lines);
    pack_oid(b, &r->blob);
    pack_u64(b, r->spent);
    pack_u32(b, (uint32_t)r->n_lines);
    for (size_t i = 0; i < r->n_lines; i++) {
        pack_u32(b, r->lines[i].lines);
        pack_u32(b, r->lines[i].version);
        pack_u8(b, r->lines[i].blank);
    }
}

static void get_lines(struct unpack *u, struct arena *a, struct record *r)
{
    uint64_t all = 0;
    r->n_sure = unpack_u32(u);
    r->has_lines = get_bool(u);
    r->blob = unpack_oid(u);
    r->spent = unpack_u64(u);
    r->n_lines = unpack_count(u, 9);
    r->lines = ARENA_ARRAY(a, struct line_run, r->n_lines + 1);
    for (size_t i = 0; i < r->n_lines && !u->bad; i++) {
        struct line_run *run = &r->lines[i];
        run->lines = unpack_u32(u);
        run->version = unpack_u32(u);
        run->blank = get_bool(u);
        all += run->lines;
        u->bad = u->bad || !run->lines || all > LIMIT_PAGE ||
                 (run->version >= r->n_versions && run->version != LINES_UNKNOWN);
    }
    u->bad = u->bad || r->n_sure > r->n_versions;
}

/* ---- records ---- */

static void put_record(struct buf *b, const struct record *r)
{
    pack_u8(b, r->complete);
    put_touch(b, &r->created);
    put_touch(b, &r->updated);
    pack_u32(b, (uint32_t)r->n_people);
    for (size_t i = 0; i < r->n_people; i++) {
        pack_u32(b, r->people[i].person);
        pack_u32(b, r->people[i].commits);
    }
    pack_u32(b, (uint32_t)r->n_versions);
    for (size_t i = 0; i < r->n_versions; i++)
        put_version(b, &r->versions[i]);
    put_lines(b, r);
    pack_u32(b, (uint32_t)r->n_reviews);
    for (size_t i = 0; i < r->n_reviews; i++)
        put_touch(b, &r->reviews[i]);
    pack_u32(b, (uint32_t)r->n_former);
    for (size_t i = 0; i < r->n_former; i++)
        pack_str(b, r->former[i]);
}

static void get_record(struct unpack *u, size_t n_people, struct arena *a, struct record *r)
{
    r->complete = get_bool(u);
    r->created = get_touch(u, n_people);
    r->updated = get_touch(u, n_people);
    r->n_people = unpack_count(u, 8);
    r->people = ARENA_ARRAY(a, struct contribution, r->n_people + 1);
    for (size_t i = 0; i < r->n_people && !u->bad; i++) {
        r->people[i].person = get_person(u, n_people);
        r->people[i].commits = unpack_u32(u);
    }
    r->n_versions = unpack_count(u, VERSION_LEAST);
    r->versions = ARENA_ARRAY(a, struct version, r->n_versions + 1);
    for (size_t i = 0; i < r->n_versions && !u->bad; i++)
        r->versions[i] = get_version(u, n_people);
    get_lines(u, a, r);
    r->n_reviews = unpack_count(u, TOUCH_LEAST);
    r->reviews = ARENA_ARRAY(a, struct touch, r->n_reviews + 1);
    for (size_t i = 0; i < r->n_reviews && !u->bad; i++) {
        r->reviews[i] = get_touch(u, n_people);
        u->bad = u->bad || !r->reviews[i].known;
    }
    r->n_former = unpack_count(u, 4);
    r->former = ARENA_ARRAY(a, struct str, r->n_former + 1);
    for (size_t i = 0; i < r->n_former && !u->bad; i++)
        r->former[i] = unpack_str(u);
}

/* ---- what is there no more ---- */

static void put_removed(struct buf *b, const struct removed *r)
{
    pack_str(b, r->path);
    pack_oid(b, &r->blob);
    put_date(b, r->has_date, r->date);
}

static struct removed get_removed(struct unpack *u)
{
    struct removed r = {.path = unpack_str(u)};
    r.blob = unpack_oid(u);
    r.has_date = get_date(u, &r.date);
    return r;
}

/* ---- the whole ---- */

void history_pack(const struct history *h, struct buf *out)
{
    pack_u32(out, FORMAT);
    pack_u8(out, h->present);
    pack_oid(out, &h->commit);
    put_date(out, h->has_commit_date, h->commit_date);
    pack_u8(out, h->unread);
    pack_u32(out, (uint32_t)h->n_people);
    for (size_t i = 0; i < h->n_people; i++) {
        pack_str(out, h->people[i].name);
        pack_str(out, h->people[i].email);
    }
    pack_u32(out, (uint32_t)h->n_records);
    for (size_t i = 0; i < h->n_records; i++)
        put_record(out, &h->records[i]);
    pack_u32(out, (uint32_t)h->n_removed);
    for (size_t i = 0; i < h->n_removed; i++)
        put_removed(out, &h->removed[i]);
}

bool history_unpack(struct str packed, struct arena *a, struct history *out)
{
    struct unpack u = {.rest = packed};
    struct history h = {0};
    u.bad = unpack_u32(&u) != FORMAT || u.bad;
    h.present = get_bool(&u);
    h.commit = unpack_oid(&u);
    h.has_commit_date = get_date(&u, &h.commit_date);
    h.unread = get_bool(&u);
    h.n_people = unpack_count(&u, 8);
    h.people = ARENA_ARRAY(a, struct person, h.n_people + 1);
    for (size_t i = 0; i < h.n_people && !u.bad; i++) {
        h.people[i].name = get_text(&u);
        h.people[i].email = get_text(&u);
    }
    h.n_records = unpack_count(&u, RECORD_LEAST);
    h.records = ARENA_ARRAY(a, struct record, h.n_records + 1);
    for (size_t i = 0; i < h.n_records && !u.bad; i++)
        get_record(&u, h.n_people, a, &h.records[i]);
    h.n_removed = unpack_count(&u, REMOVED_LEAST);
    h.removed = ARENA_ARRAY(a, struct removed, h.n_removed + 1);
    for (size_t i = 0; i < h.n_removed && !u.bad; i++)
        h.removed[i] = get_removed(&u);
    bool ok = !u.bad && u.rest.n == 0;
    *out = ok ? h : (struct history){0};
    return ok;
}
