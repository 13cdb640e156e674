/* abbreviated - where a type's pages say what abbreviations stand for: `abbreviations:` of its schema.
 * Owns:      nothing; all lies in the arena.
 * Fails:     what could never be found is a diagnostic (bad-schema) with line and column.
 * Invariant: after types_link, when there is no diagnostic, every name is that of a text: of the list's groups when there is a list, else
 *            of the page (whose title serves as the long form too).
 * Form:      abbreviations: {list: ord, short: ord, long: betyder}    a glossary: one in each item of a list
 *            abbreviations: {short: forkortelse, long: title}         one for each page
 */
#ifndef READ_ABBREVIATED_H
#define READ_ABBREVIATED_H

#include "read/keys.h"

struct abbreviated {
    struct str list, brief, full; /* names of fields; brief "": the type declares none */
    const struct value *written;
};

struct type;

void abbreviated_read(const struct reading *r, const struct value_pair *p, struct type *t);
void abbreviated_link(const struct reading *r, const struct type *t); /* for types_link */

#endif
