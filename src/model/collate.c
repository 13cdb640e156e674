#include "model/collate.h"

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "base/arena.h"

struct collate {
    UCollator *ucol;
};

struct collate *collate_open(struct str language)
{
    struct collate *c = mem_alloc(sizeof *c);
    struct arena a = {0};
    UErrorCode err = U_ZERO_ERROR;
    c->ucol = ucol_open(str_c(&a, language), &err);
    if (U_FAILURE(err))
        c->ucol = NULL;
    else
        ucol_setAttribute(c->ucol, UCOL_NUMERIC_COLLATION, UCOL_ON, &err);
    arena_clear(&a);
    return c;
}

void collate_close(struct collate *c)
{
    if (c && c->ucol)
        ucol_close(c->ucol);
    mem_release(c);
}

struct str collate_key(struct collate *c, struct str text, struct arena *a)
{
    enum { UNITS = 512 };
    UChar wide[UNITS];
    int32_t n = 0;
    UErrorCode err = U_ZERO_ERROR;
    if (!c->ucol)
        return text;
    u_strFromUTF8WithSub(wide, UNITS, &n, text.p, (int32_t)(text.n < UNITS / 2 ? text.n : UNITS / 2), 0xFFFD,
                         NULL, &err);
    if (U_FAILURE(err))
        return text;
    int32_t room = ucol_getSortKey(c->ucol, wide, n, NULL, 0); /* counts a NUL at the end */
    char *key = arena_alloc(a, (size_t)room + text.n);
    ucol_getSortKey(c->ucol, wide, n, (uint8_t *)key, room);
    if (text.n)
        memcpy(key + room, text.p, text.n);
    return str_n(key, (size_t)room + text.n);
}
