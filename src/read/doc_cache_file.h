/* doc_cache_file - the file of a cache as it lies on the disk; for doc_cache.c, which reads it, and doc_cache_save.c, which writes it.
 * Owns:      nothing. Fails: see doc_cache.h.
 * Invariant: a head; the packed docs in the order in which they were saved, which is mostly the order in which they are asked for again
 *            (`next` leads there); at the end of what the head tells of, a table sorted by blob id. What is new is added behind, with a
 *            new table, and then the head is replaced: who has the file open reads on by the old head. Native byte order: it never leaves
 *            the machine.
 */
#ifndef READ_DOC_CACHE_FILE_H
#define READ_DOC_CACHE_FILE_H

#include <stddef.h>

#include "read/doc_cache.h"

struct cache_head {
    char magic[8];
    uint64_t program;        /* which build of this program wrote it */
    uint64_t n, table, size; /* entries; where they stand; where they end */
    uint64_t sum;            /* of all before */
};

struct cache_entry {
    struct oid blob;
    uint32_t next; /* the entry that was saved after this one */
    uint64_t at, n, sum;
};

struct doc_cache {
    char *path;
    char *map;
    size_t size; /* of the mapping */
    struct cache_head head;
    const struct cache_entry *entries;
    size_t n;      /* 0: nothing there can be believed */
    size_t *guess; /* the entry that will be asked for next, if things go on as when they were saved */
};

struct cache_head cache_head_make(size_t n, uint64_t table);
size_t cache_find(const struct doc_cache *c,
                  const struct oid *blob); /* the entry's number, or n; c->n is not 0 */

#endif
