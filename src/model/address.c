#include <stdlib.h>

#include "base/aside.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/builder.h"
#include "model/gates.h"

/* A segment that is all signs still needs an address: eight digits of its hash. */
static struct str segment_slug(struct arena *a, struct str name)
{
    struct str slug = path_slug(a, name);
    if (slug.n)
        return slug;
    struct sha256 h = hash_sha256(name);
    return str_cat(a, STR("side-"), hash_hex(a, h.b, 4));
}

struct str address_of_folder(struct arena *a, struct str dir)
{
    struct str url = STR(""), part;
    if (dir.n)
        for (struct str rest = dir; str_split(&rest, '/', &part);)
            url = str_printf(a, "%.*s%.*s/", STR_F(url), STR_F(segment_slug(a, part)));
    return url;
}

/* "tid-til_oplaering" → "Tid til oplaering": the last resort of a page without title or heading. */
struct str address_title(struct arena *a, struct str name)
{
    char *p = str_c(a, name);
    for (size_t i = 0; i < name.n; i++)
        if (p[i] == '-' || p[i] == '_')
            p[i] = ' ';
    struct str s = str_trim(str_n(p, name.n));
    if (s.n && s.p[0] >= 'a' && s.p[0] <= 'z')
        p[s.p - p] = (char)(s.p[0] - 32);
    return s.n ? s : name;
}

static struct str last_folder(struct str dir)
{
    return path_base(dir);
}

static void read_title(struct builder *b, struct page *p)
{
    const struct value *v = value_get(p->front, STR("title"));
    if (v && (v->kind != VALUE_TEXT || !str_trim(v->s).n)) {
        const char *found = v->kind == VALUE_LIST  ? tr("a list")
                            : v->kind == VALUE_MAP ? tr("a map")
                                                   : tr("nothing");
        diag_at(b->ds, CODE_BAD_TITLE, p->source, v->line, v->col, "title must be text, found %s", found);
    } else if (v) {
        p->title = str_trim(v->s);
        size_t most = b->in->settings->limits[SITE_LIMIT_TITLE];
        if (utf8_length(p->title) > most)
            diag_at(b->ds, CODE_LIMIT, p->source, v->line, v->col,
                    "the title has %zu characters; %zu is the most", utf8_length(p->title), most);
    }
    if (!p->title.n)
        p->title = p->inner.doc->title_heading;
    if (!p->title.n && p->inner.doc->n_headings)
        p->title = p->inner.doc->headings[0].text;
    if (p->title.n)
        return;
    p->title = p->is_index && p->dir.n ? address_title(b->a, last_folder(p->dir))
               : p->is_index           ? b->in->settings->title
                                       : address_title(b->a, p->stem);
    if (!v && !diags_any(&p->inner.doc->diags,
                         DIAG_ERROR)) /* else the title may well stand in what could not be read */
        diag_at(b->ds, CODE_NO_TITLE, p->source, 1, 1,
                "the page has no title; \"%.*s\" was made from its name", STR_F(p->title));
}

static struct str read_slug(struct builder *b, const struct page *p)
{
    const struct value *v = value_get(p->front, STR("slug"));
    struct str s = str_trim(value_str(v));
    if (!v || v->kind == VALUE_NULL)
        return segment_slug(b->a, p->stem);
    bool one_part = s.n && str_find(s, '/') == STR_NONE && str_find(s, '\\') == STR_NONE &&
                    str_find(s, ':') == STR_NONE && s.p[0] != '.' && s.n <= LIMIT_NAME;
    if (one_part && !path_name_fault(s)) {
        struct str slug = path_slug(b->a, s);
        if (slug.n)
            return slug;
    }
    diag_at(b->ds, CODE_BAD_SLUG, p->source, v->line, v->col,
            "slug \"%.*s\" is not one part of an address; letters, digits and hyphens are, such as \"%.*s\"",
            STR_F(s), STR_F(segment_slug(b->a, s.n ? s : p->stem)));
    return segment_slug(b->a, p->stem);
}

static void set_summary(struct page *p)
{
    const struct value *v = value_get(p->front, STR("summary"));
    if (!v)
        v = value_get(p->front, STR("description"));
    p->summary = str_trim(value_str(v));
    if (!p->summary.n && p->inner.doc->lead.n) {
        p->summary = utf8_cut(p->inner.doc->lead, 200);
        if (p->summary.n < p->inner.doc->lead.n) {
            size_t blank = str_rfind(p->summary, ' ');
            if (blank != STR_NONE)
                p->summary = str_sub(p->summary, 0, blank);
        }
    }
}

void address_tell(struct builder *b, struct page *p)
{
    p->title = STR("");
    read_title(b, p);
    set_summary(p);
}

/* Addresses of what the program itself makes; a page there would be lost. */
static const struct str reserved[] = {STR_INIT("api"),
                                      STR_INIT("assets"),
                                      STR_INIT("soeg"),
                                      STR_INIT("404.html"),
                                      STR_INIT("feed.xml"),
                                      STR_INIT("sitemap.xml"),
                                      STR_INIT("manifest.json"),
                                      STR_INIT("feed-xml"),
                                      STR_INIT("sitemap-xml"),
                                      STR_INIT("404-html"),
                                      STR_INIT("search-index-json"),
                                      STR_INIT("kalender.ics"),
                                      STR_INIT("kalender-ics")};

static void check_reserved(struct builder *b, const struct page *p)
{
    struct str first = p->url;
    size_t slash = str_find(first, '/');
    if (slash != STR_NONE && slash + 1 == first.n)
        first.n = slash;
    if (b->in->settings->present)
        for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
            if (str_eq(first, reserved[i]) && !str_eq(p->url, STR("soeg/"))) /* the search page is a page */
                diag_at(
                    b->ds, CODE_RESERVED_PERMALINK, p->source, 1, 1,
                    "the address \"%.*s\" belongs to a file that the program makes; give the page another slug",
                    STR_F(p->url));
}

/* Two sources at one address: both are named, the first by path keeps it. */
static void claim(struct builder *b, struct page *p)
{
    struct page *other = map_get(&b->site->by_url, p->url);
    if (other) {
        const struct value *slug = value_get(p->front, STR("slug"));
        diag_at(b->ds, CODE_DOUBLE_PERMALINK, p->source, slug ? slug->line : 1, slug ? slug->col : 1,
                "the address \"%.*s\" is taken by %.*s already", STR_F(p->url), STR_F(other->source));
        p->faulty = true;
        return;
    }
    map_put(&b->site->by_url, p->url, p);
}

struct str address_of_page(struct builder *b, const struct page *p)
{
    struct str folder = address_of_folder(b->a, p->dir);
    return p->is_index ? folder : str_printf(b->a, "%.*s%.*s/", STR_F(folder), STR_F(read_slug(b, p)));
}

static void place_one(struct builder *b, struct page *p)
{
    p->url = address_of_page(b, p);
    if (p->is_index && value_get(p->front, STR("slug")))
        read_slug(b, p); /* has no effect on a folder's page, but its faults are told */
    check_reserved(b, p);
    claim(b, p);
}

void address_pages(struct builder *b)
{
    for (size_t i = 0; i < b->n; i++) {
        aside_step(i);
        struct page *p = b->pages[i];
        gates_read(p, b->in->settings, b->ds);
        address_tell(b, p);
        place_one(b, p);
    }
}
