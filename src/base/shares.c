#include "base/shares.h"

#include "base/aside.h"

enum { SHARE = 1024 };

struct share {
    const struct work_plan *plan;
    size_t from, n;
    struct work *work;
};

static void share_item(void *ctx, size_t item, struct buf *out)
{
    const struct share *s = ctx;
    s->plan->fn(s->plan->ctx, s->from + item, out);
}

static bool share_start(struct share *s, const struct work_plan *plan, size_t from)
{
    struct work_plan own = *plan;
    size_t left = plan->n - from;
    *s = (struct share){.plan = plan, .from = from, .n = left < SHARE ? left : SHARE};
    own.n = s->n;
    own.fn = share_item;
    own.ctx = s;
    s->work = work_start(&own);
    return s->work != NULL;
}

static void share_take(const struct share *s, shares_take *take)
{
    for (size_t i = 0; i < s->n; i++)
        take(s->plan->ctx, s->from + i, work_result(s->work, i));
    work_free(s->work);
    aside_rest();
}

bool shares_run(const struct work_plan *plan, shares_take *take)
{
    struct share shares[2];
    bool ok = !plan->n || share_start(&shares[0], plan, 0);
    for (size_t from = 0, k = 0; ok && from < plan->n; from += SHARE, k = 1 - k) {
        work_finish(shares[k].work);
        ok = from + SHARE >= plan->n || share_start(&shares[1 - k], plan, from + SHARE);
        share_take(&shares[k], take);
    }
    return ok;
}
