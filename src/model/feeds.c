#include "model/feeds.h"

#include "base/arena.h"
#include "model/builder.h"

static void add_once(struct pages *ps, struct map *taken, struct arena *a, const struct page *p)
{
    if (!map_has(taken, p->url))
        pages_add(ps, a, p);
    map_put(taken, p->url, ps);
}

struct pages feeds_about(const struct page *const *all, size_t n, const struct page *of, struct arena *a)
{
    struct pages ps = {0};
    struct map taken = {.arena = a};
    add_once(&ps, &taken, a, of);
    for (size_t i = 0; i < of->n_inverses; i++)
        for (size_t k = 0; k < of->inverses[i].pages.n; k++)
            add_once(&ps, &taken, a, of->inverses[i].pages.items[k]);
    for (size_t i = 0; i < n; i++)
        if (all[i]->owner == of && all[i]->visible && all[i]->origin == PAGE_FILE)
            add_once(&ps, &taken, a, all[i]);
    return ps;
}

bool feeds_tells(const struct page *of, const struct page *p)
{
    for (size_t i = 0; of && i < p->feeds.n; i++)
        if (p->feeds.items[i] == of)
            return true;
    return !of;
}

/* The page has a feed: every page that it tells of knows it. */
static void connect(struct builder *b, const struct page *of)
{
    const struct page *const *all = (const struct page *const *)b->pages;
    pages_add(&b->site->feeds, b->a, of);
    if (of->feed_about) {
        struct pages about = feeds_about(all, b->n, of, b->a);
        for (size_t i = 0; i < about.n; i++)
            pages_add(&((struct page *)map_get(&b->site->by_url, about.items[i]->url))->feeds, b->a, of);
        return;
    }
    for (size_t i = 0; i < b->n; i++)
        if (b->pages[i]->visible && b->pages[i]->origin == PAGE_FILE && b->pages[i]->type == of->feed)
            pages_add(&b->pages[i]->feeds, b->a, of);
}

void feeds_find(struct builder *b)
{
    for (size_t i = 0; i < b->in->types->n; i++) {
        const struct type *t = &b->in->types->items[i];
        /* The front page's feed is that of the whole site already. */
        struct page *p = t->feed && t->folder.n ? map_get(&b->folders, t->folder) : NULL;
        if (p && p->visible && p->url.n)
            p->feed = t;
    }
    for (size_t i = 0; i < b->n; i++) {
        struct page *p = b->pages[i];
        p->feed_about =
            p->visible && p->origin == PAGE_FILE && p->url.n && p->type && p->type->feed_each && !p->feed;
        if (p->feed || p->feed_about)
            connect(b, p);
    }
}
