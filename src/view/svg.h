/* svg - the parts that every picture of ours is drawn with: a frame with title and description, text in lines.
 * Owns:      nothing; the picture is put together in a buffer of the caller's.
 * Fails:     never.
 * Invariant: 360 units wide, so that text stays readable on a phone, whatever the picture; no style attribute and no script:
 *            how it looks stands in assets/site.css (.chart), which knows dark and print. Whole numbers alone, so that the same
 *            page gives the same bytes everywhere; commas within pairs, so that no path reads as a telephone number. All text is escaped here.
 */
#ifndef VIEW_SVG_H
#define VIEW_SVG_H

#include "base/buf.h"
#include "base/value.h"

enum { SVG_WIDTH = 360, SVG_LINE = 17 /* from one line of text to the next */ };

/* <svg> around the body; id names the picture on its page and must be plain (small letters, digits, _). */
struct value svg_frame(struct str id, struct str title, struct str description, int height,
                       const struct buf *body, struct arena *a);
/* <text>, wrapped at `columns` characters into `most` lines; y is the first one's base line. Returns how many lines there are. */
int svg_text(struct buf *b, int x, int y, const char *cls, size_t columns, int most, struct str text);
/* The words as part of a class: a-z, 0-9 and - stay, the rest becomes -. */
void svg_class(struct buf *b, struct str name);

#endif
