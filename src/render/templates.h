/* templates - the layouts of a site with their queries and strings: its own first, the built-in ones behind them.
 * Owns:      nothing; lies in the arena.
 * Fails:     faults of layouts, queries, strings and names are diagnostics with the layout's line.
 * Invariant: const once templates_load and templates_check are done; what a parent and its child declare is merged, the child wins.
 */
#ifndef RENDER_TEMPLATES_H
#define RENDER_TEMPLATES_H

#include "layout/layout.h"
#include "render/declare.h"
#include "source/source.h"

struct templates {
    struct layouts layouts;
    struct map declared; /* layout's name -> struct declared, its own */
    struct map merged;   /* with what its parents and partials declare */
    struct strings strings;
    struct str read; /* names and hashes of the files that were read */
    struct arena *arena;
};

/* files: the site's entries below layouts/ (none in a plain folder). */
void templates_load(struct templates *t, struct source *src, const struct source_list *files,
                    struct str language, const struct types *types, struct arena *a, struct diags *ds);
/* Names that no page, type, query or string has. */
void templates_check(const struct templates *t, const struct view_site *vs, struct diags *ds);
bool templates_ask_time(const struct templates *t);   /* some layout names the moment of the build: {{now}} */
bool templates_has(void *templates, struct str name); /* the layout exists: site_input.has_layout */
/* One page, or a further page of its listing (or, is_404, the page for addresses that do not exist) as HTML, appended to out. */
void templates_render(const struct templates *t, const struct view_site *vs, const struct page *p,
                      const struct view_share *share, bool is_404, struct arena *scratch, struct diags *ds,
                      struct buf *out);
/* The query that the page's layout spreads over pages; NULL: none. */
const struct query *templates_paged(const struct templates *t, const struct page *p);
/* The files that the page's layout puts beside it. */
const struct declared *templates_declared(const struct templates *t, const struct page *p);
void templates_view(const struct templates *t, const struct view_site *vs, const struct page *p,
                    struct view *out);

#endif
