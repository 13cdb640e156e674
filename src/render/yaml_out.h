/* yaml_out - a value as YAML in block style, for people to read.
 * Owns:      nothing; appends to the buffer given.
 * Fails:     never. Objects (VALUE_OBJECT) are null: they are not plain data.
 * Invariant: read again it is the same value: a text that YAML would take for something else stands in quotes.
 */
#ifndef RENDER_YAML_OUT_H
#define RENDER_YAML_OUT_H

#include "base/buf.h"
#include "base/value.h"

void yaml_out(const struct value *v, struct buf *out);

#endif
