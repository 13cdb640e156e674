/* assets - where the site's styles and scripts go: under a name with their hash.
 * Owns:      nothing; paths lie in the arena.
 * Fails:     an asset that cannot be read is a diagnostic, and left out.
 *            Styles whose colours do not stand out as the settings ask are told of.
 * Invariant: the site's own come first; where it has none of the name, the built-in ones, which its layouts may use and the built-in
 *            layouts do.
 */
#ifndef RENDER_ASSETS_H
#define RENDER_ASSETS_H

#include "base/map.h"
#include "read/settings.h"
#include "source/source.h"

/* name -> struct str *, its path in the output. searched: the search's client is wanted. The film's comes where one may
 * be played in a page. */
struct map assets_paths(struct source *s, const struct source_list *own, const struct settings *settings,
                        bool searched, struct arena *a, struct diags *ds);

#endif
