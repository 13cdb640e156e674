/* blank - a page of a type for an editor to fill in: front matter with the type's keys, each below what its schema says of it.
 * Owns:      nothing; appends to a buffer. Fails: never.
 * Invariant: a comment is one line, whatever a label holds, so that the front matter stays what it is. It is a draft until its
 *            editor says otherwise, so that half a page is never published.
 * Example:   # Retning (skal med). Tre til fem linjer om det vigtigste.
 *            retning: |
 */
#ifndef RENDER_BLANK_H
#define RENDER_BLANK_H

#include "read/types.h"
#include "view/strings.h"

struct buf;

void render_blank(const struct type *t, const struct strings *words, struct buf *out);

#endif
