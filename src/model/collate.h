/* collate - the order of a language's dictionary (ICU): æ ø å last in Danish, aa as å, 2 before 10, capitals first.
 * Owns:      an ICU collator; collate_close lets go.
 * Fails:     without data for the language the root order serves.
 * Processes: a collator opened before a fork may be used after it.
 */
#ifndef MODEL_COLLATE_H
#define MODEL_COLLATE_H

#include "base/str.h"

struct collate;

struct collate *collate_open(struct str language);
void collate_close(struct collate *c);
/* Bytes whose plain order is the dictionary's; the text itself breaks ties. */
struct str collate_key(struct collate *c, struct str text, struct arena *a);
/* The letter of the language that the text stands under, as an index of names has it ("Å" for "aarsplan"): "0-9" for a digit, the
 * capital itself for a letter of another script, "" where there is neither. *place: the letter's place among them. */
struct str collate_letter(struct collate *c, struct str text, uint32_t *place, struct arena *a);

#endif
