/* view - what a layout sees: values made from page and site when they are asked for.
 * Owns:      nothing; values lie in the arena of the page being rendered.
 * Fails:     never: what is not there is absent.
 * Processes: made in a worker for each page; reads the frozen site only.
 * Invariant: links are relative to the page being rendered, so a page object knows which page it is shown on. Every name that
 *            some type declares is answered (with nothing, where the page has none), so that a list item never shows what
 *            belongs to the page around it.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "base/value.h"
#include "model/findings.h"
#include "model/query.h"
#include "model/searched.h"
#include "view/strings.h"

struct buf;
struct picture;

/* What is the same for every page of a build. */
struct view_site {
    const struct site *site;
    const struct strings *strings;
    const struct map *assets; /* "site.css" -> struct str *, its path in the output */
    struct findings findings; /* what the build found on visible pages */
    const struct searched
        *searched;      /* what the search would have editors see to; filled before pages are rendered */
    struct map names;   /* every name that a type declares, or that gives an inverse */
    struct map members; /* what every page has, by name; root_members: what the root of a layout adds */
    struct map root_members;
    const struct picture *pictures; /* by file; NULL: not measured (view/picture.h) */
    bool offline;                   /* links name index.html */
    struct str root; /* where the site lies on its server, for 404.html; empty: at the path of base_url */
};

struct named_query {
    struct key name;
    const struct query *query;
};

struct chart;
struct view_share;

struct named_chart {
    struct key name;
    const struct chart *chart;
};

/* Where on the page being rendered an abbreviation is explained: the first place that asked. */
struct view_use {
    const struct doc *doc; /* NULL: nowhere yet */
    size_t hole;
};

struct view {
    const struct view_site *vs;
    const struct page *page;        /* being rendered */
    struct str url;                 /* its address, or that of a further page of its listing */
    const struct view_share *share; /* of its listing (view/share.h); NULL: all rows */
    struct str base;                /* "" for relative links; the path of base_url for 404.html */
    bool is_404;
    struct diags *ds; /* for what turns out only when it is shown; NULL: nobody is told */
    const struct named_query *queries;
    size_t n_queries;
    const struct named_chart *charts;
    size_t n_charts;
    struct view_use *used; /* by abbreviation; NULL: none are explained */
};

void view_open(struct view_site *vs, struct arena *a); /* fills names and members */
void view_open_root(struct view_site *vs, struct arena *a);
struct value view_root(const struct view *v); /* the root context of a layout */
struct value view_page(const struct view *v, const struct page *p);
struct value view_query(const struct view *v, const struct query *q, struct arena *a); /* what it finds */
struct value view_listings(const struct view *v, const struct page *p, struct arena *a);
struct value view_found(const struct view *v, const struct query_result *r, struct arena *a);
struct str view_address(const struct view *v, struct str url,
                        struct arena *a); /* a link to a page's address */
struct value view_permalink(const struct view *v, struct str url, struct arena *a); /* absolute, or null */
struct str view_link(const struct view *v, const struct page *to, struct arena *a);
struct str view_file_link(const struct view *v, struct str path, struct arena *a);
/* A declared field's value on a page (null when it has none). */
struct value view_field(const struct view *v, const struct page *p, const struct field *f, struct arena *a);
/* What the field would be with another value than the page's own (one of an earlier version, of any shape; null when it cannot be). */
struct value view_written(const struct view *v, const struct page *p, const struct field *f,
                          const struct value *written, struct arena *a);
/* Whether the day is over: of a month or a year without a day, its last one. */
bool view_past(const struct view *v, struct date d);
/* The member NAME_count of an object: how many items its list NAME has; null for none. */
bool view_count(const struct value *self, const struct key *key, struct arena *a, struct value *out);
/* One group of a list on the page, by the list's fields. */
struct value view_group(const struct view *v, const struct page *p, const struct field *list,
                        const struct value *group, struct arena *a);
struct value view_date(const struct view *v, struct date d, struct arena *a);
struct value view_moment(const struct view *v, struct moment m, struct arena *a);
/* The moment at which what is shown is no longer to be seen (gates_until); null for INT64_MAX, never. */
struct value view_until(const struct view *v, int64_t until, struct arena *a);
/* The page's HTML with its holes filled. */
void view_body(const struct view *v, const struct page *p, const struct doc *d, const struct target *targets,
               struct arena *a, struct buf *out);
struct value view_site_value(const struct view *v); /* `site` */
/* history.c: the public versions of a page (or of the page that a history page is of), the newest first:
 * [{id, date, author, notes [text], verdict, moved, fields, fields_count, blocks, many, more, first, brief,
 * said: {title, fields, body}}]; see change.h. said is how the page was then: not of the version that it has now. */
struct value view_versions(const struct view *v, const struct page *p, struct arena *a);
/* The id on the page's history page of what a version said; empty: it is not there. x: one of p->past, or NULL. */
struct str view_version_id(const struct view *v, const struct page *p, const struct past_version *x,
                           struct arena *a);
/* reading.c: "ID=VERSION ID=VERSION" of the page's sections, for the reader's own browser to compare; null when the history says nothing. */
struct value view_reading(const struct view *v, const struct page *p, struct arena *a);
bool view_page_name(struct str name); /* whether every page has a member of that name */
bool view_root_name(struct str name); /* … or the root of a layout */
bool view_site_name(struct str name); /* … or `site` */

#endif
