/* trailers - the `Key: value` lines that close a commit message, where Git would find them.
 * Owns: nothing; keys and values point into the message. Fails: never; without trailers there is nothing to step through.
 * Example: struct str block = trailers_find(message), key, value; while (trailers_next(&block, &key, &value)) ...;
 */
#ifndef HISTORY_TRAILERS_H
#define HISTORY_TRAILERS_H

#include "base/str.h"

struct str trailers_find(struct str message); /* the block of them, or empty */
bool trailers_next(struct str *block, struct str *key, struct str *value);

#endif
