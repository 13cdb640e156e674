#include "search/compound.h"

#include <math.h>

#include "base/utf8.h"
#include "search/tokens.h"

enum {
    LEAST_LETTERS = 6, /* of a word that is tried */
    LEAST_PART = 3,    /* letters of a part */
    SMALL_WHOLE = 8,   /* a word shorter than this has no part of three letters */
    LARGE_FAMILY = 20, /* words that show that a short part is one */
};

/* What scores are made of; the lowest wins. */
static const double EXTRA_LEVEL = 0.35, THREE_LETTERS = 0.6, FOUR_LETTERS = 0.2, REAL_LINK = 0.3,
                    COMMON = 0.04;

/* Particles: what they stand before is one word with them. */
static const struct str no_first[] = {
    STR_INIT("for"),   STR_INIT("ind"), STR_INIT("til"),  STR_INIT("med"),   STR_INIT("mod"),
    STR_INIT("ved"),   STR_INIT("fra"), STR_INIT("over"), STR_INIT("under"), STR_INIT("gen"),
    STR_INIT("mis"),   STR_INIT("sam"), STR_INIT("und"),  STR_INIT("ned"),   STR_INIT("frem"),
    STR_INIT("bort"),  STR_INIT("hen"), STR_INIT("her"),  STR_INIT("der"),   STR_INIT("den"),
    STR_INIT("det"),   STR_INIT("man"), STR_INIT("som"),  STR_INIT("ikke"),  STR_INIT("uden"),
    STR_INIT("inden"), STR_INIT("hos"), STR_INIT("igen"), STR_INIT("vel"),   STR_INIT("men"),
    STR_INIT("per"),   STR_INIT("pro"), STR_INIT("hver"), STR_INIT("hvor"),  STR_INIT("ens"),
    STR_INIT("kom"),   STR_INIT("kon"), STR_INIT("ude"),  STR_INIT("inde"),  STR_INIT("oppe"),
};

/* Words that are endings far more often. */
static const struct str no_last[] = {
    STR_INIT("skab"),  STR_INIT("hed"),  STR_INIT("ning"), STR_INIT("else"), STR_INIT("ring"),
    STR_INIT("ling"),  STR_INIT("lig"),  STR_INIT("sel"),  STR_INIT("ende"), STR_INIT("ion"),
    STR_INIT("dom"),   STR_INIT("bar"),  STR_INIT("som"),  STR_INIT("isk"),  STR_INIT("ist"),
    STR_INIT("ant"),   STR_INIT("age"),  STR_INIT("art"),  STR_INIT("ten"),  STR_INIT("ter"),
    STR_INIT("ere"),   STR_INIT("ede"),  STR_INIT("ske"),  STR_INIT("ene"),  STR_INIT("tion"),
    STR_INIT("inger"), STR_INIT("eri"),  STR_INIT("tet"),  STR_INIT("ler"),  STR_INIT("ner"),
    STR_INIT("ret"),   STR_INIT("sion"), STR_INIT("løs"),  STR_INIT("ing"),
};

static const struct str inflections[] = {
    STR_INIT("s"),    STR_INIT("e"),   STR_INIT("en"),   STR_INIT("et"),   STR_INIT("er"),    STR_INIT("ens"),
    STR_INIT("ets"),  STR_INIT("ers"), STR_INIT("es"),   STR_INIT("erne"), STR_INIT("ernes"), STR_INIT("ene"),
    STR_INIT("enes"), STR_INIT("n"),   STR_INIT("ns"),   STR_INIT("t"),    STR_INIT("ts"),    STR_INIT("r"),
    STR_INIT("rs"),   STR_INIT("rne"), STR_INIT("rnes"), STR_INIT("ne"),   STR_INIT("nes"),   STR_INIT("ede"),
};
enum { N_INFLECTIONS = sizeof inflections / sizeof *inflections };

static bool is_in(const struct str *list, size_t n, struct str word)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i], word))
            return true;
    return false;
}

#define IS_IN(list, word) is_in(list, sizeof(list) / sizeof *(list), word)

/* ---- the forms of a word ---- */

/* The word without an ending: as it stands, and with a doubled consonant made single ("busser"). */
static size_t bases(struct str word, struct str ending, struct str out[2])
{
    if (word.n < ending.n + LEAST_PART || !str_ends(word, ending))
        return 0;
    struct str base = str_sub(word, 0, word.n - ending.n);
    char last = base.p[base.n - 1];
    bool doubled = base.n > LEAST_PART && last == base.p[base.n - 2] && last >= 'b' && last <= 'z';
    out[0] = base;
    out[1] = str_sub(base, 0, base.n - 1);
    return doubled ? 2 : 1;
}

/* What the last part is a form of; empty: it cannot stand last. */
static struct str last_base(const struct compounds *c, struct str part)
{
    struct str base[2];
    if (IS_IN(no_last, part))
        return STR("");
    if (lexicon_flags(c->lexicon, part) & LEXICON_LAST)
        return part;
    for (size_t i = 0; i < N_INFLECTIONS; i++)
        for (size_t k = 0, n = bases(part, inflections[i], base); k < n; k++)
            if (lexicon_flags(c->lexicon, base[k]) & LEXICON_LAST && !IS_IN(no_last, base[k]))
                return base[k];
    return STR("");
}

/* ---- one part ---- */

struct split {
    const struct compounds *c;
    struct str word;
    size_t letters;
    struct str parts[COMPOUND_PARTS], best[COMPOUND_PARTS];
    size_t n_best;
    double best_score;
};

static bool has_large_family(const struct compounds *c, struct str part, bool last)
{
    return lexicon_family(c->lexicon, part, last) >= LARGE_FAMILY;
}

/* Whether so short a part is one here, by what else there is. */
static bool has_evidence(const struct split *s, struct str part, size_t letters, bool last)
{
    if (letters > LEXICON_SHORT)
        return true;
    bool large = has_large_family(s->c, part, last);
    if (letters < LEXICON_SHORT && s->letters < SMALL_WHOLE && !large)
        return false;
    return large || s->c->count(s->c->ctx, part) > 0;
}

static double part_score(const struct split *s, struct str part, size_t letters, bool linked)
{
    double score = 1 - COMMON * log(1 + (double)s->c->count(s->c->ctx, part));
    if (letters <= LEXICON_SHORT)
        score += letters < LEXICON_SHORT ? THREE_LETTERS : FOUR_LETTERS;
    return linked ? score - REAL_LINK : score;
}

/* ---- all splits ---- */

static void try_last(struct split *s, struct str rest, size_t depth, double score)
{
    struct str base = last_base(s->c, rest);
    size_t letters = utf8_length(base);
    if (letters < LEAST_PART || !has_evidence(s, base, letters, true))
        return;
    score += part_score(s, rest, letters, false) + EXTRA_LEVEL * (double)(depth > 1 ? depth - 1 : 0);
    if (s->n_best && score >= s->best_score)
        return;
    s->parts[depth] = rest;
    memcpy(s->best, s->parts, sizeof s->best);
    s->n_best = depth + 1;
    s->best_score = score;
}

static void try_rest(struct split *s, struct str rest, size_t depth, double score)
{
    if (depth)
        try_last(s, rest, depth, score);
    if (depth + 1 == COMPOUND_PARTS)
        return;
    size_t letters = 0;
    for (size_t i = 0; i < rest.n;) {
        utf8_next(rest, &i);
        struct str form = str_sub(rest, 0, i);
        if (++letters < LEAST_PART || s->letters < letters + LEAST_PART)
            continue;
        unsigned flags = lexicon_flags(s->c->lexicon, form) & (LEXICON_FIRST | LEXICON_LINKED);
        bool linked = flags == LEXICON_LINKED;
        size_t own = letters - linked;
        if (!flags || own < LEAST_PART || IS_IN(no_first, form) ||
            !has_evidence(s, str_sub(form, 0, form.n - linked), own, false))
            continue;
        s->parts[depth] = form;
        try_rest(s, str_from(rest, i), depth + 1, score + part_score(s, form, own, linked));
    }
}

static size_t split_best(const struct compounds *c, struct str word, struct str parts[COMPOUND_PARTS])
{
    struct split s = {.c = c, .word = word, .letters = utf8_length(word)};
    if (s.letters < LEAST_LETTERS || s.letters > LIMIT_WORD)
        return 0;
    try_rest(&s, word, 0, 0);
    memcpy(parts, s.best, sizeof s.best);
    return s.n_best;
}

/* Whether the word is a form of one in the list that is no compound. */
static bool is_form_of_simple(const struct compounds *c, struct str word)
{
    struct str base[2], parts[COMPOUND_PARTS];
    for (size_t i = 0; i < N_INFLECTIONS; i++)
        for (size_t k = 0, n = bases(word, inflections[i], base); k < n; k++)
            if (lexicon_flags(c->lexicon, base[k]) & LEXICON_WORD && !split_best(c, base[k], parts))
                return true;
    return false;
}

size_t compound_split(const struct compounds *c, struct str word, struct str parts[COMPOUND_PARTS])
{
    size_t n;
    if (c->own && wordlist_find(c->own, word, parts, &n))
        return n;
    n = split_best(c, word, parts);
    return n && !is_form_of_simple(c, word) ? n : 0;
}

bool compound_knows(const struct compounds *c, struct str word)
{
    struct str base[2];
    if (lexicon_flags(c->lexicon, word))
        return true;
    for (size_t i = 0; i < N_INFLECTIONS; i++)
        for (size_t k = 0, n = bases(word, inflections[i], base); k < n; k++)
            if (lexicon_flags(c->lexicon, base[k]) & LEXICON_WORD)
                return true;
    return false;
}
