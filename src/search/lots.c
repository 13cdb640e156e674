#include "search/lots.h"

#include <errno.h>

#include "base/arena.h"
#include "base/aside.h"
#include "base/limits.h"
#include "base/tr.h"
#include "read/doc_cache.h"
#include "search/pagetext.h"

/* MOST_TEXT: so that a lot takes no more time than a page may. */
enum { USUAL_PAGES = 256, MOST_PAGES = 1024, MOST_TEXT = 4 * 1024 * 1024, AT_A_TIME = 16 };

/* ---- cutting ---- */

static bool ends_lot(const struct page *p, size_t pages, size_t text)
{
    return str_hash(p->url) % USUAL_PAGES == 0 || pages == MOST_PAGES || text > MOST_TEXT;
}

static void add_lot(struct lots *l, size_t first, size_t n, struct str signed_by)
{
    struct lot *lot = ARENA_PUSH(l->arena, l->items, l->n, l->cap, struct lot);
    *lot = (struct lot){.first = (uint32_t)first, .n = (uint32_t)n};
    lot->keys[LOT_WORDS] = hash_blob(signed_by);
}

void lots_cut(struct lots *l, const struct pages *pages, const struct types *types, struct arena *a)
{
    struct buf b = {0};
    size_t first = 0, text = 0;
    l->arena = a;
    pagetext_sign_types(types, &b);
    size_t common = b.n;
    for (size_t i = 0; i < pages->n; i++) {
        const struct page *p = pages->items[i];
        pagetext_sign(p, &b);
        text += page_inner(p)->doc->text.n;
        if (i + 1 < pages->n && !ends_lot(p, i + 1 - first, text))
            continue;
        add_lot(l, first, i + 1 - first, buf_str(&b));
        first = i + 1;
        b.n = common;
        text = 0;
    }
    buf_free(&b);
}

bool lots_split(struct lots *l)
{
    struct lots all = {.arena = l->arena};
    bool any = false;
    for (size_t i = 0; i < l->n; i++) {
        struct lot lot = l->items[i];
        uint32_t pieces = lot.parts[LOT_WORDS].n ? 1 : lot.n;
        any |= pieces > 1;
        if (pieces > 1) {
            lot.n = 1;
            lot.fell = true;
        }
        for (uint32_t k = 0; k < pieces; k++, lot.first++)
            *ARENA_PUSH(all.arena, all.items, all.n, all.cap, struct lot) = lot;
    }
    l->items = all.items;
    l->n = all.n;
    l->cap = all.cap;
    return any;
}

/* ---- making ---- */

struct making {
    const struct lot_making *how;
    uint32_t todo[AT_A_TIME];
};

static void make_item(void *ctx, size_t item, struct buf *out)
{
    const struct making *m = ctx;
    m->how->fn(m->how->ctx, &m->how->lots->items[m->todo[item]], out);
}

static void take(struct lots *l, struct lot *lot, enum lot_part part, struct work_result r)
{
    lot->fate = r.status;
    if (r.status != WORK_DONE || !r.bytes.n)
        return;
    l->made = l->made ? l->made : aside_new();
    lot->parts[part] = aside_put(l->made, r.bytes);
    l->fresh = true;
}

static bool make_some(struct making *m, size_t n, void (*meanwhile)(void *ctx))
{
    const struct lot_making *how = m->how;
    struct work *w = work_start(&(struct work_plan){.n = n,
                                                    .jobs = how->jobs,
                                                    .item_ms = LIMIT_ITEM_MS,
                                                    .memory = LIMIT_WORKER_MEMORY,
                                                    .confine = {.as = CONFINE_READER},
                                                    .fn = make_item,
                                                    .ctx = m});
    if (!w) {
        diag_at(how->diags, CODE_ENVIRONMENT, STR(""), 0, 0, "no worker process could be started: %s",
                tr_errno(errno));
        return false;
    }
    if (meanwhile)
        meanwhile(how->ctx);
    work_finish(w);
    for (size_t i = 0; i < n; i++)
        take(how->lots, &how->lots->items[m->todo[i]], how->part, work_result(w, i));
    work_free(w);
    aside_rest();
    return true;
}

static bool is_wanted(const struct lot *lot, enum lot_part part)
{
    return !lot->parts[part].n && (part == LOT_WORDS || lot->parts[LOT_WORDS].n);
}

bool lots_make(const struct lot_making *how)
{
    struct making m = {.how = how};
    void (*meanwhile)(void *ctx) = how->meanwhile;
    size_t n = 0;
    for (size_t i = 0; i < how->lots->n; i++) {
        if (is_wanted(&how->lots->items[i], how->part))
            m.todo[n++] = (uint32_t)i;
        if (n < AT_A_TIME && (i + 1 < how->lots->n || !n))
            continue;
        if (!make_some(&m, n, meanwhile))
            return false;
        meanwhile = NULL;
        n = 0;
    }
    return true;
}

/* ---- keeping ---- */

void lots_find(struct lots *l, enum lot_part part)
{
    for (size_t i = 0; i < l->n; i++)
        l->items[i].parts[part] = doc_cache_find(l->kept, &l->items[i].keys[part]);
}

void lots_keep(struct lots *l, struct diags *ds)
{
    struct arena a = {0};
    struct oid *keys = ARENA_ARRAY(&a, struct oid, l->n * N_LOT_PARTS);
    struct str *parts = ARENA_ARRAY(&a, struct str, l->n * N_LOT_PARTS);
    size_t n = 0;
    for (size_t part = 0; part < N_LOT_PARTS; part++)
        for (size_t i = 0; i < l->n; i++)
            if (l->items[i].parts[part].n && !l->items[i].fell) {
                keys[n] = l->items[i].keys[part];
                parts[n++] = l->items[i].parts[part];
            }
    if (l->kept && l->fresh)
        doc_cache_save(l->kept, keys, parts, n, ds);
    arena_clear(&a);
}

void lots_free(struct lots *l)
{
    aside_free(l->made);
    *l = (struct lots){0};
}
