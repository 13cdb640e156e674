#include "model/abbreviations.h"

#include "read/ids.h"

static const struct abbreviated *declared(const struct page *p)
{
    bool own = p->visible && p->origin == PAGE_FILE && p->type && p->type->abbreviated.brief.n;
    return own ? &p->type->abbreviated : NULL;
}

static const struct value *items_of(const struct page *p, const struct abbreviated *in)
{
    const struct value *list = in->list.n ? value_get(p->front, in->list) : NULL;
    return list && list->kind == VALUE_LIST ? list : NULL;
}

static void anchor_items(struct builder *b, struct page *p, const struct value *list, struct str brief)
{
    struct ids ids = {.arena = b->a};
    for (size_t i = 0; i < p->inner.doc->n_headings; i++)
        ids_new(&ids, p->inner.doc->headings[i].text);
    p->anchors = ARENA_ARRAY(b->a, struct anchor, list->list.n);
    for (size_t i = 0; i < list->list.n; i++) {
        const struct value *item = &list->list.items[i];
        struct str text = str_trim(value_str(value_get(item, brief)));
        if (text.n)
            p->anchors[p->n_anchors++] = (struct anchor){item, ids_new(&ids, text)};
    }
}

void abbreviations_anchor(struct builder *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct abbreviated *in = declared(b->pages[i]);
        const struct value *list = in ? items_of(b->pages[i], in) : NULL;
        if (list)
            anchor_items(b, b->pages[i], list, in->brief);
    }
}

static void add(struct site *s, struct str word, struct str full, const struct page *p, struct str anchor)
{
    word = str_trim(word);
    full = str_trim(full);
    if (!word.n || !full.n || map_has(&s->abbreviations, word))
        return;
    struct abbreviation *to = ARENA_NEW(s->arena, struct abbreviation);
    *to = (struct abbreviation){full, p, anchor, s->abbreviations.n};
    map_put(&s->abbreviations, word, to);
}

static void gather(struct site *s, const struct page *p, bool lists)
{
    const struct abbreviated *in = declared(p);
    if (!in || (in->list.n != 0) != lists)
        return;
    for (size_t i = 0; i < p->n_anchors; i++) {
        const struct value *item = p->anchors[i].item;
        add(s, value_str(value_get(item, in->brief)), value_str(value_get(item, in->full)), p,
            p->anchors[i].id);
    }
    if (!lists)
        add(s, value_str(value_get(p->front, in->brief)),
            str_eq(in->full, STR("title")) ? p->title : value_str(value_get(p->front, in->full)), p, STR(""));
}

void abbreviations_gather(struct site *s)
{
    s->abbreviations = (struct map){.arena = s->arena};
    for (int lists = 1; lists >= 0; lists--)
        for (size_t i = 0; i < s->n_pages; i++)
            gather(s, s->pages[i], lists);
}
