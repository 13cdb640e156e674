/* changed - what a change has to answer for: the diagnostics of files that differ from a revision, and those that were not there then.
 * Owns:      nothing.
 * Fails:     EXIT_ENVIRONMENT, with the reason among the build's diagnostics, when the revision cannot be read.
 * Invariant: a link that breaks because another page was removed is told, wherever it stands; a fault that stood before in a file
 *            that was not touched is not.
 */
#ifndef CLI_CHANGED_H
#define CLI_CHANGED_H

#include "build.h"

/* Leaves in b->diags, which are settled, what is new since `rev`. tried: rendering has been tried too. */
int changed_keep(struct build *b, const char *rev, bool tried);

#endif
