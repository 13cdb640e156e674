#include "render/items.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/path.h"
#include "model/knows.h"
#include "render/listed.h"
#include "render/media.h"
#include "render/outputs.h"
#include "render/redirects.h"
#include "view/builtin.h"
#include "view/picture.h"

static void add(struct items *s, struct arena *a, struct item item)
{
    *ARENA_PUSH(a, s->list, s->n, s->cap, struct item) = item;
}

static void list_share(struct items *s, struct arena *a, const struct page *p, const struct view_share *share)
{
    struct str url = share ? share->url : p->url, path = str_cat(a, url, STR("index.html"));
    add(s, a, (struct item){.kind = ITEM_PAGE, .page = p, .share = share, .path = path});
    if (share && share->number > 1 && listed_has(p))
        *ARENA_PUSH(a, s->further, s->n_further, s->cap_further, struct str) = url;
}

static void list_page(struct items *s, struct paging *g, struct arena *a, struct diags *ds,
                      const struct page *p)
{
    struct view_share *shares;
    size_t n = paging_shares(g, p, a, ds, &shares);
    list_share(s, a, p, n ? shares : NULL);
    for (size_t k = 1; k < n; k++)
        if (shares[k].url.n)
            list_share(s, a, p, &shares[k]);
    if (p->calendar)
        add(s, a,
            (struct item){.kind = ITEM_CALENDAR, .page = p, .path = str_cat(a, p->url, STR("kalender.ics"))});
    if (p->feed || p->feed_about)
        add(s, a, (struct item){.kind = ITEM_FEED, .page = p, .path = str_cat(a, p->url, STR("feed.xml"))});
}

/* Of the same picture at two places there is one copy. */
static void list_copies(struct items *s, struct arena *a)
{
    struct map seen = {.arena = a};
    for (size_t i = 0; s->view->pictures && i < s->site->n_files; i++) {
        const struct picture *p = &s->view->pictures[i];
        for (size_t k = 0; k < p->n_copies; k++)
            if (!map_put(&seen, p->copies[k].path, s))
                add(s, a, (struct item){.kind = ITEM_COPY, .index = i, .copy = k, .path = p->copies[k].path});
    }
}

/* Once the further pages of listings are known. */
static void list_sitemap(struct items *s, struct arena *a)
{
    size_t parts = sitemap_parts(&(struct sitemap){s->site, s->further, s->n_further, SITEMAP_URLS});
    for (size_t k = 0; k <= parts; k++)
        add(s, a, (struct item){.kind = ITEM_SITEMAP, .index = k, .path = sitemap_path(k, a)});
}

void items_list(struct items *s, struct arena *a, struct diags *ds)
{
    add(s, a, (struct item){.kind = ITEM_API, .path = STR("api/pages.json")});
    if (knows_any(s->site))
        add(s, a, (struct item){.kind = ITEM_KNOWS, .path = STR("api/knows.json")});
    if (render_status_page(s->site))
        add(s, a, (struct item){.kind = ITEM_STATUS, .path = STR("api/status.json")});
    add(s, a, (struct item){.kind = ITEM_FEED, .path = STR("feed.xml")});
    add(s, a, (struct item){.kind = ITEM_404, .path = STR("404.html")});
    add(s, a, (struct item){.kind = ITEM_NGINX, .path = STR("redirects/nginx.map")});
    add(s, a, (struct item){.kind = ITEM_IIS, .path = STR("redirects/iis.config")});
    for (size_t i = 0; i < s->asset_paths->n; i++)
        add(s, a,
            (struct item){.kind = ITEM_ASSET,
                          .index = i,
                          .path = *(const struct str *)s->asset_paths->entries[i].value});
    for (size_t i = 0; i < s->site->n_files; i++)
        add(s, a, (struct item){.kind = ITEM_FILE, .index = i, .path = s->site->files[i].url});
    list_copies(s, a);
    beside_list(&s->beside, s->templates, s->site, a, ds);
    for (size_t i = 0; i < s->beside.n; i++)
        add(s, a, (struct item){.kind = ITEM_BESIDE, .index = i, .path = s->beside.items[i].path});
    struct paging g = {s->site, s->templates, {.arena = a}};
    for (size_t i = 0; i < s->site->n_pages; i++)
        if (s->site->pages[i]->visible)
            list_page(s, &g, a, ds, s->site->pages[i]);
    list_sitemap(s, a);
    for (size_t i = 0; s->search && i < s->search->n; i++)
        add(s, a,
            (struct item){.kind = ITEM_SEARCH,
                          .index = i,
                          .path =
                              str_cat(a, s->search->list[i].path, s->view->offline ? STR(".js") : STR(""))});
}

static bool make_asset(const struct items *s, size_t index, struct diags *ds, struct buf *out)
{
    struct str name = s->asset_paths->entries[index].key.s, builtin;
    for (size_t i = 0; i < s->assets->n; i++)
        if (str_eq(str_from(s->assets->items[i].path, sizeof "assets/" - 1), name))
            return source_read(s->source, &s->assets->items[i], LIMIT_FILE, ds, out);
    return builtin_find_for(name, s->site->settings->stem, &builtin) && (buf_put(out, builtin), true);
}

/* A file that editors put beside a page: only known kinds, without their metadata. */
static bool make_file(const struct items *s, const struct site_file *f, struct diags *ds, struct buf *out)
{
    struct buf raw = {0};
    bool ok = source_read(s->source, f->entry, LIMIT_FILE, ds, &raw);
    const char *fault = ok ? media_check(f->entry->path, buf_str(&raw)) : NULL;
    if (ok && media_is_lfs_pointer(buf_str(&raw))) {
        diag_at(ds, CODE_LFS_POINTER, f->entry->path, 0, 0,
                "the file is a Git LFS pointer; run: git lfs pull");
        ok = false;
    } else if (fault) {
        diag_at(ds, CODE_BAD_FILE, f->entry->path, 0, 0, "the file cannot be published: %s", fault);
        ok = false;
    } else if (ok && !media_clean(f->entry->path, buf_str(&raw), out)) {
        diag_at(ds, CODE_BAD_FILE, f->entry->path, 0, 0, "the file is damaged: it cannot be read to its end");
        ok = false;
    }
    buf_free(&raw);
    return ok;
}

bool item_make(const struct items *s, const struct item *item, struct arena *scratch, struct diags *ds,
               struct buf *out)
{
    switch (item->kind) {
    case ITEM_API:
        render_api(s->site, out);
        break;
    case ITEM_KNOWS:
        render_knows(s->site, out);
        break;
    case ITEM_STATUS:
        render_status(s->view, out);
        break;
    case ITEM_SITEMAP:
        render_sitemap(&(struct sitemap){s->site, s->further, s->n_further, SITEMAP_URLS}, item->index, out);
        break;
    case ITEM_FEED:
        render_feed(s->view, item->page, out);
        break;
    case ITEM_NGINX:
        render_redirects_nginx(s->site, out);
        return out->n != 0;
    case ITEM_IIS:
        render_redirects_iis(s->site, out);
        return out->n != 0;
    case ITEM_404:
        templates_render(s->templates, s->view, s->site->front, NULL, true, scratch, ds, out);
        break;
    case ITEM_ASSET:
        return make_asset(s, item->index, ds, out);
    case ITEM_COPY:
        buf_put(out, s->view->pictures[item->index].copies[item->copy].bytes);
        break;
    case ITEM_FILE:
        return make_file(s, &s->site->files[item->index], ds, out);
    case ITEM_BESIDE:
        beside_make(&s->beside.items[item->index], s->site, &s->templates->strings, scratch, ds, out);
        return out->n != 0;
    case ITEM_PAGE:
        templates_render(s->templates, s->view, item->page, item->share, false, scratch, ds, out);
        break;
    case ITEM_CALENDAR:
        render_calendar(s->site, item->page, out);
        break;
    case ITEM_SEARCH:
        files_make(s->search, item->index, scratch, out);
        break;
    }
    return true;
}

bool item_packed(const struct item *item)
{
    return item->kind == ITEM_SEARCH;
}

void item_pack(const struct items *s, const struct item *item, struct str made, struct buf *out)
{
    (s->view->offline ? files_pack_script : files_pack)(s->search, item->index, made, out);
}
