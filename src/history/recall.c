#include "history/recall.h"

#include "base/limits.h"
#include "base/pack.h"
#include "history/guess.h"
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

static struct oid get_id(struct unpack *u)
{
    struct oid id = {0};
    u->bad = u->bad || u->rest.n < sizeof id;
    if (!u->bad) {
        memcpy(&id, u->rest.p, sizeof id);
        u->rest = str_from(u->rest, sizeof id);
    }
    return id;
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
        c->old = get_id(&u);
        c->now = get_id(&u);
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

int32_t *recall_renames(struct memo *m, struct objects *o, const struct oid *old, const struct oid *now,
                        const struct changes *c, struct arena *a)
{
    struct str found = c->n_gaps ? STR("") : memo_find(m, MEMO_RENAMES, now, old);
    int32_t *from = found.n ? get_renames(found, c, a) : NULL;
    bool all_read;
    if (from)
        return from;
    from = rename_find(o, c, a, &all_read);
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

/* ---- a text ---- */

bool recall_shape(struct memo *m, const struct oid *blob, struct shape *out)
{
    struct unpack u = {.rest = memo_find(m, MEMO_SHAPE, blob, NULL)};
    out->size = unpack_u32(&u);
    out->lines = unpack_u32(&u);
    out->blank = (const unsigned char *)u.rest.p;
    return !u.bad && out->size <= LIMIT_PAGE && out->lines <= out->size && u.rest.n == (out->lines + 7) / 8;
}

void recall_keep_shape(struct memo *m, const struct oid *blob, const struct text *t, struct arena *a,
                       struct shape *out)
{
    unsigned char *blank = ARENA_ARRAY(a, unsigned char, t->n / 8 + 1);
    struct buf b = {0};
    for (uint32_t i = 0; i < t->n; i++)
        if (text_line_blank(t, i))
            blank[i / 8] |= (unsigned char)(1 << i % 8);
    *out = (struct shape){(uint32_t)t->bytes.n, t->n, blank};
    pack_u32(&b, out->size);
    pack_u32(&b, out->lines);
    buf_put_n(&b, blank, (t->n + 7) / 8);
    memo_put(m, MEMO_SHAPE, blob, NULL, buf_str(&b));
    buf_free(&b);
}

/* ---- two texts ---- */

/* In order, within both texts, and as much between them on either side. */
static bool hunks_fit(const struct hunks *h, uint32_t old_lines, uint32_t now_lines)
{
    uint32_t old = 0, now = 0;
    for (size_t i = 0; i < h->n; i++) {
        const struct hunk *x = &h->items[i];
        if (x->old < old || x->now < now || x->old - old != x->now - now || x->old > old_lines ||
            x->now > now_lines || x->n_old > old_lines - x->old || x->n_now > now_lines - x->now)
            return false;
        old = x->old + x->n_old;
        now = x->now + x->n_now;
    }
    return old_lines - old == now_lines - now;
}

static bool get_hunks(const struct recall_pair *p, struct str packed, struct arena *a, struct hunks *out)
{
    struct unpack u = {.rest = packed};
    size_t n = unpack_count(&u, sizeof(struct hunk));
    *out = (struct hunks){.items = ARENA_ARRAY(a, struct hunk, n + 1), .n = n, .cap = n};
    if (u.bad || u.rest.n != n * sizeof(struct hunk))
        return false;
    if (n)
        memcpy(out->items, u.rest.p, n * sizeof(struct hunk));
    return hunks_fit(out, p->old_lines, p->now_lines);
}

bool recall_hunks(const struct recall_pair *p, struct arena *a, struct hunks *out)
{
    struct str found = memo_find(p->memo, MEMO_HUNKS, p->old, p->now);
    const struct text *old, *now;
    if (found.n && get_hunks(p, found, a, out))
        return true;
    if (!p->read(p->ctx, false, &old) || !p->read(p->ctx, true, &now) ||
        !linediff_compare(old, now, a, out) || !hunks_fit(out, p->old_lines, p->now_lines))
        return false;
    struct buf b = {0};
    pack_u32(&b, (uint32_t)out->n);
    buf_put_n(&b, out->items, out->n * sizeof(struct hunk));
    memo_put(p->memo, MEMO_HUNKS, p->old, p->now, buf_str(&b));
    buf_free(&b);
    return true;
}

static const uint32_t *get_guesses(const struct recall_pair *p, struct str packed, size_t n, struct arena *a)
{
    uint32_t *from = ARENA_ARRAY(a, uint32_t, n + 1);
    bool ok = packed.n == n * sizeof *from;
    if (ok)
        memcpy(from, packed.p, packed.n);
    for (size_t i = 0; i < n && ok; i++)
        ok = from[i] == GUESS_NONE || from[i] < p->old_lines;
    return ok ? from : NULL;
}

const uint32_t *recall_guesses(const struct recall_pair *p, const struct hunks *h, struct arena *a)
{
    size_t n = 0;
    for (size_t i = 0; i < h->n; i++)
        n += h->items[i].n_now;
    struct str found = memo_find(p->memo, MEMO_GUESSES, p->old, p->now);
    const uint32_t *known = found.n ? get_guesses(p, found, n, a) : NULL;
    const struct text *old, *now;
    if (known)
        return known;
    if (!p->read(p->ctx, false, &old) || !p->read(p->ctx, true, &now))
        return NULL;
    const uint32_t *from = guess_lines(old, now, h, a);
    if (n)
        memo_put(p->memo, MEMO_GUESSES, p->old, p->now, str_n((const char *)from, n * sizeof *from));
    return from;
}
