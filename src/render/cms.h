/* cms - the configuration of the editor in the browser (Decap CMS; Sveltia CMS reads the same file), from the page types.
 * Owns:      nothing; the value lies in the arena.
 * Fails:     never.
 * Invariant: made from the same struct types that pages are checked against: each type is a collection with a widget for every field
 *            that an editor writes; what the editor cannot judge (references into lists, order, overlap) is left to `check`. Keys
 *            of a page that no widget shows are left by the editor as they are.
 *            A type's collection shows all of its pages that lie in its folder or below. A page elsewhere, which says its type, is not
 *            shown there. A type without a folder of its own begins in the content's, but for one of folders' own pages (index.md): those
 *            can be edited, not begun.
 */
#ifndef RENDER_CMS_H
#define RENDER_CMS_H

#include "model/site.h"

/* host: its settings say where pages are kept. local: besides, or only, the folder that decap-server was started in. */
struct value cms_config(const struct site *s, bool local, struct arena *a);

#endif
