/* period - dates as exact as they are known: "2024", "2024-05", "2021-2025", "foraaret 2024", "maj-juni 2023".
 * Owns: nothing. Fails: by returning false.
 */
#ifndef MODEL_PERIOD_H
#define MODEL_PERIOD_H

#include "base/date.h"

struct period {
    struct date from, to; /* both inclusive, whole days */
};

bool period_parse(struct str s, struct period *out);
/* Only what is known to the day at both ends: "2024-05-03", "2024-05-03/2024-05-07". */
bool period_parse_days(struct str s, struct period *out);
extern const char *const period_months[12]; /* januar … december */

#endif
