#include <stdlib.h>

#include "base/path.h"
#include "model/builder.h"

static const struct doc no_doc = {.front = {.kind = VALUE_MAP}, .diags = {0}};

struct page *builder_add(struct builder *b, enum page_origin origin)
{
    struct page *p = ARENA_NEW(b->a, struct page);
    p->origin = origin;
    p->order = p->cleared_until = INT64_MAX;
    p->cleared_from = INT64_MIN;
    p->visible = true;
    p->inner.doc = &no_doc;
    p->front = &no_doc.front;
    p->stem = STR("index");
    p->index = (uint32_t)b->n;
    *ARENA_PUSH(b->a, b->pages, b->n, b->cap, struct page *) = p;
    return p;
}

/* A folder is told of by its visible pages: one with only hidden pages leaves no trace. */
static void need_folder(struct builder *b, struct str dir)
{
    for (;; dir = path_dir(dir)) {
        if (map_get(&b->folders, dir))
            return;
        struct page *p = builder_add(b, PAGE_FOLDER);
        p->dir = dir;
        p->is_index = true;
        p->type = NULL;
        p->layout = STR("list");
        const struct type *of = dir.n ? types_of_folder(b->in->types, dir) : NULL;
        p->title = of && str_eq(of->folder, dir) ? of->many : STR("");
        map_put(&b->folders, dir, p);
        if (!dir.n)
            return;
    }
}

static void folder_address(struct builder *b, struct page *p)
{
    p->url = address_of_folder(b->a, p->dir);
    if (!p->title.n)
        p->title = p->dir.n ? address_title(b->a, path_base(p->dir)) : b->in->settings->title;
}

void tree_add_folders(struct builder *b)
{
    for (size_t i = 0, n = b->n; i < n; i++)
        if (b->pages[i]->is_index && b->pages[i]->visible && b->pages[i]->origin == PAGE_FILE)
            map_put(&b->folders, b->pages[i]->dir, b->pages[i]);
    need_folder(b, STR(""));
    for (size_t i = 0, n = b->n; i < n; i++)
        if (b->pages[i]->visible && b->pages[i]->origin != PAGE_FOLDER)
            need_folder(b, b->pages[i]->dir);
    for (size_t i = 0; i < b->n; i++) {
        struct page *p = b->pages[i];
        if (p->origin != PAGE_FOLDER)
            continue;
        folder_address(b, p);
        const struct page *there = map_get(&b->site->by_url, p->url);
        if (there && there->visible)
            p->visible = false; /* a page such as a.md already stands for the folder a/ */
        else
            map_put(&b->site->by_url, p->url,
                    p); /* also where a draft would: it must not stand in anyone's breadcrumbs */
    }
}

static struct page *folder_page(struct builder *b, struct str dir)
{
    struct page *p = map_get(&b->folders, dir);
    if (p && p->visible)
        return p;
    return p ? map_get(&b->site->by_url, p->url) : NULL; /* the page that stands for the folder */
}

/* Made beside the pages: they stand in no folder. */
static bool is_aside(const struct page *p)
{
    return p->origin == PAGE_ALIAS || p->origin == PAGE_HISTORY || p->origin == PAGE_SEARCH;
}

void tree_connect(struct builder *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct page *p = b->pages[i];
        if (!p->visible || !p->url.n || is_aside(p))
            continue;
        struct page *parent = p->is_index ? folder_page(b, path_dir(p->dir)) : folder_page(b, p->dir);
        if (parent == p)
            parent = folder_page(b, path_dir(p->dir));
        if (!parent || parent == p)
            continue;
        p->parent = parent;
        if (!p->apart)
            pages_add(&parent->children, b->a, p);
    }
    for (size_t i = 0; i < b->n; i++) {
        struct pages *c = &b->pages[i]->children;
        if (!c->n)
            continue;
        qsort(c->items, c->n, sizeof *c->items, page_by_order);
        for (size_t k = 0; k < c->n; k++) {
            struct page *p = b->pages[c->items[k]->index];
            if (p->parent != b->pages[i])
                continue; /* a tag lists pages that stand elsewhere */
            p->previous = k ? c->items[k - 1] : NULL;
            p->next = k + 1 < c->n ? c->items[k + 1] : NULL;
        }
    }
}
