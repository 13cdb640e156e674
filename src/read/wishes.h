/* wishes - how people want to be shown now, for a site that is built as it was.
 * Owns:      nothing; all lies in the arena.
 * Fails:     never, and says nothing: faults of HEAD are told when HEAD is built. Where there is no HEAD, nothing is changed.
 * Invariant: who asks today not to be shown, or has left, is not shown by the site of an earlier commit either: what _people.yaml says
 *            of somebody in HEAD goes before what it said then.
 * Example:   people_read(&map, path, &arena, &diags, &people); wishes_heed(source, STR("content"), &arena, &people);
 */
#ifndef READ_WISHES_H
#define READ_WISHES_H

#include "read/settings.h"
#include "source/source.h"

/* content: the folder that _people.yaml lies in, from the site's root. */
void wishes_heed(struct source *of, struct str content, struct arena *a, struct people *people);

#endif
