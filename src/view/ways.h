/* ways - the ways from a page to those who make it: edit it, write a new one, say that something is wrong.
 * Owns:      nothing; links lie in the arena. Fails: a way that the settings do not give is null.
 * Settings:  edit_url {source}; new_url {folder} {name} {source} {text}; contact, a mail address or an address with {title} {url}
 *            {source} (read/pattern.h).
 */
#ifndef VIEW_WAYS_H
#define VIEW_WAYS_H

#include "view/view.h"

struct value ways_edit(const struct view *v, const struct page *p, struct arena *a);
/* {url, kind}: a page beside this one, of the type that its folder is for; kind is that type's name, absent when there is none. */
struct value ways_new(const struct view *v, const struct page *p, struct arena *a);
/* A mail, or the address that stands for one, with the page's title and address written into it. */
struct value ways_report(const struct view *v, const struct page *p, struct arena *a);

#endif
