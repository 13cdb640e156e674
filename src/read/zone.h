/* zone - time zones by their names (Europe/Copenhagen), from ICU's data: the same answer whatever TZ the machine has.
 * Owns:      the calendar opened last, until the process ends.
 * Fails:     a name that ICU does not know counts as UTC; zone_known tells beforehand.
 * Processes: safe after fork: the calendar is this process's own memory.
 */
#ifndef READ_ZONE_H
#define READ_ZONE_H

#include "base/str.h"

bool zone_known(struct str name);
struct str zone_nearest(struct str name, struct arena *a); /* "" when none is near */

/* Seconds since 1970 at which the civil time begins. A time that the clock skips in spring counts from before the
 * change; of a time that comes twice in autumn the first is meant. */
int64_t zone_epoch(struct str zone, int64_t days, int second_of_day);
int32_t zone_offset(struct str zone, int64_t epoch); /* minutes east of UTC */

#endif
