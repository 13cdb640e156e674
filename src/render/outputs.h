/* outputs - the files for machines: api/pages.json, feed.xml, sitemap.xml.
 * Owns:      nothing; each appends its bytes to a buffer.
 * Fails:     never. Processes: runs in the parent after the model is frozen.
 * Invariant: only visible pages with a source; escaped for the format at hand; the same site gives the same bytes.
 */
#ifndef RENDER_OUTPUTS_H
#define RENDER_OUTPUTS_H

#include "model/site.h"

struct buf;

void render_api(const struct site *s, struct buf *out);     /* design: "api/pages.json", exact forms */
void render_feed(const struct site *s, struct buf *out);    /* Atom, the 50 pages changed last */
void render_sitemap(const struct site *s, struct buf *out);

#endif
