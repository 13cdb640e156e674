/* svg_names - the elements and attributes that a published SVG picture may have.
 * Owns: nothing. Fails: never.
 * Not on the list: script, a, foreignObject, animation (it can set an address), metadata, and whatever begins with "on".
 */
#ifndef RENDER_SVG_NAMES_H
#define RENDER_SVG_NAMES_H

#include "base/str.h"

bool svg_element_known(struct str name);
bool svg_attribute_known(struct str name);

#endif
