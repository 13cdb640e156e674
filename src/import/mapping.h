/* mapping - what `import` is told of the folder it takes over: which folder becomes which type, which key which field.
 * Owns:      nothing; all lies in the arena.
 * Fails:     diagnostics (bad-setting, unknown-key) with line and column.
 * Example:   folders: {posts: {to: nyheder, type: nyhed, set: {owner: redaktionen}}}
 *            fields: {author: forfatter, weight: order, cover: ""}      # "" drops a key on purpose
 */
#ifndef IMPORT_MAPPING_H
#define IMPORT_MAPPING_H

#include "base/diag.h"
#include "read/types.h"

struct mapped_folder {
    struct str from, to; /* to: below the content; from "": the whole */
    bool has_to;
    const struct type *type; /* NULL: its folder's */
    const struct value *set; /* keys that every page gets; NULL: none */
};

struct mapping {
    struct mapped_folder *folders;
    size_t n_folders;
    const struct value *fields; /* key -> key; NULL: none are said */
};

bool mapping_read(const struct value *map, struct str path, const struct types *ts, struct arena *a,
                  struct diags *ds, struct mapping *out);
/* The deepest folder that holds the path; NULL: none is said. */
const struct mapped_folder *mapping_folder(const struct mapping *m, struct str path);

#endif
