/* privacy - what looks like somebody's private data: CPR numbers, private mail addresses, mobile numbers.
 * Owns:      nothing. Fails: never.
 * Invariant: pure in the bytes. No message quotes the number or the address: messages travel further than pages.
 *            A CPR number is a date (ddmmyy, or one with 60 added to the day) and four digits, with a dash or nothing between;
 *            a Danish mobile number is eight digits, grouped 8, 4 4 or 2 2 2 2, that begin as one does, +45 or not before it.
 *            What seen.h says of a line holds here.
 */
#ifndef READ_PRIVACY_H
#define READ_PRIVACY_H

#include "base/diag.h"

/* A whole file, front matter and all; its body begins at body_line. */
void privacy_check(struct str text, uint32_t body_line, struct diags *ds);
bool privacy_has_cpr(struct str s); /* for names of files */

#endif
