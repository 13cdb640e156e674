/* page - a page of the site: source + doc + record + type + address + relations + gates.
 * Owns:      nothing; lies in the site's arena.
 * Invariant: const once site_build has returned. `visible` is decided in one place (gates.h); whatever comes later uses
 *            only pages that are.
 */
#ifndef MODEL_PAGE_H
#define MODEL_PAGE_H

#include "base/date.h"
#include "history/record.h"
#include "model/past.h"
#include "read/doc.h"
#include "read/types.h"

struct page;

enum page_origin {
    PAGE_FILE,    /* from a Markdown file */
    PAGE_FOLDER,  /* a folder without index.md */
    PAGE_TAG,     /* a tag without a page of its own */
    PAGE_ALIAS,   /* an address that a page had before: replaced_by is the page; in no list, menu or feed */
    PAGE_HISTORY, /* how a page has changed: history_of is the page; in no list, menu or feed */
    PAGE_SEARCH,  /* where one searches, when no editor made such a page; in no list, menu or feed */
};

struct pages { /* a list of pages */
    const struct page **items;
    size_t n, cap;
};

/* All pages that refer to this one through fields with the same inverse name. */
struct inverse {
    struct key name;
    struct str label;
    struct pages pages;
};

/* The resolved value of a declared PAGE or PAGES field, written or derived (`via`). */
struct relation {
    const struct field *field;
    struct pages pages;
};

/* What a hole in the HTML leads to, once the site is known. */
enum target_kind { TARGET_TEXT, TARGET_PAGE, TARGET_FILE, TARGET_WEB };

struct target {
    enum target_kind kind; /* TEXT: no link, the text alone */
    const struct page *page;
    uint32_t file;     /* index in site.files */
    struct str anchor; /* our heading id, without #; or the query and fragment of a file */
};

/* A Markdown field's text, read as a page's is. */
struct part {
    const struct value *value; /* in front */
    const struct doc *doc;
    struct target *targets;
};

struct attachment {
    uint32_t file; /* index in site.files */
    struct str title;
};

/* The id of an item of a list, for links to it. */
struct anchor {
    const struct value *item; /* in front */
    struct str id;
};

/* What comes of texts and of the history, the page's own and those of pages that link to it: what any edit may change, while the rest of a
 * page stands until one moves, or is named or declared anew. Once the model is frozen it is read through page_inner alone. */
struct inner {
    const struct doc *doc;       /* empty doc for FOLDER and TAG */
    const struct record *record; /* NULL: no history known */
    uint32_t words;
    struct pages links, backlinks; /* visible pages with a source, sorted by url, each once */
    struct target *targets;        /* by hole of doc */
    struct past_version *past;     /* its public versions, the newest first; past.h */
    size_t n_past;
    bool past_begins;                /* nothing is known to lie before the oldest of them */
    const struct page *history_page; /* the page that shows them */
};

struct page {
    enum page_origin origin;
    uint32_t index;    /* in site.pages */
    struct str source; /* path as diagnostics name it; "" when it has none */
    struct str dir;    /* folder below the content's root, as the file system has it: "temaer", "" */
    struct str stem;   /* "blik-for-borgeren"; "index" for a folder's page */
    struct str url;    /* "temaer/blik-for-borgeren/"; "" the front page */
    bool is_index;     /* stands for its folder */
    struct str title, summary;
    const struct type *type;   /* NULL: none */
    struct str layout;         /* name of the layout to use */
    const struct value *front; /* of its doc, never NULL */
    struct inner inner;

    bool draft, visible, faulty; /* faulty: left out by --keep-going */
    bool
        apart; /* by its layout for those who run the site (status): in no menu, list, search, feed or sitemap */
    bool has_publish, has_expires;
    int64_t publish_at, expires_at; /* seconds since 1970 */
    /* By the gates of the type: cleared from the one until the other; INT64_MIN and INT64_MAX when nothing is in the way. */
    int64_t cleared_from, cleared_until;
    const char *cleared_why, *closed_why; /* what is missing before, what happened at the end */
    int64_t order;                        /* front matter `order`, INT64_MAX when none */
    struct str sort_key;                  /* of sort_as or title, in the order of the language */

    const struct page *parent;
    struct pages children; /* of an index: pages in its folder and the indexes of its subfolders, sorted */
    const struct page *previous, *next;
    struct relation *relations;
    size_t n_relations;
    struct inverse *inverses;
    size_t n_inverses, cap_inverses;
    const struct page *owner, *replaced_by;
    struct pages tags;
    struct part *parts; /* Markdown fields, in groups too */
    size_t n_parts, cap_parts;
    struct anchor *anchors; /* abbreviations.h */
    size_t n_anchors;
    struct attachment *attachments;
    size_t n_attachments;
    const struct listing *listings; /* that its front matter asks for; listing.h */
    size_t n_listings;
    const struct calendar *calendar; /* NULL: no dates belong to it; calendar.h */
    const struct type *feed;         /* of whose pages it has a feed; NULL: none */
    bool feed_about;                 /* it has one of itself and what belongs to it */
    struct pages feeds;              /* those whose feeds tell of it; feeds.h */
    const struct page *history_of;   /* the page whose versions it shows */
};

/* Noted by what is being made just now (reads.h). */
const struct inner *page_inner(const struct page *p);
/* The pages of a relation by field name, or of an inverse by its name; NULL when the page has none. */
const struct pages *page_relation(const struct page *p, const struct key *name);
const struct part *page_part(const struct page *p,
                             const struct value *v); /* NULL: v is no Markdown field's value */
void pages_add(struct pages *ps, struct arena *a, const struct page *p);
/* For qsort over `const struct page *`: as readers expect them (`order`, then the title the language's way), and by address. */
int page_by_order(const void *x, const void *y);
int page_by_url(const void *x, const void *y);

#endif
