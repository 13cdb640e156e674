#include "history/guess.h"

#include <stdlib.h>

enum {
    LINES_MAX = 4096,    /* of one change, on either side */
    LOOKS_MAX = 4000000, /* pairs of lines looked at in one comparison of texts */
    REACH = 10,          /* lines off from where a line would stand if the change were stretched evenly */
    NEARNESS = 1000,  /* what one letter pair counts where the line stands, and one less for each line off */
    ALIKE_LEAST = 10, /* letter pairs in common with a line outside the change */
    LETTERS_MAX = 100000, /* of one line */
};

/* ---- a line's letter pairs ---- */

struct pair {
    uint32_t letters, count;
};

struct print {
    struct pair *items; /* by letters */
    uint32_t n;
    bool made;
};

/* A letter as Git sees it here: small, and below zero outside ASCII, where a pair tells its first byte alone. White space is 0. */
static uint32_t letter(char c)
{
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        return 0;
    return (uint32_t)(signed char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
}

static int by_letters(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    return a->letters < b->letters ? -1 : a->letters > b->letters;
}

static struct print print_line(struct str line, struct arena *a)
{
    struct print p = {.made = true};
    uint32_t last = 0;
    size_t n = 0;
    line = str_sub(line, 0, LETTERS_MAX);
    p.items = ARENA_ARRAY(a, struct pair, line.n + 1);
    for (size_t i = 0; i <= line.n; i++) {
        uint32_t now = i < line.n ? letter(line.p[i]) : 0;
        if (last | now)
            p.items[n++] = (struct pair){last | now << 8, 1};
        last = now;
    }
    if (n)
        qsort(p.items, n, sizeof *p.items, by_letters);
    for (size_t i = 0; i < n; i++) {
        if (p.n && p.items[p.n - 1].letters == p.items[i].letters)
            p.items[p.n - 1].count++;
        else
            p.items[p.n++] = p.items[i];
    }
    return p;
}

/* spend: what they have in common is taken from x. */
static uint32_t in_common(struct print *x, const struct print *y, bool spend)
{
    uint32_t same = 0;
    for (uint32_t i = 0, k = 0; i < x->n && k < y->n;) {
        uint32_t a = x->items[i].letters, b = y->items[k].letters;
        if (a == b) {
            uint32_t n = x->items[i].count < y->items[k].count ? x->items[i].count : y->items[k].count;
            same += n;
            x->items[i].count -= spend ? n : 0;
        }
        i += a <= b;
        k += b <= a;
    }
    return same;
}

static struct print copy_print(const struct print *p, struct arena *a)
{
    struct print copy = *p;
    copy.items = ARENA_ARRAY(a, struct pair, p->n + 1);
    if (p->n)
        memcpy(copy.items, p->items, p->n * sizeof *p->items);
    return copy;
}

/* ---- one change ---- */

struct match { /* of a new line */
    enum { OPEN, MATCHED, ALONE } state;
    int64_t sure; /* how far the best stands out */
    uint32_t best, second;
};

struct span {
    uint32_t old, old_end, now, now_end;
};

struct guessing {
    const struct text *old, *now;
    struct print *of_old;  /* by line, made when asked for */
    struct arena *scratch; /* of the comparison */
    size_t looks;
    const struct hunk *hunk;
    struct print *left; /* by old line of the change: what is not spent */
    struct print *of_now;
    struct match *matches; /* by new line of the change */
    uint32_t reach;
};

static uint32_t common(struct guessing *g, struct print *x, const struct print *y, bool spend)
{
    g->looks++;
    return in_common(x, y, spend);
}

/* Where a new line would stand among the old ones, the middle of the lines that it could be. */
static uint32_t stands_at(const struct guessing *g, uint32_t now)
{
    return (uint32_t)((2 * (uint64_t)now + 1) * g->hunk->n_old / (2 * (uint64_t)g->hunk->n_now));
}

static void match_line(struct guessing *g, const struct span *s, uint32_t now)
{
    struct match *m = &g->matches[now];
    uint32_t at = stands_at(g, now), from = at > s->old + g->reach ? at - g->reach : s->old;
    uint32_t end = at + g->reach + 1 < s->old_end ? at + g->reach + 1 : s->old_end;
    int64_t best = 0, second = 0;
    *m = (struct match){.state = ALONE, .best = s->old, .second = s->old};
    for (uint32_t i = from; i < end; i++) {
        uint32_t off = i > at ? i - at : at - i;
        int64_t like = (int64_t)common(g, &g->left[i], &g->of_now[now], false) * (NEARNESS - (int64_t)off);
        if (like > best) {
            second = best;
            m->second = m->best;
            best = like;
            m->best = i;
        } else if (like > second) {
            second = like;
            m->second = i;
        }
    }
    if (best)
        m->state = MATCHED;
    m->sure = 2 * best - second;
}

/* The new line that is surest of where it came from; the end when none is. */
static uint32_t find_surest(struct guessing *g, const struct span *s)
{
    uint32_t surest = s->now_end;
    for (uint32_t k = s->now; k < s->now_end; k++) {
        if (g->matches[k].state == OPEN)
            match_line(g, s, k);
        if (g->matches[k].state == MATCHED &&
            (surest == s->now_end || g->matches[k].sure > g->matches[surest].sure))
            surest = k;
    }
    return surest;
}

/* Matches that would now be out of order, or of letters that are spent, are looked for again. */
static void reopen(struct guessing *g, const struct span *s, uint32_t surest)
{
    uint32_t there = g->matches[surest].best;
    uint32_t far = (uint32_t)(((2 * (uint64_t)g->reach + 1) * g->hunk->n_now - 1) / g->hunk->n_old);
    uint32_t from = surest - s->now > far ? surest - far : s->now;
    uint32_t end = s->now_end - surest > far ? surest + far + 1 : s->now_end;
    for (uint32_t k = from; k < end; k++) {
        struct match *m = &g->matches[k];
        bool before = m->best >= there || m->second >= there, after = m->best <= there || m->second <= there;
        if (m->state == MATCHED && k != surest && (k < surest ? before : after))
            m->state = OPEN;
    }
}

/* The spans are taken from left to right: the line that both halves share is spent in that order. */
static void match_all(struct guessing *g)
{
    struct span *spans = ARENA_ARRAY(g->scratch, struct span, g->hunk->n_now + 2);
    size_t n = 0;
    spans[n++] = (struct span){0, g->hunk->n_old, 0, g->hunk->n_now};
    while (n && g->looks < LOOKS_MAX) {
        struct span s = spans[--n];
        uint32_t k = find_surest(g, &s);
        if (k == s.now_end)
            continue;
        uint32_t there = g->matches[k].best;
        common(g, &g->left[there], &g->of_now[k], true);
        reopen(g, &s, k);
        if (k + 1 < s.now_end)
            spans[n++] = (struct span){there, s.old_end, k + 1, s.now_end};
        if (k > s.now)
            spans[n++] = (struct span){s.old, there + 1, s.now, k};
    }
    for (uint32_t k = 0; n && k < g->hunk->n_now; k++)
        g->matches[k].state = ALONE;
}

/* ---- all of the old text ---- */

static struct print *print_old(struct guessing *g, uint32_t line)
{
    if (!g->of_old[line].made)
        g->of_old[line] = print_line(text_line(g->old, line), g->scratch);
    return &g->of_old[line];
}

/* The line most like it, of equals the nearest by its number. */
static uint32_t look_everywhere(struct guessing *g, const struct print *p, uint32_t line)
{
    uint32_t best = ALIKE_LEAST, found = GUESS_NONE, found_off = 0;
    if (g->looks + g->old->n > LOOKS_MAX)
        return GUESS_NONE;
    for (uint32_t i = 0; i < g->old->n; i++) {
        uint32_t same = common(g, print_old(g, i), p, false), off = i > line ? i - line : line - i;
        if (same < best || (same == best && found != GUESS_NONE && found_off < off))
            continue;
        best = same;
        found = i;
        found_off = off;
    }
    return found;
}

static void guess_hunk(struct guessing *g, const struct hunk *h, uint32_t *from)
{
    g->hunk = h;
    g->reach = h->n_old > REACH ? REACH : h->n_old ? h->n_old - 1 : 0;
    g->of_now = ARENA_ARRAY(g->scratch, struct print, h->n_now + 1);
    g->matches = ARENA_ARRAY(g->scratch, struct match, h->n_now + 1);
    g->left = ARENA_ARRAY(g->scratch, struct print, h->n_old + 1);
    for (uint32_t k = 0; k < h->n_now; k++)
        g->of_now[k] = print_line(text_line(g->now, h->now + k), g->scratch);
    for (uint32_t i = 0; i < h->n_old; i++)
        g->left[i] = copy_print(print_old(g, h->old + i), g->scratch);
    if (h->n_old)
        match_all(g);
    for (uint32_t k = 0; k < h->n_now; k++)
        from[k] = g->matches[k].state == MATCHED ? h->old + g->matches[k].best
                                                 : look_everywhere(g, &g->of_now[k], h->now + k);
}

uint32_t *guess_lines(const struct text *old, const struct text *now, const struct hunks *h, struct arena *a)
{
    struct arena scratch = {0};
    struct guessing g = {.old = old, .now = now, .scratch = &scratch};
    uint32_t *from = ARENA_ARRAY(a, uint32_t, now->n + 1), *next = from;
    g.of_old = ARENA_ARRAY(&scratch, struct print, old->n + 1);
    for (size_t i = 0; i < h->n; next += h->items[i++].n_now) {
        for (uint32_t k = 0; k < h->items[i].n_now; k++)
            next[k] = GUESS_NONE;
        if (h->items[i].n_old <= LINES_MAX && h->items[i].n_now <= LINES_MAX)
            guess_hunk(&g, &h->items[i], next);
    }
    arena_clear(&scratch);
    return from;
}
