/* listed - which pages machines are told of, at which address, changed when and by whom.
 * Owns:      nothing; results lie in the arena. Fails: what is not known is absent.
 * Invariant: hidden pages, made pages (folders, tags) and e-mail addresses never come through here.
 */
#ifndef RENDER_LISTED_H
#define RENDER_LISTED_H

#include "model/site.h"

struct buf;

bool listed_has(const struct page *p);

/* The page's address as it stands in a URL: absolute when the site has a base_url, else relative to the site's root ("./" for
 * the front page). Not yet escaped for the format at hand. */
struct str listed_address(const struct site *s, struct str url, struct arena *a);

/* The path of base_url on its server, with a slash at both ends. */
struct str listed_base_path(const struct settings *s);

/* The name shown for who made a touch; "" when nothing is to be shown or known. */
struct str listed_author(const struct site *s, const struct touch *t);

/* When the page was last changed: by its history, else its own `date`. */
bool listed_changed(const struct site *s, const struct page *p, struct moment *out);
bool listed_created(const struct page *p, struct moment *out);
/* The time that holds where a page has none: that of the content, else the beginning of time, so that a build at another time
 * gives the same bytes. */
struct moment listed_content_time(const struct site *s);

#endif
