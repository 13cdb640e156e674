/* heads - for each place the node that stands there at one commit; shared between commits piece by piece.
 * Owns:      its pieces, counted by how many hold them; heads_drop lets go of one hold.
 * Fails:     never.
 * Invariant: what more than one holds is never changed: heads_own gives heads to change, and only the pieces that are then
 *            changed are copied. A place that was never set is 0.
 * Why:       100,000 pages are 400 KB of numbers, and every fork in the history needs its own; it changes but a few of them.
 */
#ifndef HISTORY_HEADS_H
#define HISTORY_HEADS_H

#include <stddef.h>
#include <stdint.h>

struct heads;

struct heads *heads_new(size_t places);
struct heads *heads_hold(struct heads *h);
void heads_drop(struct heads *h);                        /* NULL is fine */
struct heads *heads_own(struct heads *h);                /* takes the hold */
uint32_t heads_get(const struct heads *h, size_t place); /* NULL: 0 */
void heads_set(struct heads *h, size_t place, uint32_t node);

#endif
