/* outputs - the files for machines: api/pages.json, api/status.json, feed.xml, sitemap.xml, kalender.ics.
 * Owns:      nothing; each appends its bytes to a buffer.
 * Fails:     never. Processes: runs in the parent after the model is frozen.
 * Invariant: only visible pages with a source (listed.h); escaped for the format at hand; the same site gives the same bytes.
 *            Addresses in the feed and the sitemap are absolute when the site has a base_url, else relative to the site's
 *            root; those in the API always are relative, as page.url, percent-encoded.
 */
#ifndef RENDER_OUTPUTS_H
#define RENDER_OUTPUTS_H

#include "view/view.h"

struct buf;

void render_api(const struct site *s, struct buf *out); /* design: "api/pages.json", exact forms */
/* api/knows.json: for each page whom to ask about it (model/knows.h), so that a search can tell of the pages it found: an array by url
 * of {url, knows: [{name, url}]}, in the order of the alphabet, without figures. */
void render_knows(const struct site *s, struct buf *out);
/* api/status.json, for who watches over the site: what the page by the layout `status` shows, as one object {page, commit, time, pages,
 * warnings, next_closing}; null is what is not known. */
const struct page *render_status_page(const struct site *s); /* NULL: there is none, and no such file */
void render_status(const struct view_site *vs, struct buf *out);

enum { SITEMAP_URLS = 50000 }; /* the most that sitemaps.org lets one file hold */
struct sitemap {
    const struct site *site;
    const struct str *further; /* addresses of further pages of listings */
    size_t n_further, most;    /* most: in one file */
};
size_t sitemap_parts(const struct sitemap *m); /* 0: one file holds all */
struct str sitemap_path(size_t part,
                        struct arena *a); /* 0: of all, or of the index to the parts, which count from 1 */
void render_sitemap(const struct sitemap *m, size_t part, struct buf *out);
/* Atom, the 50 pages changed last, each with what was changed in words: of the site (of NULL), of the type that a folder's page has
 * a feed of, or of those that refer to the page. */
void render_feed(const struct view_site *vs, const struct page *of, struct buf *out);
/* iCalendar (RFC 5545): the events of a page that has a calendar. */
void render_calendar(const struct site *s, const struct page *p, struct buf *out);

#endif
