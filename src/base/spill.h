/* spill - records put aside in a temporary file that has no name, to be read again in the order they came: what a large site has too much
 * of to keep.
 * Owns:      the file, or where none can be had the bytes: spill_free lets go.
 * Fails:     where the disk is full `failed` is set; what is read is not believed then.
 * Example:   spill_put(&s, record); ... spill_rewind(&s); while (spill_next(&s, &b)) use(buf_str(&b));
 */
#ifndef BASE_SPILL_H
#define BASE_SPILL_H

#include <stdio.h>

#include "base/buf.h"

struct spill {
    FILE *file;
    struct buf kept; /* without a file */
    size_t at;       /* in it */
    bool failed;
};

void spill_begin(struct spill *s);
void spill_put(struct spill *s, struct str record);
void spill_rewind(struct spill *s); /* from the first record again */
bool spill_next(struct spill *s, struct buf *record);
void spill_free(struct spill *s);

#endif
