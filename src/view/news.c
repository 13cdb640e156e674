#include "view/news.h"

#include <stdlib.h>

#include "base/arena.h"
#include "model/feeds.h"
#include "view/change.h"
#include "view/people.h"

enum {
    NEWS_DAYS = 90,
    NEWS_SITE = 100, /* changes that are told of the site, the newest */
    NEWS_PAGE = 10,  /* and of what belongs to a page */
    NEWS_NEW = 500,  /* new pages */
    NEWS_FEW = 5     /* new pages of a day and type that are named at once */
};

/* What happened to a page on one day: its versions `newest` to `oldest`. */
struct happened {
    const struct page *page;
    size_t newest, oldest;
    int64_t since, day;
    bool created;
};

struct news {
    struct happened *items;
    size_t n, cap;
    struct arena *arena;
};

static int newest_first(const void *x, const void *y)
{
    const struct happened *a = x, *b = y;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    if (a->created != b->created)
        return a->created ? 1 : -1;
    if (!a->created && a->since != b->since)
        return a->since > b->since ? -1 : 1;
    return str_cmp(a->page->url, b->page->url);
}

static int64_t day_of(const struct past_version *x)
{
    return x->has_since ? date_to_days(moment_day(x->since)) : INT64_MIN;
}

/* The page's days from `first` on. Before the oldest version nothing is known to compare with, unless the page began there. */
static void gather_page(struct news *n, const struct page *p, int64_t first)
{
    const struct inner *in = page_inner(p);
    for (size_t i = 0, last; i < in->n_past; i = last + 1) {
        int64_t day = day_of(&in->past[i]);
        for (last = i; last + 1 < in->n_past && day_of(&in->past[last + 1]) == day;)
            last++;
        bool begins = last + 1 == in->n_past;
        if (day < first)
            return;
        if (!begins || in->past_begins)
            *ARENA_PUSH(n->arena, n->items, n->n, n->cap, struct happened) =
                (struct happened){p, i, last, in->past[i].since.epoch, day, begins};
    }
}

static void sort(struct news *n)
{
    if (n->n)
        qsort(n->items, n->n, sizeof *n->items, newest_first);
}

static void gather(struct news *n, const struct site *s, const struct page *about, int64_t first)
{
    struct pages told = {.items = s->pages, .n = s->n_pages};
    if (about)
        told = feeds_about(s->pages, s->n_pages, about, n->arena);
    for (size_t i = 0; i < told.n; i++)
        gather_page(n, told.items[i], first);
}

/* ---- one page on one day ---- */

static bool told(const struct value *list, size_t n, struct str text)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].s, text))
            return true;
    return false;
}

/* The editors' own words for it. */
static struct value notes_of(const struct happened *h, struct arena *a)
{
    size_t n = 0;
    struct value *items = ARENA_ARRAY(a, struct value, h->oldest - h->newest + 1);
    for (size_t i = h->newest; i <= h->oldest; i++) {
        struct str note = page_inner(h->page)->past[i].version->note;
        if (note.n && !told(items, n, note))
            items[n++] = value_text(note);
    }
    return value_list(items, n);
}

static struct value people_of(const struct view *v, const struct happened *h, struct arena *a)
{
    size_t n = 0;
    struct value *items = ARENA_ARRAY(a, struct value, h->oldest - h->newest + 1);
    for (size_t i = h->newest; i <= h->oldest; i++) {
        struct touch t = {.known = true, .author = page_inner(h->page)->past[i].version->author};
        struct value m = people_touch(v, &t, a);
        const struct value *author = value_get(&m, STR("author"));
        if (author->kind == VALUE_TEXT && !told(items, n, author->s))
            items[n++] = *author;
    }
    return value_list(items, n);
}

/* What happened, in words; an empty list when readers cannot see it. */
static struct value what_of(const struct view *v, const struct happened *h, struct arena *a)
{
    struct value notes = notes_of(h, a);
    const struct page *p = h->page;
    if (notes.list.n || h->oldest + 1 == page_inner(p)->n_past)
        return notes;
    struct change c =
        change_make(v, p, &page_inner(p)->past[h->oldest + 1], &page_inner(p)->past[h->newest], a);
    return value_list(c.what, c.seen ? c.n_what : 0);
}

struct value news_latest(const struct view *v, const struct page *p, struct arena *a)
{
    struct news n = {.arena = a};
    gather_page(&n, p, INT64_MIN + 1);
    return n.n && !n.items[0].created ? what_of(v, &n.items[0], a) : value_list(NULL, 0);
}

/* ---- one day ---- */

static struct str label_of(const struct view *v, const struct page *p)
{
    return p->type ? p->type->many : strings_get(v->vs->strings, STR("pages"));
}

/* The new pages by their types, in the order in which those come. */
static struct value created_value(const struct view *v, const struct happened *h, size_t n, struct arena *a)
{
    struct map by_label = {.arena = a};
    for (size_t i = 0; i < n; i++) {
        struct str label = label_of(v, h[i].page);
        struct pages *ps = map_get(&by_label, label);
        if (!ps)
            map_put(&by_label, label, ps = ARENA_NEW(a, struct pages));
        pages_add(ps, a, h[i].page);
    }
    struct value *groups = ARENA_ARRAY(a, struct value, by_label.n);
    for (size_t i = 0; i < by_label.n; i++) {
        const struct pages *ps = by_label.entries[i].value;
        struct value *items = ARENA_ARRAY(a, struct value, ps->n);
        for (size_t k = 0; k < ps->n; k++)
            items[k] = view_page(v, ps->items[k]);
        groups[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&groups[i], a, STR("label"), value_text(by_label.entries[i].key.s));
        value_map_add(&groups[i], a, STR("items"), value_list(items, ps->n));
        value_map_add(&groups[i], a, STR("items_count"), value_int((int64_t)ps->n));
        value_map_add(&groups[i], a, STR("several"), value_bool(ps->n > 1));
        value_map_add(&groups[i], a, STR("many"), value_bool(ps->n > NEWS_FEW));
    }
    return value_list(groups, by_label.n);
}

static struct value day_value(const struct view *v, struct happened *h, size_t n, struct value items,
                              struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    size_t changed = 0;
    while (changed < n && !h[changed].created)
        changed++;
    value_map_add(&m, a, STR("day"), view_date(v, date_from_days(h->day), a));
    value_map_add(&m, a, STR("new_pages"), created_value(v, h + changed, n - changed, a));
    value_map_add(&m, a, STR("items"), items);
    return m;
}

/* The changes of a day that readers can see, `left` at most. */
static struct value changed_value(const struct view *v, const struct happened *h, size_t n, size_t *left,
                                  struct arena *a)
{
    size_t m = 0;
    struct value *items = ARENA_ARRAY(a, struct value, n);
    for (size_t i = 0; i < n && !h[i].created && *left; i++) {
        struct value what = what_of(v, &h[i], a);
        if (!what.list.n)
            continue;
        items[m] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[m], a, STR("page"), view_page(v, h[i].page));
        value_map_add(&items[m], a, STR("what"), what);
        value_map_add(&items[m++], a, STR("people"), people_of(v, &h[i], a));
        --*left;
    }
    return value_list(items, m);
}

struct value news_days(const struct view *v, const struct page *about, struct arena *a)
{
    const struct site *s = v->vs->site;
    struct news n = {.arena = a};
    struct moment now = {s->now, settings_offset(s->settings, s->now)};
    gather(&n, s, about, date_to_days(moment_day(now)) - NEWS_DAYS);
    sort(&n);
    struct value *days = ARENA_ARRAY(a, struct value, n.n);
    size_t n_days = 0, left = about ? NEWS_PAGE : NEWS_SITE, left_new = about ? NEWS_PAGE : NEWS_NEW;
    for (size_t i = 0, end; i < n.n && (left || left_new); i = end) {
        size_t created = 0;
        for (end = i; end < n.n && n.items[end].day == n.items[i].day; end++)
            created += n.items[end].created;
        struct value items = changed_value(v, n.items + i, end - i, &left, a);
        size_t named = created < left_new ? created : left_new;
        left_new -= named;
        if (items.list.n || named)
            days[n_days++] = day_value(v, n.items + i, end - i - (created - named), items, a);
    }
    return value_list(days, n_days);
}
