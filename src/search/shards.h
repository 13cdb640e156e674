/* shards - the terms with their postings, cut into files that a browser fetches one by one, and lists of the words alone.
 * Owns:      nothing; files are added to the list given, directories to the buffers.
 * Fails:     never.
 * Invariant: keys are sorted by their bytes. A shard is, before packing: number of terms, bytes of the dictionary; for each term the
 *            bytes it shares with the key before, the rest; the same for the form it is shown as, with its own key; pages, bytes
 *            of its postings; then the postings, as in search/list.h. All numbers are varints.
 */
#ifndef SEARCH_SHARDS_H
#define SEARCH_SHARDS_H

#include "search/files.h"
#include "search/gathered.h"

/* One file of terms: the first key in it and its hash. */
struct shard {
    struct str first;
    struct sha256 hash;
};

struct shard_list {
    struct shard *items;
    size_t n, cap;
};

struct shards {
    struct shard_list terms; /* by key */
    struct shard_list words; /* by first letter */
};

void shards_write(const struct terms *t, const struct gathered *lists, struct search_files *files,
                  struct shards *out);

#endif
