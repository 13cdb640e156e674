#include "history/lines.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/progress.h"
#include "base/tr.h"
#include "history/guess.h"
#include "history/recall.h"

/* A node while its page is worked on. */
struct stage {
    uint32_t users; /* nodes of this page that come from it and are not done */
    bool shaped;    /* how its text is laid out is known */
    struct shape shape;
    bool read, unread; /* its text was; could not be. It is read only for what the memo does not know */
    struct text text;
    uint32_t *commits; /* by line; NULL: all unknown */
};

struct attributing {
    struct objects *objects;
    struct memo *memo;
    const struct commits *commits;
    const struct lineage *lineage;
    struct arena scratch;  /* of one comparison */
    struct stage **stages; /* by node; those of the page at hand alone */
    uint32_t *nodes;       /* of the page at hand */
    size_t n_nodes, cap_nodes;
    struct arena shapes; /* of the page at hand */
    size_t spent;        /* bytes of its texts, read or not: so that a memo changes nothing */
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
    if (t->n_nodes)
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
    s->read = text_read(t->objects, &t->lineage->nodes[node].blob, &s->text);
    s->unread = !s->read;
    return s->read;
}

static void shape_stage(struct attributing *t, uint32_t node)
{
    struct stage *s = t->stages[node];
    const struct oid *blob = &t->lineage->nodes[node].blob;
    if (t->spent >= LIMIT_LINEAGE)
        return;
    s->shaped = recall_shape(t->memo, blob, &s->shape);
    if (!s->shaped && read_stage(t, node)) {
        recall_keep_shape(t->memo, blob, &s->text, &t->shapes, &s->shape);
        s->shaped = true;
    }
    t->spent += s->shaped ? s->shape.size : 0;
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
    for (; now < s->shape.lines; now++, old++)
        claim(s, now, from, old);
}

static void claim_guessed(struct stage *s, const struct stage *from, const struct hunks *h,
                          const uint32_t *there)
{
    for (size_t i = 0; i < h->n; i++)
        for (uint32_t k = 0; k < h->items[i].n_now; k++, there++)
            if (*there != GUESS_NONE)
                claim(s, h->items[i].now + k, from, *there);
}

/* A node and one that it came from, for recall.h. */
struct pair {
    struct attributing *attributing;
    uint32_t old, now;
};

static bool read_side(void *ctx, bool now, const struct text **out)
{
    struct pair *p = ctx;
    uint32_t node = now ? p->now : p->old;
    *out = &p->attributing->stages[node]->text;
    return read_stage(p->attributing, node);
}

static struct recall_pair ask_of(struct pair *p)
{
    const struct attributing *t = p->attributing;
    return (struct recall_pair){
        .memo = t->memo,
        .old = &t->lineage->nodes[p->old].blob,
        .now = &t->lineage->nodes[p->now].blob,
        .old_lines = t->stages[p->old]->shape.lines,
        .now_lines = t->stages[p->now]->shape.lines,
        .read = read_side,
        .ctx = p,
    };
}

/* Whether it could be compared with all that it came from. */
static bool claim_from_parents(struct attributing *t, uint32_t node, struct stage *s)
{
    const struct node *n = &t->lineage->nodes[node];
    bool ignored = t->commits->items[n->commit].ignored, all = true;
    struct hunks *h = ARENA_ARRAY(&t->scratch, struct hunks, n->n_links + 1);
    bool *compared = ARENA_ARRAY(&t->scratch, bool, n->n_links + 1);
    for (uint32_t k = 0; k < n->n_links; k++) {
        struct pair p = {t, t->lineage->links[n->links + k], node};
        struct recall_pair ask = ask_of(&p);
        compared[k] = t->stages[p.old]->shaped && recall_hunks(&ask, &t->scratch, &h[k]);
        if (compared[k])
            claim_common(s, t->stages[p.old], &h[k]);
        all = all && compared[k];
    }
    for (uint32_t k = 0; k < n->n_links && ignored; k++) {
        struct pair p = {t, t->lineage->links[n->links + k], node};
        struct recall_pair ask = ask_of(&p);
        const uint32_t *there = compared[k] ? recall_guesses(&ask, &h[k], &t->scratch) : NULL;
        if (there)
            claim_guessed(s, t->stages[p.old], &h[k], there);
        all = all && there;
    }
    return all;
}

static void attribute_node(struct attributing *t, uint32_t node)
{
    const struct node *n = &t->lineage->nodes[node];
    struct stage *s = t->stages[node];
    shape_stage(t, node);
    if (n->commit != COMMIT_UNKNOWN && s->shaped) {
        s->commits = mem_alloc((s->shape.lines + 1) * sizeof *s->commits);
        for (uint32_t i = 0; i < s->shape.lines; i++)
            s->commits[i] = UNCLAIMED;
        uint32_t rest = claim_from_parents(t, node, s) ? n->commit : COMMIT_UNKNOWN;
        for (uint32_t i = 0; i < s->shape.lines; i++)
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
    size_t cap = 0;
    out->known = true;
    for (uint32_t i = 0; i < s->shape.lines; i++) {
        uint32_t commit = commit_there(s, i);
        bool blank = s->shape.blank[i / 8] >> i % 8 & 1;
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
    if (t->stages[head]->shaped)
        put_origins(t->stages[head], a, out);
    drop_user(t, head);
    arena_reset(&t->shapes);
}

void lines_attribute(struct objects *o, struct memo *m, const struct commits *c, const struct lineage *l,
                     size_t n, struct arena *a, struct origins *out)
{
    struct attributing t = {.objects = o, .memo = m, .commits = c, .lineage = l};
    t.stages = mem_alloc((l->n_nodes + 1) * sizeof *t.stages);
    struct progress p = {.what = tr("finding out who wrote what")};
    for (size_t i = 0; i < n; i++) {
        progress_step(&p, i, n);
        if (l->heads[i])
            attribute_page(&t, l->heads[i], a, &out[i]);
    }
    progress_end(&p);
    mem_release(t.nodes);
    mem_release(t.stages);
    arena_clear(&t.scratch);
    arena_clear(&t.shapes);
}
