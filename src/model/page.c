#include "model/page.h"

#include "model/reads.h"

const struct inner *page_inner(const struct page *p)
{
    reads_note(p);
    return &p->inner;
}

const struct pages *page_relation(const struct page *p, const struct key *name)
{
    for (size_t i = 0; i < p->n_relations; i++)
        if (str_eq(p->relations[i].field->name, name->s))
            return &p->relations[i].pages;
    for (size_t i = 0; i < p->n_inverses; i++)
        if (p->inverses[i].name.hash == name->hash && str_eq(p->inverses[i].name.s, name->s))
            return &p->inverses[i].pages;
    return NULL;
}

const struct part *page_part(const struct page *p, const struct value *v)
{
    reads_note(p); /* what its links lead to */
    for (size_t i = 0; i < p->n_parts; i++)
        if (p->parts[i].value == v)
            return &p->parts[i];
    return NULL;
}

void pages_add(struct pages *ps, struct arena *a, const struct page *p)
{
    *ARENA_PUSH(a, ps->items, ps->n, ps->cap, const struct page *) = p;
}

int page_by_order(const void *x, const void *y)
{
    const struct page *a = *(const struct page *const *)x, *b = *(const struct page *const *)y;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    int c = str_cmp(a->sort_key, b->sort_key);
    return c ? c : str_cmp(a->url, b->url);
}

int page_by_url(const void *x, const void *y)
{
    const struct page *a = *(const struct page *const *)x, *b = *(const struct page *const *)y;
    int c = str_cmp(a->url, b->url);
    return c ? c : str_cmp(a->source, b->source);
}
