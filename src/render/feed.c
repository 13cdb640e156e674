#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/hash.h"
#include "model/feeds.h"
#include "render/listed.h"
#include "render/outputs.h"
#include "view/news.h"

enum { FEED_ENTRIES = 50 };

struct entry {
    const struct page *page;
    struct moment changed;
};

static int newest_first(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    if (a->changed.epoch != b->changed.epoch)
        return a->changed.epoch > b->changed.epoch ? -1 : 1;
    return str_cmp(a->page->url, b->page->url);
}

static void put_element(struct buf *out, const char *name, struct str text)
{
    buf_printf(out, "<%s>", name);
    escape_xml(out, text);
    buf_printf(out, "</%s>\n", name);
}

static void put_link(struct buf *out, const char *rel, const char *type, struct str href)
{
    buf_printf(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    escape_xml(out, href);
    buf_put(out, STR("\"/>\n"));
}

/* An id must be an absolute IRI that stays the same. Without a base_url it is a UUID made from the site's title and the
 * address (RFC 9562, version 8: a hash of our own choice). */
static struct str entry_id(const struct site *s, struct str url, struct arena *a)
{
    if (s->settings->base_url.n)
        return listed_address(s, url, a);
    struct sha256 h = hash_sha256(str_printf(a, "%.*s\n%.*s", STR_F(s->settings->title), STR_F(url)));
    h.b[6] = (uint8_t)((h.b[6] & 0x0F) | 0x80);
    h.b[8] = (uint8_t)((h.b[8] & 0x3F) | 0x80);
    struct str hex = hash_hex(a, h.b, 16);
    return str_printf(a, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex.p, hex.p + 8, hex.p + 12, hex.p + 16,
                      hex.p + 20);
}

static struct str feed_title(const struct site *s)
{
    if (s->settings->title.n)
        return s->settings->title;
    if (s->front && listed_has(s->front) && s->front->title.n)
        return s->front->title;
    return str_eq(s->settings->language, STR("da")) ? STR("Sider") : STR("Pages");
}

static size_t collect(const struct site *s, const struct page *of, struct arena *a, struct entry **out)
{
    struct entry *list = ARENA_ARRAY(a, struct entry, s->n_pages);
    size_t n = 0;
    for (size_t i = 0; i < s->n_pages; i++) {
        if (!listed_has(s->pages[i]) || s->pages[i]->apart || !feeds_tells(of, s->pages[i]))
            continue;
        list[n].page = s->pages[i];
        if (!listed_changed(s, s->pages[i], &list[n].changed))
            list[n].changed = listed_content_time(s);
        n++;
    }
    if (n)
        qsort(list, n, sizeof *list, newest_first);
    *out = list;
    return n < FEED_ENTRIES ? n : FEED_ENTRIES;
}

static void put_author(struct buf *out, struct str name)
{
    buf_put(out, STR("<author><name>"));
    escape_xml(out, name);
    buf_put(out, STR("</name></author>\n"));
}

/* What was changed last, in words: "Status ændret til Afsluttet. Teksten er udvidet." */
static void put_changes(const struct view_site *vs, const struct page *p, struct arena *a, struct buf *out)
{
    const struct view v = {.vs = vs, .page = p};
    struct value what = news_latest(&v, p, a);
    if (!what.list.n)
        return;
    buf_put(out, STR("<content type=\"text\">"));
    for (size_t i = 0; i < what.list.n; i++) {
        escape_xml(out, what.list.items[i].s);
        buf_put(out, i + 1 < what.list.n ? STR(". ") : STR("."));
    }
    buf_put(out, STR("</content>\n"));
}

static void put_entry(const struct view_site *vs, const struct entry *e, struct arena *a, struct buf *out)
{
    const struct site *s = vs->site;
    const struct page *p = e->page;
    struct str author = page_inner(p)->record ? listed_author(s, &page_inner(p)->record->updated) : STR("");
    struct moment created;
    buf_put(out, STR("<entry>\n"));
    put_element(out, "id", entry_id(s, p->url, a));
    put_element(out, "title", p->title);
    put_link(out, "alternate", "text/html", listed_address(s, p->url, a));
    put_element(out, "updated", moment_iso(a, e->changed));
    if (listed_created(p, &created))
        put_element(out, "published", moment_iso(a, created));
    if (author.n)
        put_author(out, author);
    if (p->summary.n)
        put_element(out, "summary", p->summary);
    put_changes(vs, p, a, out);
    buf_put(out, STR("</entry>\n"));
}

void render_feed(const struct view_site *vs, const struct page *of, struct buf *out)
{
    const struct site *s = vs->site;
    struct arena a = {0};
    struct entry *entries;
    size_t n = collect(s, of, &a, &entries);
    const struct settings *set = s->settings;
    struct str home = of ? of->url : STR(""), self = str_cat(&a, home, STR("feed.xml"));
    struct str title = feed_title(s);
    buf_put(out, STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
                     "xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\""));
    escape_xml(out, set->language);
    buf_put(out, STR("\">\n"));
    put_element(out, "id", entry_id(s, self, &a)); /* not that of the page itself */
    put_element(out, "title", of ? str_printf(&a, "%.*s – %.*s", STR_F(of->title), STR_F(title)) : title);
    put_element(out, "updated", moment_iso(&a, n ? entries[0].changed : listed_content_time(s)));
    put_link(out, "self", "application/atom+xml", listed_address(s, self, &a));
    put_link(out, "alternate", "text/html", listed_address(s, home, &a));
    put_author(out, set->attribution.n ? set->attribution : title); /* for entries without one */
    for (size_t i = 0; i < n; i++)
        put_entry(vs, &entries[i], &a, out);
    buf_put(out, STR("</feed>\n"));
    arena_clear(&a);
}
