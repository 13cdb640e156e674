#include "render/paging.h"

#include "base/arena.h"

static struct query_rows find(struct paging *g, const struct query *q, const struct page *p, struct arena *a)
{
    if (query_is_selfish(q))
        return query_find(q, g->site, p, a);
    struct str key = str_printf(a, "%p", (const void *)q);
    struct query_rows *rows = map_get(&g->shared, key);
    if (!rows) {
        rows = ARENA_NEW(a, struct query_rows);
        *rows = query_find(q, g->site, p, a);
        map_put(&g->shared, key, rows);
    }
    return *rows;
}

static bool is_taken(const struct paging *g, const struct page *p, struct str url, struct diags *ds)
{
    const struct page *other = site_page_by_url(g->site, url);
    if (other)
        diag_at(ds, CODE_DOUBLE_PERMALINK, other->source, 1, 1,
                "the address \"%.*s\" belongs to a further page of the listing on \"%.*s\"; give this page "
                "another name or slug",
                STR_F(url), STR_F(p->title));
    return other != NULL;
}

size_t paging_shares(struct paging *g, const struct page *p, struct arena *a, struct diags *ds,
                     struct view_share **out)
{
    const struct query *q = templates_paged(g->templates, p);
    if (!q)
        return 0;
    struct query_rows all = find(g, q, p, a);
    size_t most = query_per_page(q), total = all.n ? (all.n - 1) / most + 1 : 1;
    *out = ARENA_ARRAY(a, struct view_share, total);
    for (size_t k = 0; k < total; k++) {
        struct query_rows rows = {.items = all.n ? all.items + k * most : NULL,
                                  .n = k + 1 < total ? most : all.n - k * most};
        struct str url = share_url(&g->templates->strings, p, k + 1, a);
        (*out)[k] = (struct view_share){q, rows, all.n, k + 1, total, url};
        if (k && is_taken(g, p, url, ds))
            (*out)[k].url = STR("");
    }
    return total;
}
