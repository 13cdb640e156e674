/* standing - how much a page weighs beside another that says the same: less the older it is, more the more pages lead to it, and little
 * when another has replaced it.
 * Owns:      nothing. Fails: never; a page of no known day is taken to be of middle age.
 * Invariant: never more than 1.5. What many lead to is what a short query means: the theme, and not the sheets
 *            made of it.
 */
#ifndef SEARCH_STANDING_H
#define SEARCH_STANDING_H

#include "model/site.h"

/* The month of the page changed last, counted from 1 in January 2010; 0: none is known. */
uint32_t standing_newest(const struct site *s, const struct pages *pages);
double standing_of(const struct site *s, const struct page *p, uint32_t newest);

#endif
