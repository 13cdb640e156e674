/* contrast - whether the colours of a site can be read on each other, computed from its stylesheets.
 * Owns:      nothing.
 * Fails:     a pair under 4.5:1 under any variation (light, dark, print) is a diagnostic (contrast) at the text's colour, which
 *            names both, the ratio and where; a name that no stylesheet gives, or a colour that cannot be computed, is a bad-setting.
 * Pairs:     settings `contrast`: {TEXT: [GROUND, …]}, by the names of the custom properties without --. A ground `*-x` is every
 *            one that ends so; where TEXT is `*`, it stands for the same in both.
 * Source:    WCAG 2.2, 1.4.3: relative luminance of sRGB.
 */
#ifndef READ_CONTRAST_H
#define READ_CONTRAST_H

#include "read/palette.h"
#include "read/settings.h"

struct colour {
    double r, g, b, a; /* 0 to 1 */
};

/* #rgb[a], #rrggbb[aa], rgb(), hsl(), black, white. False: another form. */
bool contrast_colour(struct str written, struct colour *out);
double contrast_ratio(struct colour text,
                      struct colour ground); /* 1 to 21; a text that lets through is mixed with its ground */
void contrast_check(const struct settings *s, const struct palette *p, struct arena *a, struct diags *ds);

#endif
