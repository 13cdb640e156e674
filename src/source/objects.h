/* objects - the objects of a Git repository by their ids, and of those it borrows from: packed or loose.
 * Owns:      the open repository; objects_close lets go. libgit2 opens it and knows its references; objects are read by
 *            packfile.h and loose.h, since libgit2 1.5.1 crashes on damaged ones.
 * Fails:     objects_open with a diagnostic; objects_read returns false for what is missing, damaged, of another kind or longer
 *            than `limit`: the caller knows what that means.
 * Processes: may be used in workers forked after objects_open. Of threads each needs one of its own: objects_reader.
 * Invariant: runs no command, uses no network, obeys no configuration but the user's own safe.directory; replace refs and
 *            grafts do not exist here: an id is the object of that name.
 * Trust:     whether bytes hash to their id is not asked here: Git asked when they were pushed, and whoever can write into the
 *            repository can change what its branches name as well; its own reading does not ask either. A pack's and a file's zlib sum
 *            and lengths tell of damage. Blobs of the revision that is built are hashed once more (rev.c), so that nothing goes out
 *            under an id that is not its own: SHA-1 takes 2.9 us for 5 KB, 29 ms for 10,000 pages, none of it where docs are cached.
 *            The trees of a long history would be more: 10,000 times one of 400 KB, 2.3 s.
 * Example:   struct objects *o = objects_open(STR("/srv/viden.git"), true, a, ds); objects_read(o, &id, OBJECT_TREE, LIMIT_TREE, &buf);
 */
#ifndef SOURCE_OBJECTS_H
#define SOURCE_OBJECTS_H

#include "base/diag.h"
#include "source/packfile.h"

struct git_config;
struct git_repository;
struct objects;
struct stamp;

/* path: the repository itself (`.git`, a bare one), or with `search` any folder in its working tree. Why it cannot be opened is told
 * as `code` (CODE_NO_REPOSITORY where a build can go on without, CODE_ENVIRONMENT where it cannot). */
struct objects *objects_open(struct str path, bool search, enum diag_code code, struct arena *a,
                             struct diags *ds);
void objects_close(struct objects *o);
/* Another of the same repository that reads objects and knows nothing else, with a smaller memory; let go of before `o`. */
struct objects *objects_reader(const struct objects *o);

bool objects_read(struct objects *o, const struct oid *id, enum object_kind kind, size_t limit,
                  struct buf *out);
/* The size of a blob without reading it. */
bool objects_blob_size(struct objects *o, const struct oid *id, uint64_t *size);

/* Stamps what HEAD is, and the files that say so and where a shallow clone ends. */
void objects_stamp(const struct objects *o, struct arena *a, struct stamp *t);

struct git_repository *objects_repository(struct objects *o);
void objects_user_config(
    struct git_config **out); /* what the user, and the system, set for all repositories */
const char *objects_git_dir(const struct objects *o); /* of this working tree */
const char *
objects_common_dir(const struct objects *o); /* of the repository: the same but for linked working trees */

/* The folders that reading needs, NULL-ended, for a worker that is confined to them (base/confine.h). */
const char *const *objects_folders(const struct objects *o, struct arena *a);

#endif
