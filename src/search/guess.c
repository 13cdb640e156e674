#include "search/guess.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "search/letters.h"
#include "search/tokens.h"

enum {
    NEAR_LETTERS = 4, /* of a word that may be a slip */
    LONG_LETTERS = 9, /* from here on two slips */
    NEAR_WORDS = 5,
    SPLIT_LETTERS = 3, /* of the shorter of two words */
    INSIDE_LETTERS = 5,
    INSIDE_WORDS = 8,
    INSIDE_PAGES = 20000, /* of a site whose words are all looked through */
    MOST_LETTERS = TOKEN_BYTES,
};

/* ---- slips ---- */

struct slip {
    struct str key;
    size_t mistakes;
    uint32_t common;
    double weight;
    size_t order; /* as met */
};

struct slips {
    struct slip *items;
    size_t n, cap;
};

static size_t decode(struct str s, uint32_t out[MOST_LETTERS])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < MOST_LETTERS;)
        out[n++] = utf8_next(s, &i);
    return n;
}

static size_t least_of(size_t x, size_t y)
{
    return x < y ? x : y;
}

/* Typing mistakes between two words (Damerau-Levenshtein): right as long as they are no more than a few. */
static size_t mistakes(struct str x, struct str y)
{
    uint32_t a[MOST_LETTERS], b[MOST_LETTERS];
    size_t n = decode(x, a), m = decode(y, b), rows[3][MOST_LETTERS + 1];
    size_t *before = rows[0], *old = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *free_row = before;
        before = old;
        old = row;
        row = free_row;
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = least_of(least_of(old[j] + 1, row[j - 1] + 1), old[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least_of(row[j], before[j - 2] + 1);
        }
    }
    return row[m];
}

static int by_mistakes(const void *x, const void *y)
{
    const struct slip *a = x, *b = y;
    if (a->mistakes != b->mistakes)
        return a->mistakes < b->mistakes ? -1 : 1;
    if (a->common != b->common)
        return a->common > b->common ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static bool may_slip(struct str key)
{
    for (size_t i = 0; i < key.n;)
        if (letters_is_digit(utf8_next(key, &i)))
            return false;
    return utf8_length(key) >= NEAR_LETTERS;
}

static void look_near(struct store *s, struct str key, struct str letter, struct slips *out)
{
    const struct store_words *words = store_words(s, letter);
    size_t letters = utf8_length(key), most = letters < LONG_LETTERS ? 1 : 2;
    for (size_t i = 0; words && i < words->n; i++) {
        size_t n = utf8_length(words->items[i].key);
        n = (n > letters ? n - letters : letters - n) > most ? most + 1 : mistakes(key, words->items[i].key);
        if (n <= most)
            *ARENA_PUSH(s->arena, out->items, out->n, out->cap, struct slip) =
                (struct slip){words->items[i].key, n, words->items[i].common, 0, out->n};
    }
}

/* Known words that the key may be a slip of, the nearest first: those that begin as it does, or with its second letter. */
static struct slips near(struct store *s, struct str key)
{
    struct slips out = {0};
    if (!may_slip(key))
        return out;
    struct str first = utf8_cut(key, 1), second = utf8_cut(str_from(key, first.n), 1);
    look_near(s, key, first, &out);
    if (!str_eq(first, second))
        look_near(s, key, second, &out);
    if (out.n)
        qsort(out.items, out.n, sizeof *out.items, by_mistakes);
    out.n = least_of(out.n, NEAR_WORDS);
    return out;
}

/* ---- two words in one ---- */

static bool find_two(struct store *s, struct str word, struct str two[2])
{
    size_t letters = utf8_length(word), best = 0;
    bool any = false;
    for (size_t i = SPLIT_LETTERS; i + 2 < letters; i++) {
        struct str head = utf8_cut(word, i), a = query_key(s, head), b = query_key(s, str_from(word, head.n));
        size_t size = least_of(i, letters - i);
        if (size <= best || !store_knows(s, a))
            continue;
        bool known = store_knows(s, b);
        struct slips slips = {0};
        if (!known && !any && utf8_length(b) > 5)
            slips = near(s, b);
        if (!known && !slips.n)
            continue;
        two[0] = a;
        two[1] = known ? b : slips.items[0].key;
        best = known ? size : best;
        any = true;
    }
    return any;
}

static bool split(struct store *s, struct query *q, size_t at, struct str word)
{
    struct str two[2];
    if (q->n == sizeof q->words / sizeof *q->words || !find_two(s, word, two))
        return false;
    struct query_word *w = &q->words[at];
    memmove(w + 2, w + 1, (q->n++ - at - 1) * sizeof *w);
    w[1] = w[0];
    w[1].folded = two[1];
    w[1].found = NULL;
    w[1].n = w[1].cap = 0;
    query_add(s, &w[0], store_lookup(s, two[0]), .6, false);
    query_add(s, &w[1], store_lookup(s, two[1]), .6, false);
    return true;
}

/* ---- a piece of longer words ---- */

static int by_weight(const void *x, const void *y)
{
    const struct slip *a = x, *b = y;
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->common != b->common)
        return a->common > b->common ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void look_inside(struct store *s, struct query_word *w)
{
    struct slips in = {0};
    struct str own = query_key(s, w->word);
    for (size_t i = 0; i < s->n_words; i++) {
        const struct store_words *words = store_words(s, s->words[i].first);
        for (size_t k = 0; words && k < words->n; k++) {
            struct str key = words->items[k].key;
            if (str_find_str(key, own) != STR_NONE)
                *ARENA_PUSH(s->arena, in.items, in.n, in.cap, struct slip) =
                    (struct slip){key, 0, words->items[k].common, str_ends(key, own) ? .5 : .3, in.n};
        }
    }
    if (in.n)
        qsort(in.items, in.n, sizeof *in.items, by_weight);
    for (size_t i = 0; i < in.n && i < INSIDE_WORDS; i++)
        query_add(s, w, store_lookup(s, in.items[i].key), in.items[i].weight, false);
}

/* ---- all of it ---- */

size_t guess_word(struct store *s, struct query *q, size_t at)
{
    struct str ways[2];
    struct slips slips[2];
    size_t n = query_spellings(s, q->words[at].word, ways);
    bool one_slip = false;
    for (size_t i = 0; i < n; i++) {
        slips[i] = near(s, query_key(s, ways[i]));
        one_slip |= slips[i].n && slips[i].items[0].mistakes <= 1;
    }
    for (size_t i = 0; i < n && !one_slip; i++)
        if (split(s, q, at, ways[i]))
            return 1;
    struct query_word *w = &q->words[at];
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < slips[i].n; k++)
            query_add(s, w, store_lookup(s, slips[i].items[k].key), slips[i].items[k].mistakes > 1 ? .3 : .5,
                      false);
    if (!w->n && s->language->long_words && utf8_length(w->folded) >= INSIDE_LETTERS &&
        s->pages <= INSIDE_PAGES)
        look_inside(s, w);
    return 0;
}
