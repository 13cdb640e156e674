/* reads - which pages' texts and histories were looked at while a file was made.
 * Owns:      the notes of one process: reads_end lets go.
 * Fails:     never.
 * Processes: each worker notes for itself, one file at a time; nothing is noted before reads_begin.
 * Invariant: whoever looks at page.inner in a frozen model, or at what else comes of it (stale.h), is noted: page_inner does it. So a file
 *            whose reads all say what they said, in a site that otherwise is the same (render/grounds.h), has the same bytes.
 * Example:   reads_begin(site); ... make the file ...; for (i = 0; reads_next(&i, &page);) ...; reads_end();
 */
#ifndef MODEL_READS_H
#define MODEL_READS_H

#include "model/site.h"

void reads_begin(const struct site *s); /* forgets what was noted before */
void reads_note(const struct page *p);
void reads_note_build(
    void); /* what the build itself came to: its commit, what it found, what is searched for */
/* The pages noted, each once, in the order they came: *i counts from 0. */
bool reads_next(size_t *i, const struct page **p);
bool reads_build(void); /* whether what the build came to was looked at */
void reads_end(void);

#endif
