#include "history/lineage.h"

#include <stdlib.h>

#include "base/buf.h"
#include "history/heads.h"

struct tracing {
    const struct commits *commits;
    struct arena *arena;
    struct lineage *out;
    struct heads **heads; /* by commit, until its last child has taken them */
    uint32_t *children;   /* by commit: that have not yet */
    size_t n_places;
    uint32_t *found; /* nodes, by place of the commit at hand */
    struct buf marked;
};

/* ---- nodes ---- */

static void mark(struct tracing *t, uint32_t node)
{
    struct node *n = &t->out->nodes[node];
    const struct commit *c = n->commit == COMMIT_UNKNOWN ? NULL : &t->commits->items[n->commit];
    struct buf *b = &t->marked;
    buf_clear(b);
    buf_char(b, (char)(!c ? 'u' : c->ignored ? 'i' : 'c'));
    if (c)
        buf_put_n(b, &c->id, sizeof c->id);
    buf_put_n(b, &n->blob, sizeof n->blob);
    for (uint32_t k = 0; k < n->n_links; k++)
        buf_put_n(b, &t->out->nodes[t->out->links[n->links + k]].mark, sizeof n->mark);
    struct sha256 h = hash_sha256(buf_str(b));
    memcpy(&n->mark, h.b, sizeof n->mark);
}

static uint32_t add_node(struct tracing *t, uint32_t commit, const struct oid *blob)
{
    struct lineage *l = t->out;
    *ARENA_PUSH(t->arena, l->nodes, l->n_nodes, l->cap_nodes, struct node) =
        (struct node){.commit = commit, .blob = *blob, .links = (uint32_t)l->n_links};
    return (uint32_t)l->n_nodes - 1;
}

static uint32_t add_unknown(struct tracing *t, const struct oid *blob)
{
    uint32_t node = add_node(t, COMMIT_UNKNOWN, blob);
    mark(t, node);
    return node;
}

static const struct heads *parent_heads(const struct tracing *t, uint32_t commit, uint32_t k)
{
    const struct commit *c = &t->commits->items[commit];
    return k < c->n_parents ? t->heads[t->commits->parents[c->parents + k]] : NULL;
}

static uint32_t node_there(const struct tracing *t, const struct hop *h)
{
    return heads_get(parent_heads(t, h->commit, h->parent), h->from);
}

/* The text is another than in every parent that has it: a node of its own, linked to those texts. */
static uint32_t make_node(struct tracing *t, const struct hop *hops, size_t n)
{
    struct lineage *l = t->out;
    uint32_t *old = ARENA_ARRAY(t->arena, uint32_t, n), n_old = 0;
    for (size_t i = 0; i < n; i++) {
        bool again = hops[i].from == PLACE_NONE;
        for (size_t k = 0; k < i && !again; k++)
            again = hops[k].from != PLACE_NONE && oid_eq(&hops[k].old, &hops[i].old);
        if (again)
            continue;
        uint32_t there = node_there(t, &hops[i]);
        old[n_old++] = there ? there : add_unknown(t, &hops[i].old);
    }
    uint32_t node = add_node(t, hops->commit, &hops->now);
    for (uint32_t i = 0; i < n_old; i++)
        *ARENA_PUSH(t->arena, l->links, l->n_links, l->cap_links, uint32_t) = old[i];
    l->nodes[node].n_links = n_old;
    mark(t, node);
    return node;
}

/* ---- one path in one commit ---- */

/* hops: of one place, by parent; a parent without one has the same blob at the same path. */
static uint32_t node_here(struct tracing *t, const struct hop *hops, size_t n)
{
    const struct commit *c = &t->commits->items[hops->commit];
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        if (hops[i].from == PLACE_UNKNOWN)
            return 0;
    while (known < n && hops[known].parent == known)
        known++;
    if (known < c->n_parents)
        return heads_get(parent_heads(t, hops->commit, (uint32_t)known), hops->place);
    for (size_t i = 0; i < n; i++)
        if (hops[i].from != PLACE_NONE && oid_eq(&hops[i].old, &hops[i].now))
            return node_there(t, &hops[i]);
    return make_node(t, hops, n);
}

static int by_place(const void *x, const void *y)
{
    const struct hop *a = x, *b = y;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->parent < b->parent ? -1 : a->parent > b->parent;
}

/* ---- one commit ---- */

static bool knows_parents(const struct tracing *t, const struct commit *c)
{
    bool known = !c->lost && !c->shallow;
    for (uint32_t k = 0; k < c->n_parents && known; k++)
        known = !t->commits->items[t->commits->parents[c->parents + k]].lost;
    return known;
}

/* The first of the next place's hops, or n. */
static size_t next_place(const struct hop *hops, size_t n, size_t i)
{
    uint32_t place = hops[i].place;
    while (i < n && hops[i].place == place)
        i++;
    return i;
}

static void find_nodes(struct tracing *t, const struct hop *hops, size_t n)
{
    size_t groups = 0;
    for (size_t i = 0, end; i < n; i = end) {
        end = next_place(hops, n, i);
        t->found[groups++] = hops[i].parent == 0 ? node_here(t, hops + i, end - i) : 0;
    }
}

/* Where the first parent says nothing, all is as it was there. */
static void set_heads(const struct tracing *t, struct heads *h, const struct hop *hops, size_t n)
{
    size_t groups = 0;
    for (size_t i = 0; i < n; i = next_place(hops, n, i), groups++)
        if (hops[i].parent == 0)
            heads_set(h, hops[i].place, t->found[groups]);
}

static void let_go_of_parents(struct tracing *t, const struct commit *c)
{
    for (uint32_t k = 0; k < c->n_parents; k++) {
        uint32_t p = t->commits->parents[c->parents + k];
        if (--t->children[p] == 0) {
            heads_drop(t->heads[p]);
            t->heads[p] = NULL;
        }
    }
}

/* All nodes are found before any is set, since paths may have changed places; and heads are let go of before they are changed, since
 * then the last child need not copy them. */
static void visit(struct tracing *t, uint32_t i, struct hop *hops, size_t n)
{
    const struct commit *c = &t->commits->items[i];
    bool known = knows_parents(t, c);
    struct heads *first = known && c->n_parents ? t->heads[t->commits->parents[c->parents]] : NULL;
    struct heads *h = first ? heads_hold(first) : heads_new(t->n_places);
    if (c->n_parents > 1 && n)
        qsort(hops, n, sizeof *hops, by_place);
    if (known)
        find_nodes(t, hops, n);
    let_go_of_parents(t, c);
    if (known && n) {
        h = heads_own(h);
        set_heads(t, h, hops, n);
    }
    t->heads[i] = h;
}

void lineage_find(const struct commits *c, const struct followed *f, size_t pages, struct arena *a,
                  struct lineage *out)
{
    struct tracing t = {.commits = c, .arena = a, .out = out, .n_places = f->n_places};
    *out = (struct lineage){.heads = ARENA_ARRAY(a, uint32_t, pages + 1)};
    ARENA_PUSH(a, out->nodes, out->n_nodes, out->cap_nodes, struct node)->commit = COMMIT_UNKNOWN;
    t.heads = ARENA_ARRAY(a, struct heads *, c->n + 1);
    t.children = ARENA_ARRAY(a, uint32_t, c->n + 1);
    t.found = ARENA_ARRAY(a, uint32_t, f->n_places + 1);
    for (size_t i = 0; i < c->n_parents; i++)
        t.children[c->parents[i]]++;
    size_t end = f->n_hops;
    for (size_t i = c->n; i-- > 0;) {
        size_t first = end;
        while (first > 0 && f->hops[first - 1].commit == c->order[i])
            first--;
        visit(&t, c->order[i], f->hops + first, end - first);
        end = first;
    }
    for (size_t i = 0; i < pages; i++)
        if (f->trails[i].present)
            out->heads[i] = heads_get(t.heads[0], f->tracks[f->trails[i].tracks].place);
    heads_drop(t.heads[0]);
    buf_free(&t.marked);
}
