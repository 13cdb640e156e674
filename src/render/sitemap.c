#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "render/listed.h"
#include "render/outputs.h"

enum { SITEMAP_URLS = 50000 }; /* the most that sitemaps.org lets one file hold */

void render_sitemap(const struct site *s, const struct str *further, size_t n_further, struct buf *out)
{
    struct arena a = {0};
    size_t n = 0;
    buf_put(out, STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                     "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
    for (size_t i = 0; i < s->n_pages && n < SITEMAP_URLS; i++) {
        const struct page *p = s->pages[i];
        struct moment changed;
        if (!listed_has(p) || p->apart)
            continue;
        n++;
        buf_put(out, STR("<url><loc>"));
        escape_xml(out, listed_address(s, p->url, &a));
        buf_put(out, STR("</loc>"));
        if (listed_changed(s, p, &changed)) {
            buf_put(out, STR("<lastmod>"));
            buf_put(out, moment_iso(&a, changed));
            buf_put(out, STR("</lastmod>"));
        }
        buf_put(out, STR("</url>\n"));
        arena_reset(&a);
    }
    for (size_t i = 0; i < n_further && n < SITEMAP_URLS; i++, n++) {
        buf_put(out, STR("<url><loc>"));
        escape_xml(out, listed_address(s, further[i], &a));
        buf_put(out, STR("</loc></url>\n"));
        arena_reset(&a);
    }
    buf_put(out, STR("</urlset>\n"));
    arena_clear(&a);
}
