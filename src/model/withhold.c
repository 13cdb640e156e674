#include "base/path.h"
#include "model/builder.h"
#include "model/gates.h"
#include "read/links.h"

static void withhold(struct builder *b, const struct page *p, struct str written)
{
    struct str path;
    size_t end = 0;
    while (end < written.n && written.p[end] != '#' && written.p[end] != '?')
        end++;
    if (!end || link_has_scheme(written) ||
        !path_resolve(b->a, p->dir, links_decode(b->a, str_sub(written, 0, end)), &path))
        return;
    const struct source_entry *file = map_get(&b->files, path_join(b->a, b->in->content, path));
    if (file)
        map_put(&b->withheld, file->path, (void *)(uintptr_t)p);
}

/* A name, a list of names, or as an attachment {file: name}. */
static void withhold_value(struct builder *b, const struct page *p, const struct value *v)
{
    if (v && v->kind == VALUE_MAP)
        v = value_get(v, STR("file"));
    if (v && v->kind == VALUE_TEXT)
        withhold(b, p, v->s);
    for (size_t i = 0; v && v->kind == VALUE_LIST && i < v->list.n; i++)
        withhold_value(b, p, &v->list.items[i]);
}

static void withhold_fields(struct builder *b, const struct page *p, const struct field *fields, size_t n,
                            const struct value *map)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        const struct value *v = value_get(map, f->name);
        if (f->kind == FIELD_FILE || (f->of && f->of->kind == FIELD_FILE))
            withhold_value(b, p, v);
        if (!v || !f->n_fields)
            continue;
        if (v->kind == VALUE_MAP)
            withhold_fields(b, p, f->fields, f->n_fields, v);
        for (size_t k = 0; v->kind == VALUE_LIST && k < v->list.n; k++)
            withhold_fields(b, p, f->fields, f->n_fields, &v->list.items[k]);
    }
}

void withhold_files(struct builder *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct page *p = b->pages[i];
        if (p->origin != PAGE_FILE || !p->type || !p->inner.doc || !gates_withheld(p, b->in->now))
            continue;
        withhold_fields(b, p, p->type->fields, p->type->n_fields, p->front);
        withhold_value(b, p, value_get(p->front, STR("attachments")));
        for (size_t k = 0; k < p->inner.doc->n_holes; k++)
            if (p->inner.doc->holes[k].dest.n)
                withhold(b, p, p->inner.doc->holes[k].dest);
    }
}
