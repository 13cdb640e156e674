/* people - who made and changed a page, as readers may see it: by _people.yaml, else the site's default; never an address.
 * Owns: nothing; values lie in the arena.
 */
#ifndef VIEW_PEOPLE_H
#define VIEW_PEOPLE_H

#include "view/view.h"

/* {date, author, commit}, or null when it is not known. */
struct value people_touch(const struct view *v, const struct touch *t, struct arena *a);
/* [{name, commits}]: people who are shown under one name count as one; most first. */
struct value people_contributors(const struct view *v, const struct record *r, struct arena *a);
/* [{name, lines}]: whose lines a section has, likewise. */
struct value people_shares(const struct view *v, const struct line_sum *s, struct arena *a);

#endif
