/* align - which items of one sequence stand in another, in the same order: as many as can be (E. W. Myers, "An O(ND) Difference
 *         Algorithm and Its Variations", 1986).
 * Owns:      nothing; works in the arena.
 * Fails:     sequences that differ in more than ALIGN_MOST items give false; what they begin and end with alike is found all the same.
 * Invariant: mates rise; an item has one at most. Time and room are bounded by the length times ALIGN_MOST.
 * Example:   uint32_t mate[3]; align((uint64_t[]){1, 2, 3}, 3, (uint64_t[]){1, 3}, 2, a, mate); -> 0, ALIGN_NONE, 1
 */
#ifndef VIEW_ALIGN_H
#define VIEW_ALIGN_H

#include "base/arena.h"
#include "base/str.h"

enum { ALIGN_MOST = 500 };
#define ALIGN_NONE UINT32_MAX

/* mate[i]: the place in y of what stands at i in x, or ALIGN_NONE. */
bool align(const uint64_t *x, size_t n, const uint64_t *y, size_t m, struct arena *a, uint32_t *mate);

#endif
