/* trackset - a set of small numbers, one per commit that waits to be looked at; shared until somebody changes it.
 * Owns:      its bits, counted by how many hold it; trackset_drop lets go of one hold.
 * Fails:     never.
 * Invariant: a set that more than one holds is never changed: trackset_own gives a copy to change.
 * Why:       100,000 pages are 12 KB a set; along a straight line of commits one set is moved, at a fork it is shared.
 */
#ifndef HISTORY_TRACKSET_H
#define HISTORY_TRACKSET_H

#include "base/arena.h"
#include "base/str.h"

struct trackset {
    uint32_t holders;
    size_t words, count; /* count: numbers in it */
    uint64_t *bits;
};

struct trackset *trackset_new(size_t numbers);
struct trackset *trackset_hold(struct trackset *s);
void trackset_drop(struct trackset *s);
struct trackset *trackset_own(struct trackset *s);                      /* takes the hold */
struct trackset *trackset_join(struct trackset *s, struct trackset *t); /* both holds; s may be NULL */
void trackset_add(struct trackset *s, uint32_t i);
void trackset_remove(struct trackset *s, uint32_t i);

static inline bool trackset_has(const struct trackset *s, uint32_t i)
{
    return i / 64 < s->words && (s->bits[i / 64] >> (i % 64) & 1);
}

/* The next number from *i on, put in *i; false when there is none. */
bool trackset_next(const struct trackset *s, uint32_t *i);

#endif
