/* assemble - the records of all pages, made from the commits and what following them found, lines and all.
 * Owns: nothing; all lies in the arena. Fails: never; see record.h for what is not known.
 */
#ifndef HISTORY_ASSEMBLE_H
#define HISTORY_ASSEMBLE_H

#include "history/lines.h"

void assemble_records(const struct commits *c, const struct people *people, const struct followed *f,
                      const struct origins *origins, const struct str *paths, size_t n, struct arena *a,
                      struct history *out);
/* The record's people in their order. */
void assemble_sort_people(const struct person *people, struct record *r);

#endif
