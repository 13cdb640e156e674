/* toml - the little of TOML front matter (+++, as Hugo writes it) that a folder without settings is read by: its plain
 * `key = value` lines, lists of plain values too, before the first table. Enough to know title, draft and dates; the rest is another generator's.
 * Owns: nothing; the map lies in the arena. Fails: never; a line that is no plain pair is passed over.
 */
#ifndef READ_TOML_H
#define READ_TOML_H

#include "base/value.h"

void toml_front(struct str text, uint32_t first_line, struct arena *a, struct value *map);

#endif
