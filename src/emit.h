/* emit - every file of the site made by workers, and handed to the output.
 * Owns:      nothing that stays.
 * Fails:     false when no worker could be started; a file that could not be made is a diagnostic in the build.
 * Processes: a worker makes an item and puts it into the output; the parent takes its record and its diagnostics.
 * Invariant: what a packed file (render/items.h) comes to is remembered under the hash of what goes into it, in a cache of its own: where
 *            that is in force, it is not packed again. What would come out as it stands there already is not even made (render/grounds.h).
 */
#ifndef EMIT_H
#define EMIT_H

#include "build.h"
#include "render/items.h"
#include "write/manifest.h"

/* What there is to make. */
void emit_list(struct build *b, struct items *items, struct diags *ds);
/* o: NULL when all is made, to see that it can be, and nothing written. The files come into m. */
bool emit_items(struct build *b, struct output *o, unsigned jobs, struct manifest *m);

#endif
