/* number - decimal numbers as people write them: 1250, 12.5, 12,5, 1.234,5.
 * Owns:      nothing.
 * Fails:     false for what is none, and for 250.000, which may be 250 or 250 thousand.
 * Invariant: in millionths, by which numbers are compared: no rounding differs between machines. Digits beyond the sixth decimal are
 *            shown, but not compared.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include "base/str.h"

#define NUMBER_ONE INT64_C(1000000)

bool number_parse(struct str s, int64_t *millionths);
/* "1.234,5" -> "1234.5": what strings_number takes. s: a number. */
struct str number_plain(struct arena *a, struct str s);

#endif
