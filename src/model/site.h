/* site - all pages with their relations, built once and frozen.
 * Owns:      a collator; site_close lets go. All else lies in the arena given to site_build.
 * Fails:     what editors did wrong is in the diagnostics; a site is built all the same.
 * Processes: inherited by the workers that render; const there.
 * Invariant: pages are sorted by url. Hidden pages stand in `pages` (for `list` and `explain`) with visible false, but no relation,
 *            child, tag, link or backlink of a visible page leads to one.
 */
#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include "model/collate.h"
#include "model/page.h"
#include "read/settings.h"
#include "source/source.h"

/* A file beside the pages that a visible page refers to. */
struct site_file {
    const struct source_entry *entry;
    struct str url; /* path in the output */
};

struct site_input {
    const struct settings *settings;
    const struct types *types;
    struct people *people;              /* the units among them get their titles */
    struct str content;                 /* the content's root in source paths: "content" or "" */
    const struct source_entry *entries; /* the Markdown files that are pages */
    struct doc **docs; /* by entry; NULL when it could not be read (its diagnostics are given) */
    size_t n;
    const struct source_entry *files; /* the other files below content */
    size_t n_files;
    const struct history *history; /* present false when there is none; records by entry */
    const struct old_docs *old;    /* what earlier versions said; NULL: not known */
    const struct value *gone;      /* content/_gone.yaml, at gone_path; NULL: there is none */
    struct str gone_path;
    struct str history_segment; /* the last part of a history page's address */
    struct str search_title;    /* of the page for searching; empty: none is to be made */
    int64_t now;                /* seconds since 1970 */
    bool drafts;                /* show them */
    const struct map *faulty;   /* sources of pages to leave out (--keep-going); may be NULL */
    bool (*has_layout)(void *ctx, struct str name);
    void *layout_ctx;
};

struct staleness;

struct site {
    const struct settings *settings;
    const struct types *types;
    const struct people *people;
    const struct history *history;
    struct str content;
    int64_t now;
    int64_t today; /* days since 1970: the day that `now` is in the site's zone */
    int64_t
        until; /* whatever is judged by `now` or `today` is judged alike until then: the day's end, or a gate */
    struct collate *collate;   /* the order of the site's language */
    const struct page **pages; /* all, sorted by url */
    size_t n_pages;
    const struct staleness **stale; /* by page.index; NULL: nothing speaks for looking at it again; stale.h */
    struct map by_source;           /* struct page, by source path */
    struct map by_url;              /* struct page */
    struct map
        units; /* title -> struct page: what is the owner of some page, and what is of the same type; visible */
    struct map by_name; /* "type/stem" -> struct page */
    struct pages
        *by_type; /* visible ones that stand in lists, by type index; the last list: those without a type */
    struct pages feeds; /* those that have one; feeds.h */
    struct site_file *files;
    size_t n_files, cap_files;
    struct map file_index;     /* path of a published file -> its index in files + 1 */
    struct map abbreviations;  /* "MED" -> struct abbreviation, abbreviations.h */
    const struct page *front;  /* the page at "" */
    const struct page *search; /* the page for searching that was made; NULL: none was */
    struct {
        int64_t at; /* 0: never */
        const struct page *page;
        bool opens;
    } next_gate; /* when the next page opens or closes, and the first one that does */
    struct arena *arena;
};

struct site *site_build(const struct site_input *in, struct arena *a, struct diags *ds);
void site_close(struct site *s); /* NULL is fine */

/* The page that a written reference means: one of the types in `to` (n_to 0: any), by stem, slug or path below content or the type's folder;
 * hidden ones too. NULL: none. */
const struct page *site_reference(const struct site *s, const struct str *to, size_t n_to,
                                  struct str written);
const struct page *site_page_by_url(const struct site *s, struct str url);

#endif
