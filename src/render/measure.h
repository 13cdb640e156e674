/* measure - how wide and high a picture is drawn, from the head of its bytes.
 * Owns:      nothing. Fails: false when the bytes do not say.
 * Processes: pure in the bytes; nothing is decoded.
 * Invariant: a picture that its camera held upright is turned first, as browsers do (JPEG, WebP, AVIF).
 * Source:    the same specifications as metadata.h; GIF89a; ISO 23008-12 (AVIF); SVG 1.1.
 */
#ifndef RENDER_MEASURE_H
#define RENDER_MEASURE_H

#include "base/str.h"

struct measure {
    uint32_t width, height;
};

bool measure_picture(struct str path, struct str bytes, struct measure *out);

#endif
