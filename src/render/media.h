/* media - which files editors may publish, and what is taken off them first.
 * Owns:      nothing.
 * Fails:     media_check returns why a file cannot be published, as the end of a sentence ("… cannot be published: " WHY),
 *            or NULL.
 * Processes: pure in the bytes; may run in a worker.
 * Invariant: a published file's bytes are of the kind that its name says, and that kind is on the list: pictures (png jpg jpeg gif
 *            webp avif svg), documents (pdf docx xlsx pptx odt ods odp), data (csv txt vtt srt ics), sound and film (mp4 m4a
 *            webm mp3 ogg). No script: an SVG is held to svg.h. No camera's position: taken out of JPEG, PNG, WebP and GIF,
 *            refused in AVIF, MP4 and M4A. What the author of a PDF or an office file left in it stays.
 * Why no zip: it can carry anything past the list.
 */
#ifndef RENDER_MEDIA_H
#define RENDER_MEDIA_H

#include "base/buf.h"

/* path: for its extension (any case). bytes: the whole file. */
const char *media_check(struct str path, struct str bytes);
/* Appends the bytes to publish: JPEG, PNG, WebP and GIF without their metadata (colour profiles and a JPEG's or WebP's orientation
 * stay), others as they are. False: the file is damaged so that it cannot be read to its end; nothing is appended then. */
bool media_clean(struct str path, struct str bytes, struct buf *out);
bool media_is_lfs_pointer(struct str bytes);

#endif
