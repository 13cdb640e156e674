/* doc_cache - packed docs by the blob id of their bytes, in one mapped file between builds.
 * Owns:      the mapping, which docs unpacked from it point into: doc_cache_close lets go when they are done with.
 * Fails:     a cache that is absent, damaged, of another program or not writable is none; the build goes on (a note tells of
 *            what could not be written). It can be deleted at any time.
 * Invariant: doc_parse is pure in the bytes, so a cached build equals a clean one. Each entry carries a checksum, and doc_unpack checks
 *            what it holds all the same. What is new is added behind the rest, so that a page costs a page and not the file; when half of the
 *            file is asked for no more, a new one replaces it by rename. Builds beside each other see what was there or what came.
 * Example:   c = doc_cache_open(dir, key, a); bytes = doc_cache_find(c, &blob); ... doc_cache_save(c, blobs, packed, n, ds);
 */
#ifndef READ_DOC_CACHE_H
#define READ_DOC_CACHE_H

#include "base/diag.h"
#include "base/hash.h"

struct doc_cache;

/* dir: where caches lie (made when it is missing); NULL: under the user's cache folder. site: what tells this site from others. NULL:
 * there is no folder to keep anything in. */
struct doc_cache *doc_cache_open(const char *dir, struct str site, struct arena *a);
struct str doc_cache_find(const struct doc_cache *c, const struct oid *blob); /* empty: not there */
/* The same, without trying its checksum: for what a worker of this build has found. */
struct str doc_cache_again(const struct doc_cache *c, const struct oid *blob);
/* The docs of this build, and nothing else, are kept; nothing changes once the machine refused this build something (base/machine.h).
 * packed[i] may point into the cache itself. */
void doc_cache_save(struct doc_cache *c, const struct oid *blobs, const struct str *packed, size_t n,
                    struct diags *ds);
void doc_cache_close(struct doc_cache *c); /* c may be NULL */

#endif
