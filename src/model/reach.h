/* reach - follows a dotted path from a page: through relations, groups, lists and choices ("station.tema", "arrangement.stationer.id").
 * Owns:      nothing; results lie in the arena.
 * Fails:     a path that leads nowhere gives no results.
 * Invariant: depth is bounded, so derived fields that name each other end; hidden pages are not reached.
 * Example:   struct reached *r; size_t n = reach(site, page, STR("station.tema"), a, &r);
 */
#ifndef MODEL_REACH_H
#define MODEL_REACH_H

#include "model/site.h"

struct reached {
    const struct page *page;   /* the path ends in a page */
    const struct value *value; /* else the value as written: a scalar, or a group's map */
    const struct field *field; /* that declares it */
};

size_t reach(const struct site *s, const struct page *from, struct str path, struct arena *a,
             struct reached **out);
/* The same, from within a group of the page: what stands there as `map`, by the fields of `group`. */
size_t reach_group(const struct site *s, const struct page *from, const struct field *group,
                   const struct value *map, struct str path, struct arena *a, struct reached **out);
/* The list item that a CHOICE with `from` names, and the fields of such items; NULL when there is none. */
const struct value *reach_choice(const struct site *s, const struct page *p, const struct field *f,
                                 struct str id, struct arena *a, const struct field **list);
/* The ids that the choice has. */
size_t reach_choices(const struct site *s, const struct page *p, const struct field *f, struct arena *a,
                     struct str **out);
/* Whether the types could give such a path anything: for checking queries. */
bool reach_possible(const struct types *ts, const struct type *from, struct str path);

#endif
