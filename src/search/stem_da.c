/* The Danish stemmer of the Snowball project, as its description tells it, and a shorter one without the step that takes derivations
 * away, but with a step more for a final s: plads and pladsen are one word. */
#include "search/stem.h"

struct word {
    char *p;
    size_t n;
    size_t r1; /* endings are looked for from here on */
};

/* ---- letters: one byte, but æ ø å two ---- */

static bool is_vowel(struct str s, size_t i, size_t *width)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c < 0x80) {
        *width = 1;
        return str_find(STR("aeiouy"), (char)c) != STR_NONE;
    }
    *width = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    if (i + *width > s.n)
        *width = s.n - i;
    unsigned char d = *width == 2 ? (unsigned char)s.p[i + 1] : 0;
    return c == 0xc3 && (d == 0xa6 || d == 0xb8 || d == 0xa5);
}

/* Behind the first letter that follows a vowel and is none, but at least three letters in. */
static size_t find_r1(struct str s)
{
    size_t i = 0, width, letters = 0, third = s.n;
    enum { BEFORE, VOWEL, FOUND } state = BEFORE;
    size_t r1 = s.n;
    for (; i < s.n; i += width) {
        bool vowel = is_vowel(s, i, &width);
        letters++;
        if (letters == 3)
            third = i + width;
        if (state == BEFORE && vowel)
            state = VOWEL;
        else if (state == VOWEL && !vowel) {
            state = FOUND;
            r1 = i + width;
        }
    }
    return r1 > third ? r1 : third;
}

static size_t letters(const struct word *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++)
        n += ((unsigned char)w->p[i] & 0xc0) != 0x80;
    return n;
}

static bool ends(const struct word *w, struct str with)
{
    return w->n >= with.n && memcmp(w->p + w->n - with.n, with.p, with.n) == 0;
}

static bool ends_in_r1(const struct word *w, struct str with)
{
    return w->n >= w->r1 + with.n && ends(w, with);
}

/* Whether the word without its last letter, an s, ends in a letter that an s may follow. */
static bool s_may_go(const struct word *w)
{
    if (w->n < 2)
        return false;
    unsigned char c = (unsigned char)w->p[w->n - 2];
    bool aa = w->n > 2 && c == 0xa5 && (unsigned char)w->p[w->n - 3] == 0xc3;
    return aa || (c < 0x80 && str_find(STR("abcdfghjklmnoprtvyz"), (char)c) != STR_NONE);
}

/* ---- the steps ---- */

static const struct str endings[] = {/* the longest first */
                                     STR_INIT("erendes"), STR_INIT("erende"), STR_INIT("hedens"),
                                     STR_INIT("erens"),   STR_INIT("endes"),  STR_INIT("ernes"),
                                     STR_INIT("heden"),   STR_INIT("heder"),  STR_INIT("erets"),
                                     STR_INIT("ethed"),   STR_INIT("erede"),  STR_INIT("ende"),
                                     STR_INIT("erne"),    STR_INIT("eren"),   STR_INIT("erer"),
                                     STR_INIT("heds"),    STR_INIT("enes"),   STR_INIT("eres"),
                                     STR_INIT("eret"),    STR_INIT("ered"),   STR_INIT("ene"),
                                     STR_INIT("ere"),     STR_INIT("hed"),    STR_INIT("ens"),
                                     STR_INIT("ers"),     STR_INIT("ets"),    STR_INIT("en"),
                                     STR_INIT("er"),      STR_INIT("es"),     STR_INIT("et"),
                                     STR_INIT("e")};

static bool step_1(struct word *w)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in_r1(w, endings[i])) {
            w->n -= endings[i].n;
            return true;
        }
    if (!ends_in_r1(w, STR("s")) || !s_may_go(w))
        return false;
    w->n--;
    return true;
}

static void step_2(struct word *w)
{
    if (ends_in_r1(w, STR("gd")) || ends_in_r1(w, STR("dt")) || ends_in_r1(w, STR("gt")) ||
        ends_in_r1(w, STR("kt")))
        w->n--;
}

static void step_3(struct word *w)
{
    static const struct str derived[] = {STR_INIT("elig"), STR_INIT("els"), STR_INIT("lig"), STR_INIT("ig")};
    if (ends(w, STR("igst")))
        w->n -= 2;
    if (ends_in_r1(w, STR("løst"))) {
        w->n--;
        return;
    }
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++)
        if (ends_in_r1(w, derived[i])) {
            w->n -= derived[i].n;
            step_2(w);
            return;
        }
}

static void step_4(struct word *w)
{
    if (w->n < w->r1 + 1 || w->n < 2)
        return;
    unsigned char c = (unsigned char)w->p[w->n - 1];
    if (c < 0x80 && c == (unsigned char)w->p[w->n - 2] &&
        str_find(STR("bcdfghjklmnpqrstvwxz"), (char)c) != STR_NONE)
        w->n--;
}

static struct word begin(char *word, size_t n)
{
    return (struct word){word, n, find_r1(str_n(word, n))};
}

size_t stem_da1(char *word, size_t n)
{
    struct word w = begin(word, n);
    if (step_1(&w) && ends(&w, STR("s")) && s_may_go(&w) && letters(&w) > 4)
        w.n--;
    step_2(&w);
    step_4(&w);
    return w.n;
}

size_t stem_da2(char *word, size_t n)
{
    struct word w = begin(word, n);
    step_1(&w);
    step_2(&w);
    step_3(&w);
    step_4(&w);
    return w.n;
}
