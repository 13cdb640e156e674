/* yaml - one YAML document to a value, by libyaml, with the place of every key and value.
 * Owns:      nothing; the value lies in the arena.
 * Fails:     each fault is a diagnostic (path, line, column, what was expected, the corrected line where that is known), and
 *            the call returns false. A key twice, anchors and tags are all told; at what libyaml cannot read it stops.
 * Invariant: no anchors, aliases, merge keys, tags; no key twice. Scalars as base/value.h says; no unwanted characters in them.
 *            The bytes are checked as input.h says (UTF-8, no NUL), unless front_read has done so already.
 * Bounded:   libyaml 0.2.5 is quadratic in nested brackets when it is let run to the end (25,000 of them: 5 s). Here it is
 *            asked for one event at a time and left at the first one too deep; it looks ahead by 1024 characters at
 *            most (a key may not be longer), so 50,000 brackets cost under 2 ms.
 * Example:   if (yaml_parse(text, path, 2, a, ds, &v)) title = value_get(&v, STR("title"));
 */
#ifndef READ_YAML_H
#define READ_YAML_H

#include "base/diag.h"
#include "base/value.h"

/* first_line: the file's line that the text begins on (1 for a whole file). An empty document gives an empty map. */
bool yaml_parse(struct str text, struct str path, uint32_t first_line, struct arena *a, struct diags *ds,
                struct value *out);

/* The same for data that is no front matter (template data): any root, depth up to 64, no bound on the number of values, tags
 * such as !!str accepted but ignored. JSON files go through it too (JSON is YAML's flow form); plain scalars are left for
 * value_resolve. */
bool yaml_parse_data(struct str text, struct str path, struct arena *a, struct diags *ds, struct value *out);

#endif
