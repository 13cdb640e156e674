/* builder - the site while it is being made: what the files of model/ hand each other, in the order of site_build.
 * Invariant: pages may be changed here, and nowhere else; site_build hands them out as const. While building, page.index is the
 *            place in `pages` here; site_build renumbers at its end.
 */
#ifndef MODEL_BUILDER_H
#define MODEL_BUILDER_H

#include "model/collate.h"
#include "model/site.h"

struct builder {
    const struct site_input *in;
    struct site *site;
    struct arena *a;
    struct diags *ds;
    struct collate *collate;
    struct page **pages; /* n of them, later sorted by url */
    size_t n, cap;
    struct map folders;  /* folder below content -> struct page, its index */
    struct map files;    /* path of a file beside pages -> struct source_entry */
    struct map judged;   /* unknown key -> what it is near to, see fields.c */
    size_t suggested;    /* near names looked for so far */
    struct map withheld; /* path of a file -> struct page, which is closed by its type's gates */
};

/* address.c: front matter → title, slug, url; two pages at one address. */
void address_pages(struct builder *b);
void address_tell(struct builder *b, struct page *p); /* its title and summary alone */
struct str address_of_page(struct builder *b, const struct page *p);
struct str address_of_folder(struct arena *a, struct str dir); /* "temaer" → "temaer/" */
struct str address_title(struct arena *a,
                         struct str name); /* "om-os" → "Om os": a title where there is no other */
/* tree.c: folders without an index and tags get pages; parents, children, previous and next. */
void tree_add_folders(struct builder *b);
void tree_connect(struct builder *b);
struct page *builder_add(struct builder *b, enum page_origin origin);
/* aliases.c: a page at each address that `aliases` names, leading to the one it is now. */
void aliases_add(struct builder *b);
bool aliases_url(struct arena *a, struct str written,
                 struct str *url);          /* "/old/path" → "old/path/"; false: no address */
void aliases_add_former(struct builder *b); /* and where it stood before, when it was public there */
/* past.c: what readers could see of each page before, and a page for it. */
void past_find(struct builder *b); /* once it is known which pages are visible */
void past_add_pages(struct builder *b);
/* The address of a page that is no more; false: readers could not see it when it was removed, or it is not known. */
bool past_of_removed(struct builder *b, const struct removed *r, struct str *url);
/* removed.c: tells of pages that were removed without a word to their readers. */
void removed_tell(struct builder *b);
/* fields.c: front matter against the engine's keys and the page's type. */
void fields_check(struct builder *b, struct page *p);
/* bounds.c: the bounds that the site itself draws (read/settings.h). */
void bounds_tags(struct builder *b, const struct page *p, const struct value *tags);
void bounds_check(struct builder *b); /* when it is known which files go out */
/* relations.c: references, derived fields, inverses, tags, owners. */
void relations_tags(struct builder *b); /* before tree_connect: tags make pages */
void relations_link(struct builder *b);
/* What one page's own fields refer to, in a model that stands. False: a tag is new to the site. */
bool relations_renew(struct builder *b, struct page *p);
/* links.c: what the holes of each page lead to; links and backlinks; files to publish. */
void links_resolve(struct builder *b);
struct str links_decode(struct arena *a, struct str s); /* %XX -> bytes; what is no escape stays */
/* The id of ours that an anchor of a link means; false: the page has none such. */
bool links_anchor(const struct page *p, struct str want, struct str *id);
/* files.c: which files go out, and the page's attachments. */
uint32_t files_use(struct builder *b, const struct source_entry *e); /* its index in site.files */
bool files_withheld(struct builder *b, const struct page *p, const struct source_entry *e, uint32_t line,
                    uint32_t col);
/* The file that a value names, beside its page. False, and told: there is none, or it is withheld. */
bool files_beside(struct builder *b, const struct page *p, const struct value *name, uint32_t *index);
void files_attach(struct builder *b, struct page *p);
/* withhold.c: the files of pages that their type's gates close. */
void withhold_files(struct builder *b);

/* feeds.c: the pages that have a feed, and what each tells of. */
void feeds_find(struct builder *b);
/* calendar.c: the dates that belong to each page. */
void calendars_make(struct builder *b);

static inline void builder_diag_place(const struct value *v, uint32_t *line, uint32_t *col)
{
    *line = v ? v->line : 0;
    *col = v ? v->col : 0;
}

#endif
