/* mentions - the days, months and seasons that a text names: "1. marts 2024", "1/3-2024", "2024-03-01", "marts 2024", "foråret 2024";
 * in English too: "1 March 2024", "March 2024", "spring 2024". What they mean for the page is model/stale.h's to say.
 * Owns:      nothing; words are copied into the arena.
 * Fails:     never: what is no date is left alone, and so is what stands in code, in an address or across two lines.
 * Invariant: by line, in the order of the text; `last` is the last day that is meant: a month's, a season's. A day comes before its month,
 *            as it is written in Denmark.
 * Example:   mentions_find(STR("Svar senest 1. marts 2024."), 7, a, &d);   -> {2024-03-01, 7, "1. marts 2024"}
 */
#ifndef READ_MENTIONS_H
#define READ_MENTIONS_H

#include "read/doc.h"

void mentions_find(struct str body, uint32_t first_line, struct arena *a, struct doc *d);

#endif
