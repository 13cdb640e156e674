#include "search/list.h"

#include <math.h>

#include "base/arena.h"

static const double STEP = 1.08, BEST_SECTION = .92, ALL_SECTIONS = .08;

uint8_t list_level(double weight)
{
    double level = weight > 1 ? round(log(weight) / log(STEP)) : 0;
    return (uint8_t)(level < LIST_LEVEL ? level : LIST_LEVEL);
}

double list_weight(uint8_t byte)
{
    static double
        weights[LIST_LEVEL +
                1]; /* made once, and step by step as the client does, so that both have the same bits */
    if (weights[0] < 1)
        for (int i = 0; i <= LIST_LEVEL; i++)
            weights[i] = i ? weights[i - 1] * STEP : 1;
    return weights[byte & LIST_LEVEL];
}

double list_worth(double best, double all)
{
    return BEST_SECTION * best + ALL_SECTIONS * all;
}

/* ---- writing ---- */

void list_add(struct list_out *l, uint32_t page, struct str sections, struct str levels)
{
    varint_put(&l->pages, page - l->last);
    l->last = page;
    buf_put(&l->sections, sections);
    buf_put(&l->levels, levels);
}

void list_put(struct list_out *l, struct buf *out)
{
    buf_put(out, buf_str(&l->pages));
    buf_put(out, buf_str(&l->sections));
    buf_put(out, buf_str(&l->levels));
    buf_clear(&l->pages);
    buf_clear(&l->sections);
    buf_clear(&l->levels);
    l->last = 0;
}

void list_free(struct list_out *l)
{
    buf_free(&l->pages);
    buf_free(&l->sections);
    buf_free(&l->levels);
}

/* ---- reading ---- */

bool list_read_pages(struct varints *v, uint32_t n, uint32_t most, struct arena *a, uint32_t **pages)
{
    uint64_t page = 0;
    if (n > v->rest.n) /* a byte each at least */
        return false;
    *pages = ARENA_ARRAY(a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        page += varint_get(v);
        if (v->bad || page >= most)
            return false;
        (*pages)[i] = (uint32_t)page;
    }
    return true;
}

/* By page where its sections begin, and those. */
static bool read_sections(struct varints *v, struct arena *a, struct list *l)
{
    uint32_t n = 0, most = (uint32_t)v->rest.n;
    l->first = ARENA_ARRAY(a, uint32_t, l->n + 1);
    l->sections = ARENA_ARRAY(a, uint32_t, most);
    for (uint32_t i = 0; i < l->n; i++) {
        l->first[i] = n;
        for (uint32_t x = 1; x & 1; l->sections[n++] = x >> 1) {
            x = varint_get(v);
            if (v->bad)
                return false;
        }
    }
    l->first[l->n] = n;
    return v->rest.n == n;
}

bool list_read(struct str bytes, uint32_t n, uint32_t most, struct arena *a, struct list *out)
{
    struct varints v = {.rest = bytes};
    *out = (struct list){.n = n};
    if (!list_read_pages(&v, n, most, a, &out->pages) || !read_sections(&v, a, out))
        return false;
    out->bytes = (const uint8_t *)v.rest.p;
    out->worth = ARENA_ARRAY(a, double, n);
    for (uint32_t i = 0; i < n; i++) {
        double best = 0, all = 0;
        for (uint32_t k = out->first[i]; k < out->first[i + 1]; k++) {
            double weight = list_weight(out->bytes[k]);
            all += weight;
            best = weight > best ? weight : best;
        }
        out->worth[i] = list_worth(best, all);
    }
    return true;
}
