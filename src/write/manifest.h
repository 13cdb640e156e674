/* manifest - what a published tree holds: every file with its size and SHA-256, the commit and the time of the content.
 * Owns:      nothing; strings lie in the arena, or in the text that was read.
 * Fails:     manifest_read returns false on anything that manifest_text did not write; nothing in it is believed then.
 * Invariant: files stand sorted by path bytewise, each path once, each one that manifest_path_fault accepts, none a folder of
 *            another. No path of the machine, no time of day, no counter: equal sites have equal manifests.
 * Example:   manifest_text(&m, &b);   if (manifest_read(text, a, &m) && (f = manifest_find(&m, path))) ...
 */
#ifndef WRITE_MANIFEST_H
#define WRITE_MANIFEST_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/pack.h"

#define MANIFEST_NAME "manifest.json" /* lies at the root of the tree, does not name itself */

enum { MANIFEST_MOST = 256 * 1024 * 1024 }; /* bytes that are read of one */

struct manifest_file {
    struct str path;
    uint64_t size;
    struct sha256 sha256;
    uint64_t inode; /* where the bytes lie on disk; 0: not known. No part of the text. */
};

struct manifest {
    struct str commit, time; /* empty: not known, null in the text */
    struct manifest_file *files;
    size_t n;
};

void manifest_text(const struct manifest *m, struct buf *out);
bool manifest_read(struct str text, struct arena *a, struct manifest *out);
/* Sorts; false when a path is faulty, there twice, or both a file and a folder: then *bad names it. */
bool manifest_sort(struct manifest *m, struct str *bad);
struct manifest_file *manifest_find(const struct manifest *m, struct str path);
bool manifest_has_below(const struct manifest *m,
                        struct str dir); /* whether a file lies in the folder or below */
bool manifest_same_bytes(const struct manifest_file *x, const struct manifest_file *y);

/* Why nothing is published under `path`, or NULL: only relative paths of ordinary names, none beginning with a dot. */
const char *manifest_path_fault(struct str path);

/* From a worker to its parent, without the path, which the parent knows. */
void manifest_file_pack(const struct manifest_file *f, struct buf *out);
void manifest_file_unpack(struct unpack *u, struct manifest_file *f);

#endif
