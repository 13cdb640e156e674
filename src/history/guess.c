#include "history/guess.h"

enum {
    CELLS = 1 << 18, /* old lines by new lines */
    PAIRS_MAX = 400, /* of one line */
    PERCENT_LEAST = 10,
};

/* ---- likeness ---- */

struct pairs {
    uint16_t items[PAIRS_MAX]; /* sorted */
    uint32_t n;
};

static void find_pairs(struct str line, struct pairs *p)
{
    unsigned char last = 0;
    p->n = 0;
    for (size_t i = 0; i < line.n && p->n < PAIRS_MAX; i++) {
        unsigned char c = (unsigned char)line.p[i];
        if (c <= ' ')
            continue;
        uint16_t pair = (uint16_t)(last << 8 | c);
        uint32_t at = p->n++;
        for (; at > 0 && p->items[at - 1] > pair; at--)
            p->items[at] = p->items[at - 1];
        p->items[at] = pair;
        last = c;
    }
}

/* Percent of the shorter line's pairs that the other has too: a line broken in two is still like each half. */
static uint32_t likeness(const struct pairs *x, const struct pairs *y)
{
    uint32_t same = 0, least = x->n < y->n ? x->n : y->n;
    for (uint32_t i = 0, k = 0; i < x->n && k < y->n;) {
        same += x->items[i] == y->items[k];
        uint16_t a = x->items[i], b = y->items[k];
        i += a <= b;
        k += b <= a;
    }
    uint32_t percent = least ? 100 * same / least : 0;
    return percent >= PERCENT_LEAST ? percent : 0;
}

/* ---- the best orderly pairing ---- */

struct grid {
    uint32_t old, now; /* lines on either side */
    uint32_t *best;    /* by new line and old line: the most in common that the lines so far can have */
    uint16_t *like;
};

static void fill(struct grid *g, const struct text *old, const struct text *now, const struct hunk *h,
                 struct arena *a)
{
    struct pairs *of_old = ARENA_ARRAY(a, struct pairs, g->old), of_now;
    for (uint32_t i = 0; i < g->old; i++)
        find_pairs(text_line(old, h->old + i), &of_old[i]);
    for (uint32_t k = 0; k < g->now; k++) {
        find_pairs(text_line(now, h->now + k), &of_now);
        uint32_t *row = g->best + (size_t)(k + 1) * (g->old + 1), *above = row - (g->old + 1);
        for (uint32_t i = 0; i < g->old; i++) {
            uint32_t like = likeness(&of_old[i], &of_now);
            g->like[(size_t)k * g->old + i] = (uint16_t)like;
            uint32_t paired = like ? above[i + 1] + like : above[i + 1];
            row[i + 1] = paired > row[i] ? paired : row[i];
        }
    }
}

uint32_t *guess_lines(const struct text *old, const struct text *now, const struct hunk *h, struct arena *a)
{
    uint32_t *from = ARENA_ARRAY(a, uint32_t, h->n_now + 1);
    for (uint32_t k = 0; k < h->n_now; k++)
        from[k] = GUESS_NONE;
    if (!h->n_old || !h->n_now || h->n_old > CELLS / h->n_now)
        return from;
    struct arena scratch = {0};
    struct grid g = {h->n_old, h->n_now, NULL, NULL};
    g.best = ARENA_ARRAY(&scratch, uint32_t, (size_t)(g.now + 1) * (g.old + 1));
    g.like = ARENA_ARRAY(&scratch, uint16_t, (size_t)g.now * g.old);
    fill(&g, old, now, h, &scratch);
    for (uint32_t k = g.now, i = g.old; k > 0; k--) {
        const uint32_t *row = g.best + (size_t)k * (g.old + 1);
        while (i > 1 && row[i] == row[i - 1])
            i--;
        if (g.like[(size_t)(k - 1) * g.old + i - 1])
            from[k - 1] = h->old + i - 1;
    }
    arena_clear(&scratch);
    return from;
}
