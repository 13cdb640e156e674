#include "history/recall.h"

#include "base/limits.h"
#include "base/pack.h"
#include "history/lines.h"
#include "history/rename.h"

enum { COMMIT_MAX = 4096 }; /* bytes worth keeping: longer messages are read again */

bool recall_commit(struct memo *m, struct objects *o, const struct oid *id, struct buf *room, struct str *out)
{
    *out = memo_find(m, MEMO_COMMIT, id, NULL);
    if (out->n)
        return true;
    if (!objects_read(o, id, OBJECT_COMMIT, LIMIT_COMMIT, room))
        return false;
    *out = buf_str(room);
    if (out->n <= COMMIT_MAX)
        memo_put(m, MEMO_COMMIT, id, NULL, *out);
    return true;
}

/* ---- two trees ---- */

static void put_changes(struct memo *m, const struct oid *old, const struct oid *now, const struct changes *c)
{
    struct buf b = {0};
    pack_u32(&b, (uint32_t)c->n);
    for (size_t i = 0; i < c->n; i++) {
        const struct change *x = &c->items[i];
        pack_str(&b, x->path);
        pack_u8(&b, (uint8_t)(x->had | x->has << 1 | x->link << 2));
        buf_put_n(&b, &x->old, sizeof x->old);
        buf_put_n(&b, &x->now, sizeof x->now);
    }
    memo_put(m, MEMO_CHANGES, now, old, buf_str(&b));
    buf_free(&b);
}

static bool get_changes(struct str packed, struct arena *a, struct changes *out)
{
    struct unpack u = {.rest = packed};
    size_t n = unpack_count(&u, 5 + 2 * sizeof(struct oid));
    *out = (struct changes){.items = ARENA_ARRAY(a, struct change, n + 1), .n = n, .cap = n};
    for (size_t i = 0; i < n && !u.bad; i++) {
        struct change *c = &out->items[i];
        c->path = unpack_str(&u);
        uint8_t flags = unpack_u8(&u);
        c->had = flags & 1;
        c->has = flags >> 1 & 1;
        c->link = flags >> 2 & 1;
        c->old = unpack_oid(&u);
        c->now = unpack_oid(&u);
    }
    return !u.bad && u.rest.n == 0;
}

void recall_changes(struct memo *m, struct treediff *t, const struct oid *old, const struct oid *now,
                    struct arena *a, struct changes *out)
{
    struct str found = memo_find(m, MEMO_CHANGES, now, old);
    if (found.n && get_changes(found, a, out))
        return;
    treediff_compare(t, old, now, a, out);
    if (!out->n_gaps)
        put_changes(m, old, now, out);
}

/* ---- renames between them ---- */

static int32_t *get_renames(struct str packed, const struct changes *c, struct arena *a)
{
    struct unpack u = {.rest = packed};
    int32_t *from = ARENA_ARRAY(a, int32_t, c->n + 1);
    u.bad = unpack_u32(&u) != c->n;
    for (size_t i = 0; i < c->n && !u.bad; i++) {
        from[i] = (int32_t)unpack_u32(&u);
        u.bad = u.bad || from[i] < RENAME_NONE || from[i] >= (int64_t)c->n;
    }
    return u.bad ? NULL : from;
}

int32_t *recall_renames(struct memo *m, struct prints *p, const struct oid *old, const struct oid *now,
                        const struct changes *c, struct arena *a, bool *unread)
{
    struct str found = c->n_gaps ? STR("") : memo_find(m, MEMO_RENAMES, now, old);
    int32_t *from = found.n ? get_renames(found, c, a) : NULL;
    bool all_read;
    if (from)
        return from;
    from = rename_find(p, c, a, &all_read);
    *unread = *unread || !all_read;
    if (all_read && !c->n_gaps) {
        struct buf b = {0};
        pack_u32(&b, (uint32_t)c->n);
        for (size_t i = 0; i < c->n; i++)
            pack_u32(&b, (uint32_t)from[i]);
        memo_put(m, MEMO_RENAMES, now, old, buf_str(&b));
        buf_free(&b);
    }
    return from;
}

/* ---- whose lines ---- */

static bool get_origin(struct unpack *u, const struct commits *c, struct origin *out)
{
    static const struct oid none;
    out->lines = unpack_u32(u);
    out->blank = unpack_u8(u);
    struct oid id = unpack_oid(u);
    out->commit = oid_eq(&id, &none) ? COMMIT_UNKNOWN : commits_find(c, &id);
    return !u->bad && out->lines && out->lines <= LIMIT_PAGE &&
           (out->commit != COMMIT_UNKNOWN || oid_eq(&id, &none));
}

bool recall_origins(struct memo *m, const struct oid *mark, const struct commits *c, struct arena *a,
                    struct origins *out)
{
    struct unpack u = {.rest = memo_find(m, MEMO_ORIGINS, mark, NULL)};
    uint64_t lines = 0;
    *out = (struct origins){.known = true};
    out->spent = unpack_u64(&u);
    out->n = unpack_count(&u, 5 + sizeof(struct oid));
    if (u.bad || u.rest.n != out->n * (5 + sizeof(struct oid)))
        return false;
    out->items = ARENA_ARRAY(a, struct origin, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        if (!get_origin(&u, c, &out->items[i]))
            return false;
        lines += out->items[i].lines;
    }
    return lines <= LIMIT_PAGE;
}

void recall_keep_origins(struct memo *m, const struct oid *mark, const struct commits *c,
                         const struct origins *origins)
{
    static const struct oid none;
    struct buf b = {0};
    pack_u64(&b, origins->spent);
    pack_u32(&b, (uint32_t)origins->n);
    for (size_t i = 0; i < origins->n; i++) {
        const struct origin *o = &origins->items[i];
        pack_u32(&b, o->lines);
        pack_u8(&b, o->blank);
        buf_put_n(&b, o->commit == COMMIT_UNKNOWN ? &none : &c->items[o->commit].id, sizeof none);
    }
    memo_put(m, MEMO_ORIGINS, mark, NULL, buf_str(&b));
    buf_free(&b);
}
