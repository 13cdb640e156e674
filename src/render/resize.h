/* resize - a smaller copy of a photograph, by libvips where the machine has it.
 * Owns:      the library, once it is loaded; it stays until the process ends.
 * Fails:     false: no library, or it cannot read the picture; then the picture is shown as it is.
 * Processes: decodes what anyone committed, so it is called in a worker alone (pictures.h), which is bounded and dies with it.
 * Invariant: the copy is turned the right way up, in sRGB, without metadata; the same picture and library give the same bytes.
 * Why loaded at run time: it brings 40 other libraries with it, and a site without photographs needs none of them; so the program is
 *            built, and runs, where it is not installed. Only its loaders for the formats in the list are let loose on a file.
 */
#ifndef RENDER_RESIZE_H
#define RENDER_RESIZE_H

#include "base/buf.h"

struct str
resize_version(void); /* "8.14.1"; empty: there is no library. Tells what it is, but starts nothing */
/* Whether the file is of a kind that is made smaller: JPEG, PNG, WebP. */
bool resize_takes(struct str path);
bool resize_picture(struct str path, struct str bytes, uint32_t width, struct buf *out);

#endif
