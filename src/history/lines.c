#include "history/lines.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/progress.h"
#include "base/tr.h"
#include "history/guess.h"
#include "history/recall.h"

/* A node while its page is worked on. */
struct stage {
    uint32_t users;    /* nodes of this page that come from it and are not done */
    bool known;        /* whose its lines are */
    bool recalled;     /* ... from the memo: nothing that it came from is looked at */
    bool read, unread; /* its text was; could not be */
    uint64_t spent;    /* bytes of the texts that it came from, one from another: the longest way */
    struct text text;
    uint32_t n;        /* lines */
    uint32_t *commits; /* by line; NULL: all unknown */
};

/* What the threads have in common. */
struct sharing {
    const struct lineage *lineage;
    const struct origins *before; /* by page, or NULL */
    struct origins *out;          /* by page */
    bool *worth;                  /* by page: to be remembered */
    uint32_t *pages;              /* to look at, n of them */
    size_t n;
    atomic_size_t next; /* that nobody has taken */
};

struct attributing {
    struct sharing *sharing;
    struct objects *objects;
    struct memo *memo;
    const struct commits *commits;
    const struct lineage *lineage;
    struct arena scratch;         /* of one comparison */
    const struct origins *before; /* of the page at hand, or NULL */
    struct stage **stages;        /* by node; those of the page at hand alone */
    uint32_t *nodes;              /* of the page at hand */
    size_t n_nodes, cap_nodes;
    bool missing; /* a text of the page at hand could not be read */
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

/* ---- what is known from before ---- */

static void expand(const struct origins *o, struct stage *s)
{
    for (size_t i = 0; i < o->n; i++)
        s->n += o->items[i].lines;
    s->commits = mem_alloc((s->n + 1) * sizeof *s->commits);
    for (size_t i = 0, at = 0; i < o->n; i++)
        for (uint32_t k = 0; k < o->items[i].lines; k++)
            s->commits[at++] = o->items[i].commit;
}

/* Where the walk ended the text is known from before; elsewhere the memo may have it, and is asked when that spares something. */
static bool recall_known(struct attributing *t, const struct node *n, struct origins *known)
{
    if (n->n_links)
        return recall_origins(t->memo, &n->mark, t->commits, &t->scratch, known);
    if (n->commit != COMMIT_UNKNOWN || !t->before || !t->before->known || !oid_eq(&n->blob, &t->before->blob))
        return false;
    *known = *t->before;
    return true;
}

static bool recall_stage(struct attributing *t, uint32_t node)
{
    struct origins known;
    struct stage *s = t->stages[node];
    s->recalled = recall_known(t, &t->lineage->nodes[node], &known);
    s->known = s->recalled;
    if (s->recalled) {
        s->spent = known.spent;
        expand(&known, s);
    }
    arena_reset(&t->scratch);
    return s->recalled;
}

/* Everything that the head comes from, back to what is known, the oldest first: a node comes after those it links to. */
static void collect(struct attributing *t, uint32_t head)
{
    const struct lineage *l = t->lineage;
    t->n_nodes = 0;
    t->missing = false;
    add_user(t, head);
    for (size_t i = 0; i < t->n_nodes; i++) {
        const struct node *n = &l->nodes[t->nodes[i]];
        uint32_t links = recall_stage(t, t->nodes[i]) ? 0 : n->n_links;
        for (uint32_t k = 0; k < links; k++)
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
    s->read =
        text_read(t->objects, &t->lineage->nodes[node].blob, &s->text) && (!s->recalled || s->text.n == s->n);
    s->unread = !s->read;
    t->missing = t->missing || s->unread;
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
    for (; now < s->n; now++, old++)
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

/* Whether it could be compared with all that it came from. */
static bool claim_from_parents(struct attributing *t, uint32_t node, struct stage *s)
{
    const struct node *n = &t->lineage->nodes[node];
    bool ignored = t->commits->items[n->commit].ignored, all = true;
    struct hunks *h = ARENA_ARRAY(&t->scratch, struct hunks, n->n_links + 1);
    bool *compared = ARENA_ARRAY(&t->scratch, bool, n->n_links + 1);
    for (uint32_t k = 0; k < n->n_links; k++) {
        uint32_t there = t->lineage->links[n->links + k];
        struct stage *from = t->stages[there];
        compared[k] = from->known && read_stage(t, there) &&
                      linediff_compare(&from->text, &s->text, &t->scratch, &h[k]);
        if (compared[k])
            claim_common(s, from, &h[k]);
        all = all && compared[k];
    }
    for (uint32_t k = 0; k < n->n_links && ignored; k++) {
        const struct stage *from = t->stages[t->lineage->links[n->links + k]];
        if (compared[k])
            claim_guessed(s, from, &h[k], guess_lines(&from->text, &s->text, &h[k], &t->scratch));
    }
    return all;
}

static void claim_lines(struct attributing *t, uint32_t node, struct stage *s)
{
    uint32_t commit = t->lineage->nodes[node].commit;
    s->commits = mem_alloc((s->n + 1) * sizeof *s->commits);
    for (uint32_t i = 0; i < s->n; i++)
        s->commits[i] = UNCLAIMED;
    uint32_t rest = claim_from_parents(t, node, s) ? commit : COMMIT_UNKNOWN;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->commits[i] == UNCLAIMED)
            s->commits[i] = rest;
}

static void attribute_node(struct attributing *t, uint32_t node)
{
    const struct node *n = &t->lineage->nodes[node];
    struct stage *s = t->stages[node];
    if (s->recalled)
        return;
    for (uint32_t k = 0; k < n->n_links; k++) {
        const struct stage *from = t->stages[t->lineage->links[n->links + k]];
        s->spent = from->spent > s->spent ? from->spent : s->spent;
    }
    s->known = s->spent < LIMIT_LINEAGE && read_stage(t, node);
    if (s->known) {
        s->n = s->text.n;
        s->spent += s->text.bytes.n;
        if (n->commit != COMMIT_UNKNOWN)
            claim_lines(t, node, s);
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
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t commit = commit_there(s, i);
        bool blank = text_line_blank(&s->text, i);
        struct origin *last = out->n ? &out->items[out->n - 1] : NULL;
        if (last && last->commit == commit && last->blank == blank)
            last->lines++;
        else
            *ARENA_PUSH(a, out->items, out->n, cap, struct origin) = (struct origin){1, commit, blank};
    }
}

static void attribute_page(struct attributing *t, uint32_t page, struct arena *a)
{
    uint32_t head = t->sharing->lineage->heads[page];
    struct origins *out = &t->sharing->out[page];
    t->before = t->sharing->before ? &t->sharing->before[page] : NULL;
    collect(t, head);
    for (size_t i = 0; i < t->n_nodes; i++)
        attribute_node(t, t->nodes[i]);
    const struct stage *s = t->stages[head];
    *out = (struct origins){.blob = out->blob, .spent = s->spent};
    if (s->known)
        put_origins(s, a, out);
    t->sharing->worth[page] = s->known && !t->missing && !t->before;
    drop_user(t, head);
}

/* ---- all pages ---- */

enum { BATCH = 32 }; /* pages that a thread takes at a time */

struct hand {
    struct attributing attributing;
    struct arena arena;        /* of what it finds */
    struct progress *progress; /* NULL: another shows it */
    pthread_t thread;
};

static void *attribute_share(void *hand)
{
    struct hand *h = hand;
    struct attributing *t = &h->attributing;
    struct sharing *s = t->sharing;
    t->stages = mem_alloc((s->lineage->n_nodes + 1) * sizeof *t->stages);
    for (size_t first; (first = atomic_fetch_add(&s->next, BATCH)) < s->n;) {
        if (h->progress)
            progress_step(h->progress, first, s->n);
        for (size_t i = first; i < s->n && i < first + BATCH; i++)
            attribute_page(t, s->pages[i], &h->arena);
    }
    mem_release(t->nodes);
    mem_release(t->stages);
    arena_clear(&t->scratch);
    return NULL;
}

/* All hands at work, this thread among them. */
static void share_out(struct objects *o, const struct attributing *alike, unsigned threads, struct arena *a)
{
    struct progress p = {.what = tr("finding out who wrote what")};
    struct hand hands[LINES_THREADS] = {0};
    unsigned made = 1;
    for (unsigned i = 0; i < LINES_THREADS; i++)
        hands[i].attributing = *alike;
    hands[0].attributing.objects = o;
    hands[0].progress = &p;
    for (; made < LINES_THREADS && made < threads && (size_t)made * BATCH < alike->sharing->n; made++) {
        hands[made].attributing.objects = objects_reader(o);
        if (pthread_create(&hands[made].thread, NULL, attribute_share, &hands[made]) != 0) {
            objects_close(hands[made].attributing.objects);
            break;
        }
    }
    attribute_share(&hands[0]);
    for (unsigned i = 1; i < made; i++) {
        pthread_join(hands[i].thread, NULL);
        objects_close(hands[i].attributing.objects);
    }
    for (unsigned i = 0; i < made; i++)
        arena_adopt(a, &hands[i].arena);
    progress_end(&p);
}

/* What is remembered, and what is new, is asked and told in the order of the pages: so the memo finds it fastest the next time. */
void lines_attribute(struct objects *o, struct memo *m, const struct commits *c, const struct lineage *l,
                     const struct origins *before, size_t n, unsigned threads, struct arena *a,
                     struct origins *out)
{
    struct arena scratch = {0};
    struct sharing s = {.lineage = l, .before = before, .out = out};
    s.worth = ARENA_ARRAY(&scratch, bool, n + 1);
    s.pages = ARENA_ARRAY(&scratch, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct node *head = &l->nodes[l->heads[i]];
        if (l->heads[i] && !recall_origins(m, &head->mark, c, a, &out[i]))
            s.pages[s.n++] = (uint32_t)i;
        out[i].blob = head->blob;
    }
    share_out(o, &(struct attributing){.sharing = &s, .memo = m, .commits = c, .lineage = l}, threads, a);
    for (size_t i = 0; i < s.n; i++) {
        uint32_t page = s.pages[i];
        if (s.worth[page])
            recall_keep_origins(m, &l->nodes[l->heads[page]].mark, c, &out[page]);
    }
    arena_clear(&scratch);
}
