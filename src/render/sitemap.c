#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "render/listed.h"
#include "render/outputs.h"

static bool is_told(const struct page *p)
{
    return listed_has(p) && !p->apart;
}

size_t sitemap_parts(const struct sitemap *m)
{
    size_t n = m->n_further;
    for (size_t i = 0; i < m->site->n_pages; i++)
        n += is_told(m->site->pages[i]);
    return n > m->most ? (n - 1) / m->most + 1 : 0;
}

struct str sitemap_path(size_t part, struct arena *a)
{
    return part ? str_printf(a, "sitemap-%zu.xml", part) : STR("sitemap.xml");
}

static void put_page(const struct sitemap *m, const struct page *p, struct arena *a, struct buf *out)
{
    struct moment changed;
    buf_put(out, STR("<url><loc>"));
    escape_xml(out, listed_address(m->site, p->url, a));
    buf_put(out, STR("</loc>"));
    if (listed_changed(m->site, p, &changed)) {
        buf_put(out, STR("<lastmod>"));
        buf_put(out, moment_iso(a, changed));
        buf_put(out, STR("</lastmod>"));
    }
    buf_put(out, STR("</url>\n"));
}

/* Addresses from `first` on, as many as one file holds: of pages, then the further ones. */
static void put_addresses(const struct sitemap *m, size_t first, struct buf *out)
{
    struct arena a = {0};
    size_t n = 0, end = first + m->most;
    buf_put(out, STR("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
    for (size_t i = 0; i < m->site->n_pages && n < end; i++) {
        if (!is_told(m->site->pages[i]) || n++ < first)
            continue;
        put_page(m, m->site->pages[i], &a, out);
        arena_reset(&a);
    }
    for (size_t i = 0; i < m->n_further && n < end; i++) {
        if (n++ < first)
            continue;
        buf_put(out, STR("<url><loc>"));
        escape_xml(out, listed_address(m->site, m->further[i], &a));
        buf_put(out, STR("</loc></url>\n"));
        arena_reset(&a);
    }
    buf_put(out, STR("</urlset>\n"));
    arena_clear(&a);
}

static void put_index(const struct sitemap *m, size_t parts, struct buf *out)
{
    struct arena a = {0};
    buf_put(out, STR("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
    for (size_t k = 1; k <= parts; k++) {
        buf_put(out, STR("<sitemap><loc>"));
        escape_xml(out, listed_address(m->site, sitemap_path(k, &a), &a));
        buf_put(out, STR("</loc></sitemap>\n"));
    }
    buf_put(out, STR("</sitemapindex>\n"));
    arena_clear(&a);
}

void render_sitemap(const struct sitemap *m, size_t part, struct buf *out)
{
    size_t parts = part ? 0 : sitemap_parts(m);
    buf_put(out, STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    if (parts)
        put_index(m, parts, out);
    else
        put_addresses(m, part ? (part - 1) * m->most : 0, out);
}
