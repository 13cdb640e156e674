/* old - what Markdown files said in earlier versions, by the blob ids that the history gives.
 * Owns:      what is put aside, which the docs point into (or into the cache): old_free lets go when the docs are done with.
 * Fails:     a blob that is missing or too large is not there (old_find gives NULL): nobody can mend an earlier version, so nothing is
 *            told. Of one whose worker was lost (time, memory, crash) CODE_HISTORY_LOST tells.
 * Processes: a worker parses and packs; the parent checks what it finds before it believes it.
 * Invariant: such a doc has front matter, the title, the text and the diagnostics of its bytes; its HTML is without links (old_html.h), of
 *            headings there are only level and text_at.
 * Example:   struct old_docs *o = old_read(git_dir, blobs, n, jobs, cache, a, ds); const struct doc *d = old_find(o, &blob);
 */
#ifndef READ_OLD_H
#define READ_OLD_H

#include "base/hash.h"
#include "read/doc.h"

struct doc_cache;
struct old_docs;

/* blobs: may name one several times. cache: one of its own, not that of the pages; NULL: none. NULL: nothing can be read. */
struct old_docs *old_read(struct str git_dir, const struct oid *blobs, size_t n, unsigned jobs,
                          struct doc_cache *cache, struct arena *a, struct diags *ds);
const struct doc *old_find(const struct old_docs *o, const struct oid *blob); /* o may be NULL */
/* What the page said until now is an earlier version too. o may be NULL. */
void old_put(struct old_docs *o, const struct doc *said);
bool old_whole(const struct old_docs *o); /* nothing asked for is missing; o may be NULL */
void old_free(struct old_docs *o);

#endif
