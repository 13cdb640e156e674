#include "model/collate.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { UNITS = 512, LETTERS_MOST = 128 };

struct collate {
    UCollator *ucol;
    UCollator *primary; /* tells letters apart, and nothing finer */
    UChar32 letters[LETTERS_MOST];
    uint32_t n_letters;
};

static int32_t widen(struct str text, UChar wide[UNITS])
{
    int32_t n = 0;
    UErrorCode err = U_ZERO_ERROR;
    u_strFromUTF8WithSub(wide, UNITS, &n, text.p, (int32_t)(text.n < UNITS / 2 ? text.n : UNITS / 2), 0xFFFD,
                         NULL, &err);
    return U_FAILURE(err) ? -1 : n;
}

static int compare_letter(const struct collate *c, UChar32 letter, const UChar *text, int32_t n)
{
    UChar one[U16_MAX_LENGTH];
    int32_t m = 0;
    U16_APPEND_UNSAFE(one, m, letter);
    return ucol_strcoll(c->primary, one, m, text, n);
}

/* The language's letters, as an index of names has them, put in their order: a few dozen, so by insertion. */
static void take_letters(struct collate *c, const char *language)
{
    UErrorCode err = U_ZERO_ERROR;
    ULocaleData *data = ulocdata_open(language, &err);
    USet *set = ulocdata_getExemplarSet(data, NULL, 0, ULOCDATA_ES_INDEX, &err);
    for (int32_t i = 0, n = U_FAILURE(err) ? 0 : uset_size(set); i < n && c->n_letters < LETTERS_MOST; i++) {
        UChar one[U16_MAX_LENGTH];
        int32_t m = 0;
        UChar32 letter = uset_charAt(set, i);
        uint32_t at = c->n_letters++;
        if (letter < 0) { /* several characters make one: none in the languages at hand */
            c->n_letters--;
            continue;
        }
        U16_APPEND_UNSAFE(one, m, letter);
        for (; at && compare_letter(c, c->letters[at - 1], one, m) > 0; at--)
            c->letters[at] = c->letters[at - 1];
        c->letters[at] = letter;
    }
    uset_close(set);
    ulocdata_close(data);
}

struct collate *collate_open(struct str language)
{
    struct collate *c = mem_alloc(sizeof *c);
    struct arena a = {0};
    UErrorCode err = U_ZERO_ERROR;
    const char *name = str_c(&a, language);
    c->ucol = ucol_open(name, &err);
    c->primary = ucol_open(name, &err);
    if (U_FAILURE(err)) {
        collate_close(c);
        c = mem_alloc(sizeof *c);
    } else {
        ucol_setAttribute(c->ucol, UCOL_NUMERIC_COLLATION, UCOL_ON, &err);
        ucol_setStrength(c->primary, UCOL_PRIMARY);
        take_letters(c, name);
    }
    arena_clear(&a);
    return c;
}

void collate_close(struct collate *c)
{
    if (c && c->ucol)
        ucol_close(c->ucol);
    if (c && c->primary)
        ucol_close(c->primary);
    mem_release(c);
}

struct str collate_key(struct collate *c, struct str text, struct arena *a)
{
    UChar wide[UNITS];
    int32_t n = c->ucol ? widen(text, wide) : -1;
    if (n < 0)
        return text;
    int32_t room = ucol_getSortKey(c->ucol, wide, n, NULL, 0); /* counts a NUL at the end */
    char *key = arena_alloc(a, (size_t)room + text.n);
    ucol_getSortKey(c->ucol, wide, n, (uint8_t *)key, room);
    if (text.n)
        memcpy(key + room, text.p, text.n);
    return str_n(key, (size_t)room + text.n);
}

static struct str letter_text(UChar32 letter, struct arena *a)
{
    char bytes[4];
    return str_dup(a, str_n(bytes, utf8_encode((uint32_t)letter, bytes)));
}

struct str collate_letter(struct collate *c, struct str text, uint32_t *place, struct arena *a)
{
    UChar wide[UNITS];
    UChar32 first = 0;
    UErrorCode err = U_ZERO_ERROR;
    size_t at = 0;
    for (size_t next = 0; next < text.n && !u_isalnum(first); at = u_isalnum(first) ? at : next)
        first = (UChar32)utf8_next(text, &next);
    *place = UINT32_MAX;
    if (!u_isalnum(first))
        return STR("");
    *place = 0;
    if (u_isdigit(first))
        return STR("0-9");
    uint32_t k = c->n_letters;
    int32_t n = widen(str_from(text, at), wide);
    if (k && n > 0 && uscript_getScript(first, &err) == uscript_getScript(c->letters[0], &err))
        while (k > 1 && compare_letter(c, c->letters[k - 1], wide, n) > 0)
            k--;
    else
        k = 0;
    first = u_toupper(first);
    *place = k ? k : LETTERS_MOST + (uint32_t)first;
    return letter_text(k ? c->letters[k - 1] : first, a);
}
