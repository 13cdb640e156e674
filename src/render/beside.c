#include "render/beside.h"

#include "base/arena.h"
#include "render/blank.h"
#include "render/csv.h"

static void list_page(struct beside *b, const struct templates *t, const struct page *p,
                      const struct map *taken, struct arena *a, struct diags *ds)
{
    const struct declared *d = templates_declared(t, p);
    for (size_t k = 0; k < d->n_files; k++) {
        struct str path = str_cat(a, p->url, d->files[k].name);
        const struct site_file *other = map_get(taken, path);
        if (other)
            diag_at(ds, CODE_RESERVED_PERMALINK, other->entry->path, 0, 0,
                    "the layout \"%.*s\" makes a file of this name beside the page; name yours otherwise",
                    STR_F(p->layout));
        else
            *ARENA_PUSH(a, b->items, b->n, b->cap, struct beside_file) =
                (struct beside_file){p, &d->files[k], path};
    }
}

void beside_list(struct beside *b, const struct templates *t, const struct site *s, struct arena *a,
                 struct diags *ds)
{
    struct map taken = {.arena = a};
    for (size_t i = 0; i < s->n_files; i++)
        map_put(&taken, s->files[i].url, &s->files[i]);
    for (size_t i = 0; i < s->n_pages; i++)
        if (s->pages[i]->visible)
            list_page(b, t, s->pages[i], &taken, a, ds);
}

void beside_make(const struct beside_file *f, const struct site *s, const struct strings *words,
                 struct arena *scratch, struct diags *ds, struct buf *out)
{
    if (f->file->blank) {
        render_blank(f->file->blank, words, out);
        return;
    }
    struct query_result r = query_run(f->file->query, s, f->page, scratch);
    query_check(f->file->query, &r, ds);
    render_csv(r.matrix, words, out);
}
