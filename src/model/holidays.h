/* holidays - Danish public holidays, computed.
 * Owns: nothing. Fails: never.
 * Example: holidays_name(date_to_days(d)) -> "Good Friday", or NULL.
 */
#ifndef MODEL_HOLIDAYS_H
#define MODEL_HOLIDAYS_H

#include "base/date.h"

/* The holiday that a day (since 1970-01-01) is, NULL when it is none. Great Prayer Day was one until 2023. */
const char *holidays_name(int64_t day);
struct date holidays_easter(int year); /* Easter Sunday, Gregorian */

#endif
