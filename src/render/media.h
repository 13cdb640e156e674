/* media - which files editors may publish, and what is taken off them first.
 * Owns:      nothing.
 * Fails:     media_check returns why a file cannot be published, as the end of a sentence, or NULL.
 * Invariant: a published file's bytes are of the kind that its name says; no script, no metadata such as a camera's position.
 */
#ifndef RENDER_MEDIA_H
#define RENDER_MEDIA_H

#include "base/buf.h"

/* path: for its extension (any case). bytes: the whole file. */
const char *media_check(struct str path, struct str bytes);
/* Appends the bytes to publish: JPEG, PNG and WebP without their metadata segments (colour profiles stay), others as they are. False: the file
 * is damaged so that it cannot be read to its end. */
bool media_clean(struct str path, struct str bytes, struct buf *out);
bool media_is_lfs_pointer(struct str bytes);

#endif
