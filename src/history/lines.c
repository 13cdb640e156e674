#include "history/lines.h"

#include <stdlib.h>

#include "base/limits.h"
#include "history/guess.h"

/* A node while its page is worked on. */
struct stage {
    uint32_t users;    /* nodes of this page that come from it and are not done */
    bool read, unread; /* its text was; could not be */
    struct text text;
    uint32_t *commits; /* by line; NULL: all unknown */
};

struct attributing {
    struct objects *objects;
    const struct commits *commits;
    const struct lineage *lineage;
    struct arena scratch;  /* of one comparison */
    struct stage **stages; /* by node; those of the page at hand alone */
    uint32_t *nodes;       /* of the page at hand */
    size_t n_nodes, cap_nodes;
    size_t spent; /* bytes read for the page */
};

/* ---- the page's nodes ---- */

static void add_user(struct attributing *t, uint32_t node)
{
    if (!t->stages[node]) {
        t->stages[node] = mem_alloc(sizeof **t->stages);
        if (t->n_nodes == t->cap_nodes) {
            t->cap_nodes = t->cap_nodes ? 2 * t->cap_nodes : 64;
            t->nodes = mem_resize(t->nodes, t->cap_nodes * sizeof *t->nodes);
        }
        t->nodes[t->n_nodes++] = node;
    }
    t->stages[node]->users++;
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* Everything that the head comes from, the oldest first: a node comes after those it links to. */
static void collect(struct attributing *t, uint32_t head)
{
    const struct lineage *l = t->lineage;
    t->n_nodes = 0;
    t->spent = 0;
    add_user(t, head);
    for (size_t i = 0; i < t->n_nodes; i++) {
        const struct node *n = &l->nodes[t->nodes[i]];
        for (uint32_t k = 0; k < n->n_links; k++)
            add_user(t, l->links[n->links + k]);
    }
    qsort(t->nodes, t->n_nodes, sizeof *t->nodes, by_number);
}

static void drop_user(struct attributing *t, uint32_t node)
{
    struct stage *s = t->stages[node];
    if (--s->users)
        return;
    text_free(&s->text);
    mem_release(s->commits);
    mem_release(s);
    t->stages[node] = NULL;
}

static bool read_stage(struct attributing *t, uint32_t node)
{
    struct stage *s = t->stages[node];
    if (s->read || s->unread)
        return s->read;
    s->read = t->spent < LIMIT_LINEAGE && text_read(t->objects, &t->lineage->nodes[node].blob, &s->text);
    s->unread = !s->read;
    t->spent += s->text.bytes.n;
    return s->read;
}

/* ---- one node from one that it came from ---- */

static uint32_t commit_there(const struct stage *s, uint32_t line)
{
    return s->commits ? s->commits[line] : COMMIT_UNKNOWN;
}

/* Lines that are nobody's yet have this. */
enum { UNCLAIMED = UINT32_MAX - 1 };

static void claim(struct stage *s, uint32_t line, const struct stage *from, uint32_t there)
{
    if (s->commits[line] == UNCLAIMED)
        s->commits[line] = commit_there(from, there);
}

static void claim_common(struct stage *s, const struct stage *from, const struct hunks *h)
{
    uint32_t old = 0, now = 0;
    for (size_t i = 0; i < h->n; i++) {
        for (; now < h->items[i].now; now++, old++)
            claim(s, now, from, old);
        now += h->items[i].n_now;
        old = h->items[i].old + h->items[i].n_old;
    }
    for (; now < s->text.n; now++, old++)
        claim(s, now, from, old);
}

static void claim_guessed(struct attributing *t, struct stage *s, const struct stage *from,
                          const struct hunks *h)
{
    for (size_t i = 0; i < h->n; i++) {
        const struct hunk *x = &h->items[i];
        const uint32_t *there = guess_lines(&from->text, &s->text, x, &t->scratch);
        for (uint32_t k = 0; k < x->n_now; k++)
            if (there[k] != GUESS_NONE)
                claim(s, x->now + k, from, there[k]);
    }
}

/* Whether it could be compared with all that it came from. */
static bool claim_from_parents(struct attributing *t, const struct node *n, struct stage *s)
{
    bool ignored = n->commit != COMMIT_UNKNOWN && t->commits->items[n->commit].ignored, all = true;
    struct hunks *h = ARENA_ARRAY(&t->scratch, struct hunks, n->n_links + 1);
    bool *compared = ARENA_ARRAY(&t->scratch, bool, n->n_links + 1);
    for (uint32_t k = 0; k < n->n_links; k++) {
        uint32_t old = t->lineage->links[n->links + k];
        const struct stage *from = t->stages[old];
        compared[k] = read_stage(t, old) && linediff_compare(&from->text, &s->text, &t->scratch, &h[k]);
        if (compared[k])
            claim_common(s, from, &h[k]);
        all = all && compared[k];
    }
    for (uint32_t k = 0; k < n->n_links && ignored; k++)
        if (compared[k])
            claim_guessed(t, s, t->stages[t->lineage->links[n->links + k]], &h[k]);
    return all;
}

static void attribute_node(struct attributing *t, uint32_t node)
{
    const struct node *n = &t->lineage->nodes[node];
    struct stage *s = t->stages[node];
    if (n->commit != COMMIT_UNKNOWN && read_stage(t, node)) {
        s->commits = mem_alloc((s->text.n + 1) * sizeof *s->commits);
        for (uint32_t i = 0; i < s->text.n; i++)
            s->commits[i] = UNCLAIMED;
        uint32_t rest = claim_from_parents(t, n, s) ? n->commit : COMMIT_UNKNOWN;
        for (uint32_t i = 0; i < s->text.n; i++)
            if (s->commits[i] == UNCLAIMED)
                s->commits[i] = rest;
    }
    for (uint32_t k = 0; k < n->n_links; k++)
        drop_user(t, t->lineage->links[n->links + k]);
    arena_reset(&t->scratch);
}

/* ---- one page ---- */

static void put_origins(const struct stage *s, struct arena *a, struct origins *out)
{
    const struct text *t = &s->text;
    size_t cap = 0;
    out->known = true;
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t commit = commit_there(s, i);
        bool blank = text_line_blank(t, i);
        struct origin *last = out->n ? &out->items[out->n - 1] : NULL;
        if (last && last->commit == commit && last->blank == blank)
            last->lines++;
        else
            *ARENA_PUSH(a, out->items, out->n, cap, struct origin) = (struct origin){1, commit, blank};
    }
}

static void attribute_page(struct attributing *t, uint32_t head, struct arena *a, struct origins *out)
{
    collect(t, head);
    for (size_t i = 0; i < t->n_nodes; i++)
        attribute_node(t, t->nodes[i]);
    out->blob = t->lineage->nodes[head].blob;
    if (read_stage(t, head))
        put_origins(t->stages[head], a, out);
    drop_user(t, head);
}

void lines_attribute(struct objects *o, const struct commits *c, const struct lineage *l, size_t n,
                     struct arena *a, struct origins *out)
{
    struct attributing t = {.objects = o, .commits = c, .lineage = l};
    t.stages = mem_alloc((l->n_nodes + 1) * sizeof *t.stages);
    for (size_t i = 0; i < n; i++)
        if (l->heads[i])
            attribute_page(&t, l->heads[i], a, &out[i]);
    mem_release(t.nodes);
    mem_release(t.stages);
    arena_clear(&t.scratch);
}
