/* ids - the ids of a page's headings.
 * Owns:      its tables, in the arena given.
 * Fails:     never; a heading without letters or digits is "section".
 * Invariant: no id twice on a page; the same headings in the same order give the same ids. Ids hold a-z, 0-9 and hyphens
 *            only, so a layout's own ids are safe with an underscore; those of footnotes (fn-1, fnref-1) are never given to a heading.
 * Example:   struct ids ids = {.arena = a}; id = ids_new(&ids, STR("Løn og ferie"));   -> loen-og-ferie
 */
#ifndef READ_IDS_H
#define READ_IDS_H

#include "base/map.h"

struct ids {
    struct arena *arena;
    struct map taken, taken_git; /* id -> how many have asked for it */
};

struct str ids_new(struct ids *ids, struct str text);
/* The id that GitHub makes: lower case, punctuation gone, blanks to hyphens, -1 and on when taken. GitLab's differs only in that it
 * makes one hyphen of several. */
struct str ids_new_git(struct ids *ids, struct str text);

#endif
