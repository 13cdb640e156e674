/* packfile - a reader of Git's plain SHA-1 packs, mapped into memory.
 * Owns:      the mappings and a cache of resolved objects; packs_free lets go.
 * Fails:     a pack or an object that it does not understand is PACKED_STRANGE: ask libgit2, which knows the rest and says what is
 *            wrong. Nothing in a pack is believed: every offset, length and count is checked before it is used.
 * Processes: may be used in workers forked after packs_open; the cache is then each worker's own.
 * Why:       reading trees by git_odb_read took 2.2 times as long as `git log` over the same commits (10,000 pages, 10,000 commits);
 *            this reader takes a third of it. Objects that are not here (loose, in alternates) are rare in a repository that lives.
 */
#ifndef SOURCE_PACKFILE_H
#define SOURCE_PACKFILE_H

#include "base/hash.h"

struct buf;
struct packs;

enum object_kind { OBJECT_NONE, OBJECT_COMMIT, OBJECT_TREE, OBJECT_BLOB, OBJECT_TAG };

enum packed { PACKED_ABSENT, PACKED_FOUND, PACKED_STRANGE };

/* dir: the folder with pack-*.idx and pack-*.pack; without one, or without packs, all is absent. */
struct packs *packs_open(const char *dir);
void packs_free(struct packs *p);

/* Puts the object's bytes in `out` (cleared first). An object longer than limit is PACKED_STRANGE. */
enum packed packs_read(struct packs *p, const struct oid *id, size_t limit, enum object_kind *kind,
                       struct buf *out);
/* Its kind and size alone, without its bytes. */
enum packed packs_size(struct packs *p, const struct oid *id, size_t limit, enum object_kind *kind,
                       uint64_t *size);

#endif
