/* admonition - `> [!NOTE] Own title` block quotes.
 * Owns: nothing. Fails: a quote that begins otherwise is left as it is.
 */
#ifndef READ_ADMONITION_H
#define READ_ADMONITION_H

#include <cmark-gfm.h>

#include "base/str.h"

/* The kind ("note", "tip", "important", "warning", "caution") of a block quote that is one, else empty. The line of the mark
 * has then become a paragraph of its own in front of the rest: the title, without children when there is none. */
struct str admonition_split(cmark_node *quote);

#endif
