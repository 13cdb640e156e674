/* cms - the configuration of the editor in the browser (Decap CMS; Sveltia CMS reads the same file), from the page types.
 * Owns:      nothing; the value lies in the arena.
 * Fails:     never.
 * Invariant: made from the same struct types that pages are checked against: each type is a collection with a widget for every field
 *            that an editor writes; what the editor cannot judge (references into lists, order, overlap) is left to `check`. Keys
 *            of a page that no widget shows are left by the editor as they are.
 *            A type's collection reaches as deep below its folder as its pages lie. A type without a folder of its own can be edited
 *            there, not begun: nothing would say where.
 */
#ifndef RENDER_CMS_H
#define RENDER_CMS_H

#include "model/site.h"

/* host: its settings say where pages are kept. local: besides, or only, the folder that decap-server was started in. */
struct value cms_config(const struct site *s, bool local, struct arena *a);

#endif
