/* packfile - a reader of Git's plain SHA-1 packs, mapped into memory.
 * Owns:      the mappings and a cache of resolved objects; packs_free lets go.
 * Fails:     a pack that it does not understand (an index before version 2, of 2007) is passed over; an object that is damaged in one
 *            pack is looked for in the others, and else is PACKED_BROKEN. Nothing in a pack is believed: every offset, length and
 *            count is checked before it is used.
 * Processes: may be used in workers forked after packs_add; the cache is then each worker's own.
 * Why:       libgit2 1.5.1 crashed on 5 of 150 packs with some bytes turned (in git_odb_read_header), and reading trees by git_odb_read
 *            took 2.2 times as long as `git log` over the same commits (10,000 pages, 10,000 commits); this reader takes half.
 */
#ifndef SOURCE_PACKFILE_H
#define SOURCE_PACKFILE_H

#include "base/hash.h"

struct buf;
struct packs;

enum object_kind { OBJECT_NONE, OBJECT_COMMIT, OBJECT_TREE, OBJECT_BLOB, OBJECT_TAG };

enum packed { PACKED_ABSENT, PACKED_FOUND, PACKED_BROKEN };

/* memory: bytes of resolved objects that it keeps. */
struct packs *packs_new(size_t memory);
/* dir: a folder with pack-*.idx and pack-*.pack; not there, or without packs, it adds nothing. */
void packs_add(struct packs *p, const char *dir);
void packs_free(struct packs *p);

/* Puts the object's bytes in `out` (cleared first). An object longer than limit is PACKED_BROKEN. */
enum packed packs_read(struct packs *p, const struct oid *id, size_t limit, enum object_kind *kind,
                       struct buf *out);
/* Its kind and size alone, without its bytes. */
enum packed packs_size(struct packs *p, const struct oid *id, size_t limit, enum object_kind *kind,
                       uint64_t *size);

#endif
