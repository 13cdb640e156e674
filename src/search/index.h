/* index - the search index of a site: its words by page and section, as the files that a browser fetches.
 * Owns:      nothing; files and what they hold lie in the arena.
 * Fails:     a page whose words could not be counted is a diagnostic (worker-lost) and is not found. Without hunspell's list of words
 *            fewer compounds are split: a note says so.
 * Processes: words are counted in workers, by the lot (search/lots.h), and so are their postings made, once the parent knows from all
 *            words what they are found by; the parent joins them. Files are packed by the workers that write them.
 * Invariant: visible pages with a source only, numbered by address; one segment, pure in the site, so that the same site gives the
 *            same bytes whatever was built before.
 *            So there is no delta segment: what one holds depends on what was built before, and its readers fetch twice. In its
 *            stead what was made of a lot is kept, and where nothing that it is made of has changed, it is taken again: with one
 *            page of 10,000 changed, the index takes three tenths of the time that it takes at first.
 * Example:   index_build(&in, &files); for (i < files.n) files_make(&files, i, ...)
 */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "model/searched.h"
#include "read/doc_cache.h"
#include "search/files.h"
#include "search/wordlist.h"

struct index_plan {
    const struct site *site;
    const struct wordlist *own; /* NULL: none */
    const char *lexicon;        /* hunspell's list; empty: none, and nobody is told */
    struct searched *searched;  /* filled */
    struct doc_cache *kept;     /* what earlier builds counted; NULL: nothing is kept */
    unsigned jobs;
    struct arena *arena;
    struct diags *diags;
};

/* false: no worker process could be started, with a diagnostic. */
bool index_build(const struct index_plan *plan, struct search_files *out);

#endif
