#include "serve/glimpse.h"

#include "model/renew.h"
#include "read/old.h"
#include "read/pages.h"

/* What was read of the others, and of this one now. */
static struct diags told_before(struct build *b, struct str source, const struct doc *d)
{
    struct diags out = {.arena = &b->arena};
    for (size_t i = 0; i < b->before.n; i++)
        if (!str_eq(b->before.items[i].path, source))
            *ARENA_PUSH(&b->arena, out.items, out.n, out.cap, struct diag) = b->before.items[i];
    for (size_t i = 0; i < d->diags.n; i++) {
        const struct diag *g = &d->diags.items[i];
        diag_at(&out, g->code, source, g->line, g->col, "%.*s", STR_F(g->text));
    }
    return out;
}

/* The whole model again, of docs that are there already. Where it has errors, everything is put back. */
static bool take_all(struct build *b, struct str source, const struct doc *d)
{
    const struct build was = *b;
    b->site = NULL;
    b->before = told_before(b, source, d);
    if (build_judge(b)) {
        struct arena grown = b->arena;
        site_close(b->site);
        *b = was;
        b->arena = grown;
        return false;
    }
    pictures_carry(&b->pictures, was.site, b->site, &b->arena);
    b->view.pictures = b->pictures.by_file;
    b->view.root = was.view.root;
    site_close(was.site);
    return true;
}

/* What a page says that names something which the model is given: the site itself, or the unit of those who write. */
static bool names_others(const struct build *b, const struct page *p)
{
    return (b->named && p == b->site->front) || map_get(&b->site->units, p->title) == p;
}

static struct doc *read_one(struct build *b, struct str source)
{
    struct source_entry e;
    struct doc *d = NULL;
    struct diags ds = {.arena = &b->arena};
    if (!source_find(b->source, source, &b->arena, &e))
        return NULL;
    e.has_blob = false; /* as it is now, not as it was listed */
    struct source_list one = {&e, 1};
    /* The workers' mapping stays: the page's text lies in it. */
    return pages_read(b->source, &one, 1, NULL, &b->arena, &ds, &d) && d && ds.n == d->diags.n ? d : NULL;
}

bool glimpse_take(struct build *b, struct str source)
{
    struct page *p = map_get(&b->site->by_source, source);
    struct doc *d = p && p->origin == PAGE_FILE ? read_one(b, p->source) : NULL;
    size_t i = 0;
    while (i < b->entries.n && !str_eq(b->entries.items[i].path, source))
        i++;
    if (!d || i == b->entries.n || !b->docs[i])
        return false;
    struct doc *said = b->docs[i];
    old_put(b->old, said);
    b->docs[i] = d;
    if (renew_page(b->site, p, d, &b->arena) || (!names_others(b, p) && take_all(b, p->source, d)))
        return true;
    b->docs[i] = said;
    return false;
}
