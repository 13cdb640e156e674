#include "render/grounds.h"

#include "base/aside.h"
#include "base/tr.h"
#include "model/gates.h"
#include "model/reads.h"
#include "read/doc_cache.h"
#include "render/sums.h"
#include "view/picture.h"

enum { NOT_KEPT = UINT32_MAX };

/* What is known of an item from the last time. */
struct kept {
    struct grounds_outcome was;
    struct sha256 ground;
    struct str reads; /* packed: the pages looked at */
};

struct grounds {
    struct arena arena;
    struct items items;
    struct doc_cache *cache;
    struct sums sums;
    struct sha256 frame;
    struct map by_path;      /* struct kept */
    struct buf next, joined; /* what will be kept; room for sums */
    uint32_t n_next;
};

/* The others are few, or tell of all pages. */
static bool is_watched(const struct grounds *p, const struct item *it)
{
    bool excerpt = it->kind == ITEM_SEARCH && p->items.search->list[it->index].page;
    return excerpt || it->kind == ITEM_PAGE;
}

/* ---- the frame ---- */

static void pack_files(struct buf *b, const struct items *items)
{
    const struct site *s = items->site;
    for (size_t i = 0; i < s->n_files; i++) {
        const struct picture *picture = items->view->pictures ? &items->view->pictures[i] : NULL;
        pack_str(b, s->files[i].url);
        pack_u64(b, s->files[i].entry->size);
        for (size_t k = 0; picture && k < picture->n_copies; k++)
            pack_str(b, picture->copies[k].path);
        pack_u64(b, picture ? (uint64_t)picture->width << 32 | picture->height : 0);
    }
    MAP_EACH (items->asset_paths, e) {
        pack_str(b, e->key.s);
        pack_str(b, *(const struct str *)e->value);
    }
}

static void pack_people(struct buf *b, const struct people *people)
{
    MAP_EACH (&people->shown, e) {
        const struct person_shown *shown = e->value;
        pack_str(b, e->key.s);
        pack_str(b, shown->text);
        pack_str(b, shown->office);
        pack_u8(b, shown->unlisted);
    }
}

static struct sha256 frame_of(struct grounds *p, struct str declared)
{
    const struct items *items = &p->items;
    const struct site *s = items->site;
    struct buf b = {0};
    struct sha256 pages = sums_frame(&p->sums);
    pack_str(&b, declared);
    pack_str(&b, items->templates->read);
    pack_str(&b, s->settings->title);
    pack_str(&b, tr_language());
    pack_str(&b, items->view->root);
    pack_u8(&b, items->view->offline);
    pack_u8(&b, s->history->present);
    pack_u8(&b, items->search && items->search->n);
    pack_u64(&b, (uint64_t)s->until);
    pack_u64(&b, templates_ask_time(items->templates) ? (uint64_t)s->now : 0);
    if (s->people)
        pack_people(&b, s->people);
    pack_files(&b, items);
    pack_sha256(&b, &pages);
    struct sha256 out = hash_sha256(buf_str(&b));
    buf_free(&b);
    return out;
}

/* ---- what was kept ---- */

static struct oid key_of_kept(const struct grounds *p, const struct sha256 *manifest)
{
    uint8_t both[2 * sizeof manifest->b];
    struct oid key;
    memcpy(both, p->frame.b, sizeof p->frame.b);
    memcpy(both + sizeof p->frame.b, manifest->b, sizeof manifest->b);
    struct sha256 h = hash_sha256(str_n((const char *)both, sizeof both));
    memcpy(key.b, h.b, sizeof key.b);
    return key;
}

static void read_kept(struct grounds *p, struct str bytes)
{
    struct unpack u = {.rest = bytes};
    size_t n = unpack_count(&u, 4);
    struct kept *all = ARENA_ARRAY(&p->arena, struct kept, n);
    for (size_t i = 0; i < n; i++) {
        struct str path = unpack_str(&u);
        all[i].was.size = unpack_u64(&u);
        all[i].was.sha256 = unpack_sha256(&u);
        all[i].was.packed = unpack_oid(&u);
        all[i].ground = unpack_sha256(&u);
        all[i].reads = unpack_str(&u);
        if (u.bad)
            return;
        map_put(&p->by_path, path, &all[i]);
    }
}

struct grounds *grounds_open(const struct grounds_plan *plan)
{
    struct grounds *p = mem_alloc(sizeof *p);
    *p = (struct grounds){.items = *plan->items, .cache = plan->cache};
    p->by_path.arena = &p->arena;
    if (!p->cache)
        return p;
    sums_make(&p->sums, plan->items->site, &p->arena);
    p->frame = frame_of(p, plan->declared);
    struct oid key = key_of_kept(p, &plan->live);
    read_kept(p, doc_cache_find(p->cache, &key));
    return p;
}

/* The rows that the page was given (render/paging.h): the query that found them is no part of what is made. */
static void pack_share(struct buf *b, const struct view_share *share)
{
    if (!share)
        return;
    pack_u64(b, share->found);
    pack_u64(b, share->total);
    for (size_t i = 0; i < share->rows.n; i++) {
        const struct query_row *row = &share->rows.items[i];
        pack_str(b, row->page->url);
        if (row->item)
            pack_value(b, row->item);
    }
}

/* What the item was given, and what the pages in a packed list say now. False: it is no such list. */
static bool ground_of(const struct grounds *p, const struct item *it, struct str reads, struct buf *joined,
                      struct sha256 *out)
{
    struct unpack u = {.rest = reads};
    buf_clear(joined);
    pack_share(joined, it->share);
    while (u.rest.n && !u.bad) {
        uint32_t number = unpack_u32(&u);
        if (u.bad || number >= p->sums.n)
            return false;
        pack_sha256(joined, &p->sums.inner[number]);
    }
    *out = hash_sha256(buf_str(joined));
    return !u.bad;
}

bool grounds_hold(struct grounds *p, const struct item *it, struct grounds_outcome *was)
{
    struct sha256 now;
    const struct kept *kept = p->cache && is_watched(p, it) ? map_get(&p->by_path, it->path) : NULL;
    if (!kept || !ground_of(p, it, kept->reads, &p->joined, &now) ||
        memcmp(now.b, kept->ground.b, sizeof now.b) != 0)
        return false;
    *was = kept->was;
    return true;
}

/* ---- in workers ---- */

void grounds_watch(const struct grounds *p, const struct item *it)
{
    if (p->cache && is_watched(p, it))
        reads_begin(p->items.site);
}

void grounds_pack(const struct grounds *p, const struct item *it, bool told, struct buf *out)
{
    const struct page *page;
    bool kept = p->cache && is_watched(p, it) && !told && !reads_build();
    size_t n = 0;
    while (kept && reads_next(&n, &page))
        ;
    pack_u32(out, kept ? (uint32_t)n : NOT_KEPT);
    for (size_t i = 0; kept && reads_next(&i, &page);)
        pack_u32(out, p->sums.number[page->index]);
}

/* ---- in the parent ---- */

static void keep(struct grounds *p, struct str path, const struct grounds_outcome *came,
                 const struct sha256 *ground, struct str reads)
{
    pack_str(&p->next, path);
    pack_u64(&p->next, came->size);
    pack_sha256(&p->next, &came->sha256);
    pack_oid(&p->next, &came->packed);
    pack_sha256(&p->next, ground);
    pack_str(&p->next, reads);
    p->n_next++;
}

bool grounds_note(struct grounds *p, const struct item *it, const struct grounds_outcome *came,
                  struct unpack *u)
{
    struct sha256 ground;
    uint32_t n = unpack_u32(u);
    if (u->bad || n == NOT_KEPT)
        return !u->bad;
    if (n > u->rest.n / 4)
        return false;
    struct str reads = str_sub(u->rest, 0, (size_t)n * 4);
    u->rest = str_from(u->rest, reads.n);
    if (!p->cache || !ground_of(p, it, reads, &p->joined, &ground))
        return false;
    if (came)
        keep(p, it->path, came, &ground, reads);
    return true;
}

void grounds_again(struct grounds *p, const struct item *it)
{
    const struct kept *kept = map_get(&p->by_path, it->path);
    keep(p, it->path, &kept->was, &kept->ground, kept->reads);
}

void grounds_save(struct grounds *p, const struct sha256 *manifest, struct diags *ds)
{
    struct buf all = {0};
    if (!p->cache || !p->n_next)
        return;
    struct oid key = key_of_kept(p, manifest);
    pack_u32(&all, p->n_next);
    buf_put(&all, buf_str(&p->next));
    struct str bytes = buf_str(&all);
    doc_cache_save(p->cache, &key, &bytes, 1, ds);
    buf_free(&all);
}

void grounds_free(struct grounds *p)
{
    if (!p)
        return;
    reads_end(); /* with --jobs 0 this process was the worker */
    doc_cache_close(p->cache);
    buf_free(&p->next);
    buf_free(&p->joined);
    arena_clear(&p->arena);
    mem_release(p);
}
