/* pages - the Markdown files of a source, read in worker processes.
 * Owns:      what is put aside, which the docs point into (or into the cache): the caller frees it with aside_free when the docs
 *            are done with.
 * Fails:     a file that cannot be read, or that a worker was lost on, gives a diagnostic and docs[i] NULL or empty. NULL: no
 *            worker could be started, with a diagnostic.
 * Processes: a worker parses and packs; the parent checks what it finds before it believes it. A share of the pages at a time, so that
 *            what the workers hand over never stands in memory whole.
 */
#ifndef READ_PAGES_H
#define READ_PAGES_H

#include "read/doc.h"
#include "source/source.h"

struct aside;
struct doc_cache;

/* cache: where docs of bytes seen before come from, and are kept; NULL: none. */
struct aside *pages_read(struct source *s, const struct source_list *entries, unsigned jobs,
                         struct doc_cache *cache, struct arena *a, struct diags *ds, struct doc **docs);

#endif
