/* language - the language that a site says it is in, told before anything else of it is read, so that every message comes in it.
 * Owns:      nothing.
 * Fails:     never, and says nothing: the settings are read again, with their faults, by settings.h. In a file that is no YAML a
 *            line that begins with "language:" is believed.
 * Example:   tr_use(language_of_site(source, &arena));
 */
#ifndef READ_LANGUAGE_H
#define READ_LANGUAGE_H

#include "source/source.h"

struct str language_of_site(struct source *s, struct arena *a); /* empty: it says none */

#endif
