/* svg - whether an SVG picture holds nothing but drawing: no script, no style from elsewhere, no address to fetch.
 * Owns:      the text of the last fault, until the next call.
 * Fails:     svg_check returns why, with the line, as the end of a sentence; NULL when the picture is harmless.
 * Invariant: an allow-list: an element, an attribute, a CSS function or a declaration that is not on it is refused, so that what
 *            browsers learn tomorrow is refused too. One pass, bounded by LIMIT_SVG and LIMIT_SVG_DEPTH.
 * Example:   const char *why = svg_check(bytes); if (why) ... line 3: the element "script" is not allowed
 */
#ifndef RENDER_SVG_H
#define RENDER_SVG_H

#include "base/str.h"

const char *svg_check(struct str bytes);

#endif
