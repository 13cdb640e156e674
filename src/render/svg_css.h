/* svg_css - whether CSS in a picture (a style element, a style or presentation attribute) reaches outside the picture.
 * Owns: nothing. Fails: returns why, as the end of a sentence, or NULL.
 * Invariant: only functions on a list may be called, url() only with "#…"; no escapes, which could spell another name.
 */
#ifndef RENDER_SVG_CSS_H
#define RENDER_SVG_CSS_H

#include "base/str.h"

const char *svg_css_fault(struct str css);

#endif
