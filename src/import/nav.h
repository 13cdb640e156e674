/* nav - the menu that MkDocs' settings (mkdocs.yml) write down: the order of pages, and the titles of those that say none themselves.
 * Owns:      nothing; what it finds goes into the pages' `found`.
 * Fails:     a section's name, and a page that is not there, are told with their line (not-placed); settings that cannot be read are
 *            told once.
 */
#ifndef IMPORT_NAV_H
#define IMPORT_NAV_H

#include "import/folder.h"

void nav_read(struct folder *f); /* once the pages can be found */

#endif
