/* front_keys - another generator's front matter as ours: keys that mean the same under their names here, those of the mapping, and those
 * that the page's type declares.
 * Owns:      nothing; text goes to the buffer given.
 * Fails:     a key without a place is told with its line (not-placed) and left out.
 * Invariant: what is written is YAML that says each key once.
 */
#ifndef IMPORT_FRONT_KEYS_H
#define IMPORT_FRONT_KEYS_H

#include "base/buf.h"
#include "import/mapping.h"

struct front_keys {
    struct str path; /* of the page, for what is told */
    struct str to;   /* its new path below the content */
    const struct value *map;
    const struct value *
        found; /* what is known besides, under our names: said where the page says nothing; lists are joined */
    const struct mapping *mapping;
    const struct mapped_folder *folder; /* NULL: none is said */
    const struct type *type;            /* NULL: none */
    bool says_type;
    struct arena *arena;
    struct diags *notes;
};

void front_keys_write(const struct front_keys *f, struct buf *out);

#endif
