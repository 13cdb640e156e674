#include "history/rename.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"

enum { CANDIDATES = 4, MATRIX_MAX = 1000 * 1000, SIDE_MAX = 20000, SAME_BYTES_MAX = 100 };

struct file {
    uint32_t change;
    bool done, printed;
    const struct print *print; /* NULL: not to be compared */
};

struct side {
    struct file *items;
    size_t n;
};

struct search {
    struct prints *prints;
    const struct changes *changes;
    struct arena *arena;
    struct side old, now;
    int32_t *from;
    uint64_t spent; /* bytes compared */
    bool missing;   /* a file could not be read */
};

static const struct change *change_of(const struct search *s, const struct file *f)
{
    return &s->changes->items[f->change];
}

static void match(struct search *s, struct file *old, struct file *now)
{
    s->from[now->change] = (int32_t)old->change;
    old->done = now->done = true;
}

static void collect(struct search *s)
{
    const struct changes *c = s->changes;
    s->old.items = ARENA_ARRAY(s->arena, struct file, c->n);
    s->now.items = ARENA_ARRAY(s->arena, struct file, c->n);
    for (size_t i = 0; i < c->n; i++) {
        s->from[i] = RENAME_NONE;
        struct side *side = !c->items[i].has ? &s->old : &s->now;
        if (c->items[i].had != c->items[i].has)
            side->items[side->n++].change = (uint32_t)i;
    }
}

static void drop_done(struct side *side)
{
    size_t kept = 0;
    for (size_t i = 0; i < side->n; i++)
        if (!side->items[i].done)
            side->items[kept++] = side->items[i];
    side->n = kept;
}

/* ---- the same bytes ---- */

static bool same_name(const struct search *s, const struct file *x, const struct file *y)
{
    return str_eq(path_base(change_of(s, x)->path), path_base(change_of(s, y)->path));
}

static struct str blob_key(const struct oid *id)
{
    return str_n((const char *)id->b, sizeof id->b);
}

/* Chains of deleted files with the same bytes, in their order: 0 ends, else index + 1. */
struct chains {
    struct map heads; /* blob -> uint32_t */
    uint32_t *next;
};

static struct chains chain_up(struct search *s)
{
    struct chains c = {{.arena = s->arena}, ARENA_ARRAY(s->arena, uint32_t, s->old.n + 1)};
    for (size_t i = s->old.n; i-- > 0;) {
        struct str key = blob_key(&change_of(s, &s->old.items[i])->old);
        uint32_t *head = map_get(&c.heads, key);
        if (!head) {
            head = ARENA_NEW(s->arena, uint32_t);
            map_put(&c.heads, key, head);
        }
        c.next[i] = *head;
        *head = (uint32_t)i + 1;
    }
    return c;
}

/* The first deleted file of the added one's bytes, one of its name before others. Those taken leave the chain for good. */
static struct file *same_bytes(struct search *s, struct chains *c, struct file *now)
{
    struct file *best = NULL;
    uint32_t *link = map_get(&c->heads, blob_key(&change_of(s, now)->now));
    for (size_t looked = 0; link && *link && looked <= SAME_BYTES_MAX;) {
        struct file *old = &s->old.items[*link - 1];
        uint32_t *next = &c->next[*link - 1];
        if (old->done) {
            *link = *next;
            continue;
        }
        link = next;
        if (change_of(s, old)->link != change_of(s, now)->link)
            continue;
        if (same_name(s, old, now))
            return old;
        if (!best)
            best = old;
        looked++;
    }
    return best;
}

static void find_exact(struct search *s)
{
    struct chains c = chain_up(s);
    for (size_t k = 0; k < s->now.n; k++) {
        struct file *old = same_bytes(s, &c, &s->now.items[k]);
        if (old)
            match(s, old, &s->now.items[k]);
    }
}

/* ---- alike ---- */

static bool print_file(struct search *s, struct file *f)
{
    const struct change *c = change_of(s, f);
    if (f->printed || c->link || s->spent >= LIMIT_RENAME_ALL)
        return f->print != NULL;
    f->printed = true;
    f->print = prints_of(s->prints, c->had ? &c->old : &c->now);
    s->missing = s->missing || !f->print;
    s->spent += f->print ? f->print->size : 0;
    return f->print != NULL;
}

static unsigned alike(struct search *s, struct file *old, struct file *now)
{
    return print_file(s, old) && print_file(s, now) ? similar_score(old->print, now->print) : 0;
}

static struct map names_of(struct search *s, struct side *side)
{
    struct map m = {.arena = s->arena};
    static char twice;
    for (size_t i = 0; i < side->n; i++) {
        struct str name = path_base(change_of(s, &side->items[i])->path);
        map_put(&m, name, map_has(&m, name) ? (void *)&twice : (void *)&side->items[i]);
    }
    MAP_EACH (&m, e)
        if (e->value == &twice)
            map_put(&m, e->key.s, NULL);
    return m;
}

static void find_by_name(struct search *s)
{
    struct map olds = names_of(s, &s->old), nows = names_of(s, &s->now);
    for (size_t i = 0; i < s->old.n; i++) {
        struct str name = path_base(change_of(s, &s->old.items[i])->path);
        struct file *old = map_get(&olds, name), *now = map_get(&nows, name);
        if (old && now && !now->done && alike(s, old, now) >= SIMILAR_SAME_NAME)
            match(s, old, now);
    }
}

struct pair {
    int32_t old, now; /* now < 0: none */
    unsigned score;
    bool same_name;
};

/* Negative when x is the better one. */
static int pair_cmp(const struct pair *x, const struct pair *y)
{
    if (x->now < 0 || y->now < 0)
        return x->now < 0 ? y->now >= 0 : -1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (int)y->same_name - (int)x->same_name;
}

static void keep_if_better(struct pair best[CANDIDATES], struct pair p)
{
    size_t worst = 0;
    for (size_t i = 1; i < CANDIDATES; i++)
        if (pair_cmp(&best[i], &best[worst]) > 0)
            worst = i;
    if (pair_cmp(&best[worst], &p) > 0)
        best[worst] = p;
}

static bool tie(const struct pair best[CANDIDATES])
{
    for (size_t i = 0; i < CANDIDATES; i++)
        for (size_t c = 0; c < i; c++)
            if (best[i].now >= 0 && pair_cmp(&best[i], &best[c]) == 0)
                return true;
    return false;
}

/* The deleted files that an added one is most like. quick: those that cannot be like enough are passed over; but of two that are
 * equally alike the one goes first that took the better place, and that hangs on those passed over as well. False: so it is. */
static bool rank_row(struct search *s, size_t k, bool quick, struct pair best[CANDIDATES])
{
    struct file *now = &s->now.items[k];
    for (size_t c = 0; c < CANDIDATES; c++)
        best[c] = (struct pair){.now = -1};
    for (size_t i = 0; i < s->old.n; i++) {
        struct file *old = &s->old.items[i];
        if (quick && (!print_file(s, old) || !print_file(s, now) || !similar_could(old->print, now->print)))
            continue;
        keep_if_better(best,
                       (struct pair){(int32_t)i, (int32_t)k, alike(s, old, now), same_name(s, old, now)});
    }
    return !tie(best);
}

struct ranked {
    struct pair pair;
    size_t place; /* keeps the order of equals */
};

static int by_rank(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    int c = pair_cmp(&a->pair, &b->pair);
    return c ? c : a->place < b->place ? -1 : a->place > b->place;
}

static void find_alike(struct search *s)
{
    if (!s->old.n || !s->now.n || s->old.n > SIDE_MAX || s->now.n > SIDE_MAX ||
        s->old.n * s->now.n > MATRIX_MAX)
        return;
    size_t n = s->now.n * CANDIDATES;
    struct ranked *all = ARENA_ARRAY(s->arena, struct ranked, n);
    for (size_t k = 0; k < s->now.n; k++) {
        struct pair best[CANDIDATES];
        if (!rank_row(s, k, true, best))
            rank_row(s, k, false, best);
        for (size_t c = 0; c < CANDIDATES; c++)
            all[k * CANDIDATES + c] = (struct ranked){best[c], k * CANDIDATES + c};
    }
    qsort(all, n, sizeof *all, by_rank);
    for (size_t i = 0; i < n && all[i].pair.now >= 0 && all[i].pair.score >= SIMILAR_RENAME; i++) {
        struct file *old = &s->old.items[all[i].pair.old], *now = &s->now.items[all[i].pair.now];
        if (!old->done && !now->done)
            match(s, old, now);
    }
}

int32_t *rename_find(struct prints *p, const struct changes *changes, struct arena *scratch, bool *all_read)
{
    struct search s = {.prints = p, .changes = changes, .arena = scratch};
    s.from = ARENA_ARRAY(scratch, int32_t, changes->n + 1);
    prints_trim(p);
    collect(&s);
    if (s.old.n && s.now.n) {
        find_exact(&s);
        drop_done(&s.old);
        drop_done(&s.now);
        find_by_name(&s);
        drop_done(&s.old);
        drop_done(&s.now);
        find_alike(&s);
    }
    *all_read = !s.missing;
    return s.from;
}
