/* items - every file of the output, one item each: where it goes and how its bytes are made.
 * Owns:      nothing; the list lies in the arena.
 * Fails:     a file that editors put beside a page and that cannot be published is a diagnostic, and item_make returns false.
 * Processes: listed before the workers are forked; item_make runs in them, each item in one.
 * Invariant: an item is packed in a step of its own, since what came of the same bytes before may be known, and that step is the long one.
 *            Made from visible pages, from files that they refer to, and from the site's own assets; nothing else goes out.
 */
#ifndef RENDER_ITEMS_H
#define RENDER_ITEMS_H

#include "render/beside.h"
#include "render/paging.h"
#include "search/files.h"

enum item_kind {
    ITEM_API,
    ITEM_KNOWS,  /* whom to ask about each page */
    ITEM_STATUS, /* how the site stands */
    ITEM_SITEMAP,
    ITEM_FEED, /* of the site, or of a page */
    ITEM_404,
    ITEM_ASSET,
    ITEM_COPY,   /* a smaller one of a picture */
    ITEM_FILE,   /* that editors put beside a page */
    ITEM_BESIDE, /* that a layout puts beside its page */
    ITEM_PAGE,
    ITEM_CALENDAR,
    ITEM_NGINX, /* where pages stood before */
    ITEM_IIS,
    ITEM_SEARCH,
};

struct item {
    enum item_kind kind;
    const struct page *page;        /* PAGE, CALENDAR, and FEED of a page */
    const struct view_share *share; /* PAGE: of its listing; NULL: it has none that is spread over pages */
    size_t copy;                    /* COPY: which of the picture's */
    size_t
        index; /* ASSET: in asset_paths; COPY, FILE: in site.files; BESIDE: in beside; SITEMAP: part; SEARCH: in search */
    struct str path; /* in the output */
};

struct items {
    const struct site *site;
    const struct templates *templates;
    const struct view_site *view;
    struct source *source;
    const struct source_list *assets; /* the site's own */
    const struct map *asset_paths;    /* name -> struct str *, path in the output; built-in ones too */
    struct beside beside;
    struct str *further; /* addresses of further pages of listings */
    size_t n_further, cap_further;
    const struct search_files *search; /* NULL: there is no search */
    struct item *list;
    size_t n, cap;
};

void items_list(struct items *s, struct arena *a, struct diags *ds); /* fills list from the rest */
/* Appends the item's bytes to out, those of a packed one before they are packed; false when there is no such file after all. */
bool item_make(const struct items *s, const struct item *item, struct arena *scratch, struct diags *ds,
               struct buf *out);
/* Whether item_pack is still to make of them what goes out. */
bool item_packed(const struct item *item);
void item_pack(const struct items *s, const struct item *item, struct str made, struct buf *out);

#endif
