#include "model/findings.h"

#include <stdlib.h>

static int by_code(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    if (a->code != b->code)
        return str_cmp(code_name(a->code), code_name(b->code));
    if (a->page != b->page)
        return str_cmp(a->page->source, b->page->source);
    return a->line < b->line ? -1 : a->line > b->line;
}

void findings_gather(struct findings *out, const struct site *s, const struct diags *ds, struct arena *a)
{
    *out = (struct findings){.items = ARENA_ARRAY(a, struct finding, ds->n)};
    size_t n = 0;
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->items[i];
        const struct page *p = d->level == DIAG_IGNORE ? NULL : map_get(&s->by_source, d->path);
        if (p && p->visible)
            out->items[n++] = (struct finding){d->level, d->code, p, d->line};
    }
    if (n)
        qsort(out->items, n, sizeof *out->items, by_code);
    for (size_t i = 0; i < n; i++)
        if (!out->n || by_code(&out->items[out->n - 1], &out->items[i]))
            out->items[out->n++] = out->items[i];
}
