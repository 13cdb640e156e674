#include "history/treediff.h"

#include <assert.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "source/tree.h"

struct held { /* a tree's bytes, and whose they are */
    struct oid id;
    bool valid;
    struct buf bytes;
};

struct level {
    struct held old, now;
};

struct treediff {
    struct objects *objects;
    struct str prefix;
    struct level levels[LIMIT_DIR_DEPTH];
    struct buf path;
    struct arena *arena; /* of the call that runs */
    struct changes *out;
    size_t seen; /* entries looked at in this call */
};

struct treediff *treediff_new(struct objects *o, struct str prefix)
{
    struct treediff *t = mem_alloc(sizeof *t);
    t->objects = o;
    t->prefix = prefix;
    return t;
}

void treediff_free(struct treediff *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < LIMIT_DIR_DEPTH; i++) {
        buf_free(&t->levels[i].old.bytes);
        buf_free(&t->levels[i].now.bytes);
    }
    buf_free(&t->path);
    free(t);
}

/* tree: what cannot be read; old_side: whether files of the old side are hidden by it. */
static void add_gap(struct treediff *t, const struct oid *tree, bool old_side)
{
    struct changes *c = t->out;
    c->hides_old = c->hides_old || old_side;
    if (c->n_gaps == 0)
        c->gap = *tree;
    *ARENA_PUSH(t->arena, c->gaps, c->n_gaps, c->cap_gaps, struct str) = str_dup(t->arena, buf_str(&t->path));
}

static size_t enter(struct treediff *t, struct str name)
{
    size_t before = t->path.n;
    if (before)
        buf_char(&t->path, '/');
    buf_put(&t->path, name);
    return before;
}

/* ---- one entry ---- */

static bool is_file(const struct tree_entry *e)
{
    return e && (e->kind == TREE_FILE || e->kind == TREE_LINK);
}

static const struct oid *folder_id(const struct tree_entry *e)
{
    return e && e->kind == TREE_FOLDER ? &e->id : NULL;
}

static void compare_folders(struct treediff *t, size_t depth, const struct oid *old, const struct oid *now);

/* old, now: what stands under one name, of one kind when both are there. */
static void compare_entry(struct treediff *t, size_t depth, const struct tree_entry *old,
                          const struct tree_entry *now)
{
    if (old && now && oid_eq(&old->id, &now->id))
        return;
    assert(old || now);
    struct str name = old ? old->name : now->name;
    size_t before = t->path.n;
    if (folder_id(old) || folder_id(now)) {
        enter(t, name);
        compare_folders(t, depth + 1, folder_id(old), folder_id(now));
    } else if ((is_file(old) || is_file(now)) && str_ends(name, STR(".md"))) {
        enter(t, name);
        struct change c = {.had = is_file(old), .has = is_file(now)};
        if (c.had)
            c.old = old->id;
        if (c.has)
            c.now = now->id;
        c.link = (c.had && old->kind == TREE_LINK) || (c.has && now->kind == TREE_LINK);
        c.path = str_dup(t->arena, buf_str(&t->path));
        *ARENA_PUSH(t->arena, t->out->items, t->out->n, t->out->cap, struct change) = c;
    }
    t->path.n = before;
}

/* ---- two folders, in step ---- */

/* Git's order: by bytes, a folder as if a slash stood behind its name. A file and a folder of one name are two. */
static int entry_cmp(const struct tree_entry *x, const struct tree_entry *y)
{
    size_t n = x->name.n < y->name.n ? x->name.n : y->name.n;
    int c = memcmp(x->name.p, y->name.p, n);
    if (c)
        return c;
    bool dx = x->kind == TREE_FOLDER, dy = y->kind == TREE_FOLDER;
    unsigned char cx = x->name.n > n ? (unsigned char)x->name.p[n] : dx ? '/' : 0;
    unsigned char cy = y->name.n > n ? (unsigned char)y->name.p[n] : dy ? '/' : 0;
    if (cx != cy)
        return cx < cy ? -1 : 1;
    return x->name.n < y->name.n ? -1 : x->name.n > y->name.n;
}

/* How many bytes both begin with. */
static size_t same_bytes(struct str x, struct str y)
{
    enum { AT_ONCE = 256 };
    size_t n = x.n < y.n ? x.n : y.n, i = 0;
    while (i + AT_ONCE <= n && memcmp(x.p + i, y.p + i, AT_ONCE) == 0)
        i += AT_ONCE;
    while (i < n && x.p[i] == y.p[i])
        i++;
    return i;
}

/* Past the entries that are the same in both: most of them, in large folders. */
static void skip_same(struct tree_iter *x, struct tree_iter *y)
{
    size_t same = same_bytes(x->rest, y->rest);
    if (same == x->rest.n && same == y->rest.n) {
        x->rest = y->rest = STR("");
        return;
    }
    struct tree_iter t = *x;
    struct tree_entry e;
    while (tree_next(&t, &e)) {
        size_t past = x->rest.n - t.rest.n;
        if (past > same)
            return;
        x->rest = t.rest;
        y->rest = str_from(y->rest, past);
        same -= past;
    }
}

static void merge(struct treediff *t, size_t depth, struct tree_iter *old, struct tree_iter *now)
{
    struct tree_entry x, y;
    bool has_x = false, has_y = false;
    for (int c = 0;; c = !has_x ? 1 : !has_y ? -1 : entry_cmp(&x, &y)) {
        if (has_x || has_y)
            compare_entry(t, depth, c <= 0 ? &x : NULL, c >= 0 ? &y : NULL);
        if (c == 0)
            skip_same(old, now);
        if (c <= 0)
            has_x = tree_next(old, &x);
        if (c >= 0)
            has_y = tree_next(now, &y);
        if (!has_x && !has_y)
            return;
        if (t->seen++ > LIMIT_ENTRIES) {
            old->bad = true;
            return;
        }
    }
}

static bool read_tree(struct treediff *t, const struct oid *id, struct held *h, struct tree_iter *it)
{
    *it = (struct tree_iter){0};
    if (!id)
        return true;
    if (!h->valid || !oid_eq(&h->id, id)) {
        h->id = *id;
        h->valid = objects_read(t->objects, id, OBJECT_TREE, LIMIT_TREE, &h->bytes);
    }
    if (h->valid)
        it->rest = buf_str(&h->bytes);
    return h->valid;
}

/* Along a line of commits the old tree of one comparison is the new one of the next: it need not be read again. */
static void reuse_old(struct level *l, const struct oid *now)
{
    if (!l->old.valid || !oid_eq(&l->old.id, now))
        return;
    struct held h = l->old;
    l->old = l->now;
    l->now = h;
}

static void compare_folders(struct treediff *t, size_t depth, const struct oid *old, const struct oid *now)
{
    const struct oid *either = old ? old : now;
    assert(either);
    if (depth >= LIMIT_DIR_DEPTH) {
        add_gap(t, either, old != NULL);
        return;
    }
    struct level *l = &t->levels[depth];
    struct tree_iter x, y;
    if (now)
        reuse_old(l, now);
    if (!read_tree(t, old, &l->old, &x))
        add_gap(t, old, true);
    else if (!read_tree(t, now, &l->now, &y))
        add_gap(t, now, old != NULL);
    else {
        merge(t, depth, &x, &y);
        if (x.bad || y.bad)
            add_gap(t, y.bad || !old ? now : old, old != NULL);
    }
}

/* ---- the prefix ---- */

/* From the commit's tree down to the prefix. False: a tree on the way cannot be read. *there tells whether the folder is there. */
static bool descend(struct treediff *t, struct oid *id, bool *there)
{
    struct str rest = t->prefix, part;
    *there = true;
    while (rest.n && str_split(&rest, '/', &part)) {
        struct tree_iter it;
        struct tree_entry e;
        if (!read_tree(t, id, &t->levels[0].old, &it))
            return false;
        bool found = false;
        while (!found && tree_next(&it, &e))
            found = e.kind == TREE_FOLDER && str_eq(e.name, part);
        if (!found) {
            *there = false;
            return !it.bad;
        }
        *id = e.id;
    }
    return true;
}

void treediff_compare(struct treediff *t, const struct oid *old, const struct oid *now, struct arena *scratch,
                      struct changes *out)
{
    *out = (struct changes){0};
    if (old && oid_eq(old, now))
        return;
    t->arena = scratch;
    t->out = out;
    t->seen = 0;
    t->path.n = 0;
    struct oid x = old ? *old : (struct oid){0}, y = *now;
    bool has_x = old != NULL, has_y = true;
    if (old && !descend(t, &x, &has_x)) {
        add_gap(t, &x, true);
        return;
    }
    if (!descend(t, &y, &has_y)) {
        add_gap(t, &y, has_x);
        return;
    }
    if ((has_x || has_y) && !(has_x && has_y && oid_eq(&x, &y)))
        compare_folders(t, 0, has_x ? &x : NULL, has_y ? &y : NULL);
}
