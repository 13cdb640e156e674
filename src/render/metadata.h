/* metadata - pictures without what a camera or an editor wrote into them.
 * Owns:      nothing. Fails: false when the picture cannot be read to its end; what was appended until then is the caller's to drop.
 * Invariant: only kinds of segments that a browser needs to draw the picture are copied; whatever is unknown, and whatever
 *            stands behind the picture's end, is left out. Cleaning what was cleaned gives the same bytes.
 * Source:    JFIF 1.02, ITU T.81 and Exif 2.3 (JPEG); the PNG specification; the WebP container specification.
 */
#ifndef RENDER_METADATA_H
#define RENDER_METADATA_H

#include "base/buf.h"

bool metadata_clean_jpeg(struct str bytes, struct buf *out);
bool metadata_clean_png(struct str bytes, struct buf *out);
bool metadata_clean_webp(struct str bytes, struct buf *out);
bool metadata_clean_gif(struct str bytes, struct buf *out); /* metadata_gif.c */

/* Which way up a TIFF structure, as Exif data is one, says that the picture is: 1 to 8, or 0 when it does not say. */
unsigned metadata_orientation(struct str tiff);

#endif
