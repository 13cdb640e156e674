#include "view/align.h"

/* What lies between the common beginning and the common end. Diagonal k holds the points with x - y = k; row[k] is how far along
 * x the best way with d differences comes there. */
struct middle {
    const uint64_t *x, *y;
    int32_t n, m;
    int32_t **rows; /* by d, from -d to d */
};

static int32_t slide(const struct middle *w, int32_t x, int32_t k)
{
    while (x < w->n && x - k < w->m && w->x[x] == w->y[x - k])
        x++;
    return x;
}

/* Whether the way to diagonal k with d differences comes from k + 1 (an item of y more), not from k - 1 (one of x less). */
static bool comes_down(const int32_t *before, int32_t d, int32_t k)
{
    return k == -d || (k != d && before[k - 1] < before[k + 1]);
}

/* The number of differences, or -1 when there are too many. Rows are indexed by k: their middle is 0. */
static int32_t search(struct middle *w, int32_t most, struct arena *a)
{
    w->rows = ARENA_ARRAY(a, int32_t *, (size_t)most + 1);
    for (int32_t d = 0; d <= most; d++) {
        const int32_t *before = d ? w->rows[d - 1] : NULL;
        int32_t *now = ARENA_ARRAY(a, int32_t, 2 * (size_t)d + 1) + d;
        w->rows[d] = now;
        for (int32_t k = -d; k <= d; k += 2) {
            int32_t x = !d ? 0 : comes_down(before, d, k) ? before[k + 1] : before[k - 1] + 1;
            now[k] = slide(w, x, k);
            if (k == w->n - w->m && now[k] == w->n)
                return d;
        }
    }
    return -1;
}

static void walk_back(const struct middle *w, int32_t d, uint32_t *mate, uint32_t y_at)
{
    int32_t x = w->n, y = w->m;
    for (; d >= 0; d--) {
        int32_t k = x - y, from_x = 0, from_y = 0;
        if (d) {
            bool down = comes_down(w->rows[d - 1], d, k);
            from_x = down ? w->rows[d - 1][k + 1] : w->rows[d - 1][k - 1];
            from_y = down ? from_x - (k + 1) : from_x - (k - 1);
        }
        while (x > from_x && y > from_y) /* along the diagonal; the one step before it has no mate */
            mate[--x] = y_at + (uint32_t)--y;
        x = from_x;
        y = from_y;
    }
}

bool align(const uint64_t *x, size_t n, const uint64_t *y, size_t m, struct arena *a, uint32_t *mate)
{
    size_t head = 0, tail = 0, most;
    while (head < n && head < m && x[head] == y[head]) {
        mate[head] = (uint32_t)head;
        head++;
    }
    for (size_t i = head; i < n; i++)
        mate[i] = ALIGN_NONE;
    while (tail < n - head && tail < m - head && x[n - 1 - tail] == y[m - 1 - tail]) {
        mate[n - 1 - tail] = (uint32_t)(m - 1 - tail);
        tail++;
    }
    struct middle w = {x + head, y + head, (int32_t)(n - head - tail), (int32_t)(m - head - tail), NULL};
    if (!w.n || !w.m)
        return true;
    most = (size_t)w.n + (size_t)w.m;
    int32_t d = search(&w, most < ALIGN_MOST ? (int32_t)most : ALIGN_MOST, a);
    if (d >= 0)
        walk_back(&w, d, mate + head, (uint32_t)head);
    return d >= 0;
}
