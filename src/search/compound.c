#include "search/compound.h"

#include <math.h>

#include "base/utf8.h"
#include "search/compound_words.h"
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

static const struct str inflections[] = {
    STR_INIT("s"),    STR_INIT("e"),   STR_INIT("en"),   STR_INIT("et"),   STR_INIT("er"),    STR_INIT("ens"),
    STR_INIT("ets"),  STR_INIT("ers"), STR_INIT("es"),   STR_INIT("erne"), STR_INIT("ernes"), STR_INIT("ene"),
    STR_INIT("enes"), STR_INIT("n"),   STR_INIT("ns"),   STR_INIT("t"),    STR_INIT("ts"),    STR_INIT("r"),
    STR_INIT("rs"),   STR_INIT("rne"), STR_INIT("rnes"), STR_INIT("ne"),   STR_INIT("nes"),   STR_INIT("ede"),
};
enum { N_INFLECTIONS = sizeof inflections / sizeof *inflections };

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
    if (compound_never_last(part))
        return STR("");
    if (lexicon_flags(c->lexicon, part) & LEXICON_LAST)
        return part;
    for (size_t i = 0; i < N_INFLECTIONS; i++)
        for (size_t k = 0, n = bases(part, inflections[i], base); k < n; k++)
            if (lexicon_flags(c->lexicon, base[k]) & LEXICON_LAST && !compound_never_last(base[k]))
                return base[k];
    return STR("");
}

/* ---- one part ---- */

struct split {
    const struct compounds *c;
    struct str word;
    size_t letters;
    bool known_short; /* six letters, and in the list: hardly ever 3 and 3 */
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
    if (letters < LEXICON_SHORT && s->letters < SMALL_WHOLE && (!large || s->known_short))
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
    bool tiny = depth > 1 && letters < LEXICON_SHORT; /* three parts: none of three letters at the end */
    if (letters < LEAST_PART || tiny || !has_evidence(s, base, letters, true))
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
        if (!flags || own < LEAST_PART || compound_never_first(form) ||
            !has_evidence(s, str_sub(form, 0, form.n - linked), own, false))
            continue;
        s->parts[depth] = form;
        try_rest(s, str_from(rest, i), depth + 1, score + part_score(s, form, own, linked));
    }
}

static size_t split_best(const struct compounds *c, struct str word, struct str parts[COMPOUND_PARTS])
{
    struct split s = {.c = c, .word = word, .letters = utf8_length(word)};
    if (s.letters < LEAST_LETTERS || s.letters > LIMIT_WORD || compound_is_one_word(word))
        return 0;
    s.known_short = s.letters == LEAST_LETTERS && lexicon_flags(c->lexicon, word) & LEXICON_WORD;
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
