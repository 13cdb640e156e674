/* past - the versions of a page that readers could see when they stood, the newest first: what its history page and the
 *        redirects from its earlier addresses are made of.
 *        A page of one version has that one, with its present text.
 * Owns:      nothing; lies in the site's arena.
 * Fails:     a version that cannot be read, or whose gates cannot, was not public.
 * Invariant: a page that is hidden now has none. A version is public when its own words let it be: no draft, no error, under a
 *            name that makes a page, published before the next one came, cleared by the gates of its type and of the page's
 *            present one. What was once withdrawn, or is valid no longer, stays away, and so does all before it.
 */
#ifndef MODEL_PAST_H
#define MODEL_PAST_H

#include "history/record.h"
#include "read/old.h"

struct page;

struct past_version {
    const struct version *version;
    const struct doc *doc; /* its HTML without links: see read/old.h */
    struct str url;        /* the page's address then */
    bool has_since;
    struct moment since; /* when readers could see it: it came, and its gates were open */
};

enum { PAST_MOST = 100 }; /* versions of a page that are looked at, the newest */

/* The version that stood at a moment; NULL: none did that readers could see, or it is not known which. */
const struct past_version *past_at(const struct page *p, int64_t moment);

/* The blobs to be read before the site is built: of pages with more than one version, but for those that the pages themselves (docs, by
 * record; some may be NULL) have, and of those that were removed. */
size_t past_blobs(const struct history *h, struct doc *const *docs, struct arena *a, struct oid **out);

#endif
