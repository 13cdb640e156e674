/* tree - a folder on disk that is read and changed without ever leaving it.
 * Owns:      nothing that stays open; `root` is the caller's folder descriptor.
 * Fails:     false or -1 with errno; what was half done lies in the tree, and is of no use to anyone.
 * Processes: several may write into one tree, each its own paths.
 * Invariant: no symbolic link inside the tree is followed; what stands in the way of a path (a file where a folder must be, a link)
 *            is removed. A file is always a new inode, so that a reader of the old one reads on, and hard links hold their bytes.
 *            Files get mode 0644, folders 0755, whatever the umask. Paths are those that manifest_path_fault accepts.
 */
#ifndef WRITE_TREE_H
#define WRITE_TREE_H

#include <sys/stat.h>

#include "base/hash.h"
#include "base/str.h"

bool tree_put(int root, struct str path, struct str bytes, struct stat *st);
/* From an open file: copied inside the kernel (shared, on file systems that can), then hashed as copied. */
bool tree_put_copy(int root, struct str path, int from, size_t limit, struct stat *st, struct sha256 *hash);
/* The same inode under the same path in another tree of the file system. */
bool tree_link(int from_root, struct str path, int root, struct stat *st);
int tree_open(int root, struct str path); /* a regular file, to read */
bool tree_hash(int fd, size_t limit, struct sha256 *hash, uint64_t *size);

enum tree_step { TREE_ON, TREE_SKIP, TREE_FAIL }; /* TREE_SKIP: do not go down into this folder */

/* `dir` and `name` are for changing the entry itself; of a folder only its being one stands in st. */
typedef enum tree_step tree_visit(void *ctx, struct str path, const struct stat *st, int dir,
                                  const char *name);

/* Calls visit for everything in the tree but the root, a folder before what it holds. One descriptor at a time, however deep. */
bool tree_walk(int root, tree_visit *visit, void *ctx);

#endif
