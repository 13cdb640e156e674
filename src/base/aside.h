/* aside - bytes that lie in files and are read where they lie: memory that the machine can take back when it needs it.
 * Owns:      struct aside: a file without a name and its mapping, or where none can be had the bytes; aside_free lets go.
 * Fails:     never as a whole: what the disk does not take (it is full) is kept in memory.
 * Processes: workers inherit the mappings; what is put aside after the fork they do not see.
 * Invariant: what was put stays at its address until aside_free. aside_rest changes nothing but how much memory this process holds:
 *            the pages come again, from the system's own cache of files, when they are looked at. Workers rest now and then
 *            (base/work.h); who goes over all of a large site in one process rests after each share of it.
 * Example:   struct aside *s = aside_new(); struct str kept = aside_put(s, bytes); ... aside_rest(); ... aside_free(s);
 */
#ifndef BASE_ASIDE_H
#define BASE_ASIDE_H

#include "base/str.h"

struct aside;

struct aside *aside_new(void);
struct str aside_put(struct aside *s, struct str bytes);
void aside_seal(
    struct aside *
        s); /* no more is put: from now on nobody can change the file, a worker that was taken over neither */
void aside_free(struct aside *s); /* s may be NULL */

void *aside_map(int fd, size_t n); /* a file, to be read alone; NULL: see errno */
void aside_unmap(void *p, size_t n);

void aside_rest(void);
void aside_step(size_t i); /* in a walk over many: rests once in a while, by the number */

#endif
