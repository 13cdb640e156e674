/* picture - what a page says of a picture, so that nothing jumps when it comes and a telephone fetches a small one.
 * Owns:      nothing; the list by file index belongs to render/pictures.h.
 * Invariant: width and height are those that a browser draws, turned as the camera says; 0 when they are not known. Copies are
 *            smaller ones of the same picture, the smallest first.
 */
#ifndef VIEW_PICTURE_H
#define VIEW_PICTURE_H

#include "view/view.h"

enum { PICTURE_COPIES = 3 };

struct picture_copy {
    uint32_t width;
    struct str path; /* in the output */
    struct str bytes;
};

struct picture {
    uint32_t width, height;
    struct picture_copy copies[PICTURE_COPIES];
    size_t n_copies;
};

/* The picture of a file in site.files; NULL: it is none, or nothing is known. */
const struct picture *picture_of(const struct view *v, uint32_t file);
/* "a.480.jpg 480w, a.jpg 1600w": for srcset; empty when there is but one. */
struct str picture_srcset(const struct view *v, uint32_t file, struct arena *a);
/* What a layout asks of one: adds width, height and srcset. */
void picture_add(const struct view *v, uint32_t file, struct value *map, struct arena *a);

#endif
