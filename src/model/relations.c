#include <stdlib.h>

#include "base/path.h"
#include "model/builder.h"
#include "model/reach.h"

static bool pages_have(const struct pages *ps, const struct page *p)
{
    for (size_t i = 0; i < ps->n; i++)
        if (ps->items[i] == p)
            return true;
    return false;
}

/* ---- tags: the one relation whose pages need not exist ---- */

static struct str tag_url(struct arena *a, struct str slug)
{
    return str_printf(a, "tags/%.*s/", STR_F(slug));
}

static const struct page *known_tag(struct builder *b, struct str written, struct str slug)
{
    const struct page *found =
        site_reference(b->site, NULL, 0, str_printf(b->a, "tags/%.*s", STR_F(written)));
    return found || !slug.n ? found : map_get(&b->site->by_url, tag_url(b->a, slug));
}

static struct page *tag_page(struct builder *b, struct str written)
{
    struct str slug = path_slug(b->a, written);
    const struct page *found = known_tag(b, written, slug);
    if (found)
        return b->pages[found->index];
    if (!slug.n)
        return NULL;
    struct str url = tag_url(b->a, slug);
    struct page *p = builder_add(b, PAGE_TAG);
    p->dir = STR("tags");
    p->stem = slug;
    p->url = url;
    p->title = written;
    p->layout = STR("list");
    map_put(&b->site->by_url, url, p);
    return p;
}

static bool add_tag(struct builder *b, struct page *p, struct str written)
{
    struct page *tag = written.n ? tag_page(b, written) : NULL;
    if (!tag || !tag->visible || tag == p || pages_have(&p->tags, tag))
        return true;
    pages_add(&p->tags, b->a, tag);
    if (tag->origin == PAGE_TAG)
        pages_add(&tag->children, b->a, p);
    return true;
}

/* A list, or "tags: a, b". Until fn says false. */
static bool each_tag(struct builder *b, struct page *p,
                     bool (*fn)(struct builder *, struct page *, struct str written))
{
    const struct value *v = value_get(p->front, STR("tags"));
    struct str part;
    bool on = true;
    if (v && v->kind == VALUE_TEXT)
        for (struct str rest = v->s; on && rest.n && str_split(&rest, ',', &part);)
            on = fn(b, p, str_trim(part));
    for (size_t k = 0; on && v && v->kind == VALUE_LIST && k < v->list.n; k++)
        on = fn(b, p, str_trim(value_str(&v->list.items[k])));
    return on;
}

void relations_tags(struct builder *b)
{
    for (size_t i = 0, n = b->n; i < n; i++)
        if (b->pages[i]->visible)
            each_tag(b, b->pages[i], add_tag);
}

/* ---- declared relations ---- */

static void add_inverse(struct builder *b, struct page *to, const struct field *f, const struct page *from)
{
    struct inverse *in = NULL;
    for (size_t i = 0; i < to->n_inverses; i++)
        if (str_eq(to->inverses[i].name.s, f->inverse))
            in = &to->inverses[i];
    if (!in) {
        in = ARENA_PUSH(b->a, to->inverses, to->n_inverses, to->cap_inverses, struct inverse);
        *in = (struct inverse){.name = key_of(f->inverse), .label = f->inverse_label};
    }
    if (!in->label.n)
        in->label = from->type->many;
    if (!in->pages.n || in->pages.items[in->pages.n - 1] != from) /* pages come one after the other */
        pages_add(&in->pages, b->a, from);
}

/* Every PAGE or PAGES field below `fields`, with its path: "kategori", "stationer.tema". */
static void each_relation(struct builder *b, struct page *p, const struct field *fields, size_t n,
                          struct str prefix,
                          void (*fn)(struct builder *, struct page *, const struct field *, struct str))
{
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        struct str path = prefix.n ? str_printf(b->a, "%.*s.%.*s", STR_F(prefix), STR_F(f->name)) : f->name;
        if (f->kind == FIELD_PAGE || f->kind == FIELD_PAGES)
            fn(b, p, f, path);
        else if (f->kind == FIELD_LIST && f->of && (f->of->kind == FIELD_PAGE || f->of->kind == FIELD_PAGES))
            fn(b, p, f, path);
        else if (f->n_fields)
            each_relation(b, p, f->fields, f->n_fields, path, fn);
    }
}

static void reach_relation(struct builder *b, struct page *p, struct str path, struct pages *out)
{
    struct reached *found;
    size_t n = reach(b->site, p, path, b->a, &found);
    for (size_t i = 0; i < n; i++)
        if (found[i].page && !pages_have(out, found[i].page))
            pages_add(out, b->a, found[i].page);
}

static void relate(struct builder *b, struct page *p, const struct field *f, struct str path)
{
    struct relation *r = &p->relations[p->n_relations];
    *r = (struct relation){.field = f};
    reach_relation(b, p, path, &r->pages);
    for (size_t i = 0; f->inverse.n && i < r->pages.n; i++)
        add_inverse(b, b->pages[r->pages.items[i]->index], f, p);
    p->n_relations++;
}

static void count_relation(struct builder *b, struct page *p, const struct field *f, struct str path)
{
    (void)b, (void)f, (void)path;
    p->n_relations++;
}

static const struct page *engine_reference(struct builder *b, struct page *p, struct str key)
{
    const struct value *v = value_get(p->front, key);
    const struct page *to = v ? site_reference(b->site, NULL, 0, value_str(v)) : NULL;
    return to && to->visible ? to : NULL;
}

/* ---- rows of pages that must not come back to where they began ---- */

/* The page that comes after p by the field, or by replaced_by. */
static const struct page *next_in_row(const struct page *p, const struct field *f)
{
    if (!f)
        return p->replaced_by;
    for (size_t i = 0; i < p->n_relations; i++)
        if (p->relations[i].field == f && p->relations[i].pages.n)
            return p->relations[i].pages.items[0];
    return NULL;
}

static void cut_circle(struct builder *b, const struct page *p)
{
    const struct value *v = value_get(p->front, STR("replaced_by"));
    struct str by = p->replaced_by->source;
    if (p->replaced_by == p)
        diag_at(b->ds, CODE_REPLACED_IN_CIRCLE, p->source, v->line, v->col,
                "the page is replaced by itself: name the page that holds instead");
    else
        diag_at(b->ds, CODE_REPLACED_IN_CIRCLE, p->source, v->line, v->col,
                "%.*s, which is to replace this page, is replaced by it in turn: take replaced_by out of the "
                "page that holds",
                STR_F(by));
    b->pages[p->index]->replaced_by = NULL;
}

static void tell_circle(struct builder *b, const struct page *p, const struct field *f)
{
    const struct value *v = value_get(p->front, f->name);
    if (next_in_row(p, f) == p)
        diag_at(b->ds, CODE_RULE, p->source, v->line, v->col,
                "%.*s names the page itself: name another page, or take it out", STR_F(f->name));
    else
        diag_at(b->ds, CODE_RULE, p->source, v->line, v->col,
                "%.*s leads on to %.*s and in the end back to this page: take it out of the page where it is "
                "wrong",
                STR_F(f->name), STR_F(next_in_row(p, f)->source));
}

/* Pages that follow each other in a circle, by replaced_by (f is NULL) or by a field of no_circle, are told once, at the first of
 * them. Each page is passed once: `passed` holds the page from which it was, plus one. */
static void find_circles(struct builder *b, const struct field *f)
{
    uint32_t *passed = ARENA_ARRAY(b->a, uint32_t, b->n);
    for (size_t i = 0; i < b->n; i++) {
        const struct page *p = b->pages[i];
        while (p && !passed[p->index]) {
            passed[p->index] = (uint32_t)i + 1;
            p = next_in_row(p, f);
        }
        if (!p || passed[p->index] != i + 1)
            continue;
        if (f)
            tell_circle(b, p, f);
        else
            cut_circle(b, p);
    }
}

static void find_all_circles(struct builder *b)
{
    const struct types *ts = b->in->types;
    find_circles(b, NULL);
    for (size_t i = 0; i < ts->n; i++)
        for (size_t k = 0; k < ts->items[i].n_fields; k++)
            if (ts->items[i].fields[k].no_circle)
                find_circles(b, &ts->items[i].fields[k]);
}

void relations_link(struct builder *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct page *p = b->pages[i];
        if (!p->visible || p->origin != PAGE_FILE)
            continue;
        p->owner = engine_reference(b, p, STR("owner"));
        p->replaced_by = engine_reference(b, p, STR("replaced_by"));
        if (!p->type)
            continue;
        each_relation(b, p, p->type->fields, p->type->n_fields, STR(""), count_relation);
        p->relations = ARENA_ARRAY(b->a, struct relation, p->n_relations);
        p->n_relations = 0;
        each_relation(b, p, p->type->fields, p->type->n_fields, STR(""), relate);
    }
    find_all_circles(b);
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->pages[i]->n_inverses; k++) {
            struct pages *ps = &b->pages[i]->inverses[k].pages;
            qsort(ps->items, ps->n, sizeof *ps->items, page_by_order);
        }
}

/* ---- of one page, in a model that stands ---- */

static bool take_known_tag(struct builder *b, struct page *p, struct str written)
{
    const struct page *tag = written.n ? known_tag(b, written, path_slug(b->a, written)) : NULL;
    if (tag && tag->visible && !str_eq(tag->url, p->url) && !pages_have(&p->tags, tag))
        pages_add(&p->tags, b->a, tag);
    return tag || !written.n;
}

bool relations_renew(struct builder *b, struct page *p)
{
    const struct relation *was = p->relations;
    size_t n = p->n_relations;
    p->owner = engine_reference(b, p, STR("owner"));
    p->tags = (struct pages){0};
    p->relations = ARENA_ARRAY(b->a, struct relation, n);
    for (p->n_relations = 0; p->n_relations < n; p->n_relations++) {
        struct relation *r = &p->relations[p->n_relations];
        *r = was[p->n_relations];
        if (type_field(p->type, r->field->name) != r->field)
            continue; /* within a group: such values are as they were */
        r->pages = (struct pages){0};
        reach_relation(b, p, r->field->name, &r->pages);
    }
    return each_tag(b, p, take_known_tag);
}
