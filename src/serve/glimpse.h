/* glimpse - a page as it was just saved, shown in the edition that stands, when nothing but its text has changed.
 * Owns:      the workers' bytes that the new text lies in: they stay for as long as the edition.
 * Fails:     false when more has changed than can be shown this way; then nothing is changed.
 * Invariant: only for the moment until the next edition, which is a full build, is ready (some tenths of a second): nothing is kept of a
 *            glimpse, so a wrong one cannot last. Front matter, headings, links, pictures and abbreviations must be those from before;
 *            then the page's links lead where they led, and no other page says anything else of it but in what it quotes.
 */
#ifndef SERVE_GLIMPSE_H
#define SERVE_GLIMPSE_H

#include "build.h"

bool glimpse_take(struct build *b, struct str source);

#endif
