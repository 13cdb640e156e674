/* links - what the address of a link or a picture may be.
 * Owns:      nothing; results lie in the arena.
 * Fails:     link_clean returns why an address is refused; the caller tells the editor.
 * Invariant: an address that passes has the scheme http, https, mailto or tel, or none, and leads to no other host by // or \\.
 *            It is an allow-list, judged without blanks and controls, as browsers read `java<TAB>script:`.
 */
#ifndef READ_LINKS_H
#define READ_LINKS_H

#include "base/str.h"

/* The address as meant: controls and line ends gone, blanks at both ends gone. *fault is NULL, or why it is refused, as a
 * message (then the address is empty). */
struct str link_clean(struct str dest, struct arena *a, const char **fault);

/* Whether a cleaned address has a scheme: what stands before its first colon is spelt like one. `2:1` and `java%0ascript:x` have none. */
bool link_has_scheme(struct str dest);

/* Whether an address leads to a film: a known host, or a file with a film's ending. */
bool link_is_video(struct str dest);

#endif
