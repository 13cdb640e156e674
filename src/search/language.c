#include "search/stem.h"

static const struct language languages[] = {
    {STR_INIT("da"), STR_INIT("da1"), stem_da1, stem_da2,
     STR_INIT("og i jeg det at en den til er som paa de med han af for ikke der var mig sig men et har om vi "
              "min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her "
              "alle vil blev kunne ind naar vaere dog noget ville jo deres efter ned skulle denne end dette "
              "mit ogsaa under have dig anden hende mine alt meget sit sine vor mod disse hvis din nogle hos "
              "blive mange ad bliver hendes vaeret jer saadan kan saa s"),
     true, true, true},
    {STR_INIT("en"), STR_INIT("en"), stem_en, NULL,
     STR_INIT("a an and are as at be but by for if in into is it no not of on or such that the their then "
              "there these they this to was will with from has have had he she his her its we you your our "
              "were been can s t"),
     false, false, false},
    {STR_INIT("none"), STR_INIT("none"), NULL, NULL, STR_INIT(""), false, true, true},
};

const struct language *language_find(struct str code)
{
    size_t i = 0, last = sizeof languages / sizeof *languages - 1;
    while (i < last && !str_eq(languages[i].code, code))
        i++;
    return &languages[i];
}
