#include "read/zone.h"

#include <unicode/ucal.h>
#include <unicode/uenum.h>

#include "base/arena.h"
#include "base/diag.h"

enum { NAME_MAX_CHARS = 64 }; /* the longest name in the time zone data has 32 */

/* Zone names are ASCII; false when this one is not, or is too long to be one. */
static bool to_utf16(struct str name, UChar out[NAME_MAX_CHARS])
{
    if (!name.n || name.n >= NAME_MAX_CHARS)
        return false;
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] <= ' ' || name.p[i] > '~')
            return false;
        out[i] = (UChar)name.p[i];
    }
    out[name.n] = 0;
    return true;
}

bool zone_known(struct str name)
{
    UChar id[NAME_MAX_CHARS], canonical[NAME_MAX_CHARS];
    UBool is_system = 0;
    UErrorCode status = U_ZERO_ERROR;
    if (!to_utf16(name, id))
        return false;
    ucal_getCanonicalTimeZoneID(id, -1, canonical, NAME_MAX_CHARS, &is_system, &status);
    return U_SUCCESS(status) && is_system;
}

struct str zone_nearest(struct str name, struct arena *a)
{
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration *all = ucal_openTimeZones(&status);
    struct str *names = NULL;
    size_t n = 0, cap = 0;
    int32_t length;
    for (const char *id; U_SUCCESS(status) && (id = uenum_next(all, &length, &status)) != NULL;)
        *ARENA_PUSH(a, names, n, cap, struct str) = str_dup(a, str_n(id, (size_t)length));
    uenum_close(all);
    return diag_nearest(name, names, n);
}

/* The calendar of a zone. A site has one zone, so the last is kept: opening one costs more than asking it. */
static UCalendar *calendar(struct str zone)
{
    static UCalendar *kept;
    static char kept_zone[NAME_MAX_CHARS];
    UChar id[NAME_MAX_CHARS];
    if (kept && str_eq(zone, str_of(kept_zone)))
        return kept;
    if (!to_utf16(zone, id) || !zone_known(zone))
        return NULL;
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *opened = ucal_open(id, -1, "en", UCAL_GREGORIAN, &status);
    if (U_FAILURE(status))
        return NULL;
    ucal_close(kept);
    kept = opened;
    memcpy(kept_zone, zone.p, zone.n);
    kept_zone[zone.n] = 0;
    return kept;
}

/* ICU counts in milliseconds as doubles; beyond this many seconds (some 250,000 years) it does not go. */
static double millis(int64_t seconds)
{
    const int64_t most = 8000000000000;
    return (double)(seconds > most ? most : seconds < -most ? -most : seconds) * 1000.0;
}

int64_t zone_epoch(struct str zone, int64_t days, int second_of_day)
{
    int64_t local = days * 86400 + second_of_day;
    int32_t standard = 0, summer = 0;
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *c = calendar(zone);
    if (!c)
        return local;
    ucal_setMillis(c, millis(local), &status);
    ucal_getTimeZoneOffsetFromLocal(c, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, &standard, &summer,
                                    &status);
    return U_FAILURE(status) ? local : local - (standard + summer) / 1000;
}

int32_t zone_offset(struct str zone, int64_t epoch)
{
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *c = calendar(zone);
    if (!c)
        return 0;
    ucal_setMillis(c, millis(epoch), &status);
    int32_t ms = ucal_get(c, UCAL_ZONE_OFFSET, &status) + ucal_get(c, UCAL_DST_OFFSET, &status);
    return U_FAILURE(status) ? 0 : ms / 60000;
}
