/* knows - whom to ask about something: the units and roles that answer for, wrote or reviewed the pages about it.
 * Owns:      nothing; lies in the arena.
 * Fails:     where the settings say `attribution: {knows: no}`, nobody knows anything.
 * Invariant: a help to find somebody to ask, never a ranking: at most KNOWS_MOST, in the order of the alphabet, without figures, and no
 *            person's name. A unit is a visible page such as pages have for their owner (site.units); an author counts as the unit or role that
 *            _people.yaml gives them, else as nobody, and so does one who is not to be shown. Of visible pages alone.
 * Weight:    what is taken, where there are more: each page's owner and each commit (not the ignored ones) or review of it counts 1,
 *            and half as much for each KNOWS_HALF_DAYS since; the owner's by the page's last change.
 */
#ifndef MODEL_KNOWS_H
#define MODEL_KNOWS_H

#include "model/site.h"

enum { KNOWS_MOST = 5, KNOWS_HALF_DAYS = 730 };

struct knower {
    struct str name;
    const struct page *page; /* the unit's; NULL: it has none */
};

/* The page itself, and those that refer to it in their fields. */
struct pages knows_pages_about(const struct page *p, struct arena *a);
/* How many; *out holds them. */
size_t knows_who(const struct site *s, const struct pages *about, struct arena *a, struct knower **out);
bool knows_any(const struct site *s); /* whether there may be somebody at all */

#endif
