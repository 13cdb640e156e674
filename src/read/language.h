/* language - what must be known of a site before anything else of it is read: the language that it says it is in, so that every message
 * comes in it, and its time zone, by which it is told which of its commits is to be read.
 * Owns:      nothing.
 * Fails:     never, and says nothing: the settings are read again, with their faults, by settings.h. In a file that is no YAML a
 *            line that begins with "language:" is believed.
 * Example:   tr_use(language_of_site(source, &arena));
 */
#ifndef READ_LANGUAGE_H
#define READ_LANGUAGE_H

#include "source/source.h"

struct str language_of_site(struct source *s, struct arena *a);   /* empty: it says none */
struct str language_time_zone(struct source *s, struct arena *a); /* … of its zone */

#endif
