#include "search/query.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "search/guess.h"
#include "search/letters.h"
#include "search/tokens.h"

enum { PREFIX_TERMS = 25, JOINED_WORDS = 23 };

/* ---- words ---- */

static struct str folded(struct store *s, struct str word)
{
    struct buf b = {0};
    letters_fold(word, &b);
    struct str out = buf_dup(s->arena, &b);
    buf_free(&b);
    return out;
}

static struct str stem_with(struct store *s, struct str word, size_t (*stem)(char *, size_t))
{
    char letters[TOKEN_BYTES * 2 + 1]; /* two words may be put together */
    bool digit = false;
    for (size_t i = 0; i < word.n && !digit;)
        digit = letters_is_digit(utf8_next(word, &i));
    if (!stem || digit || word.n > sizeof letters)
        return folded(s, word);
    memcpy(letters, word.p, word.n);
    return folded(s, str_n(letters, stem(letters, word.n)));
}

struct str query_key(struct store *s, struct str word)
{
    return stem_with(s, word, s->language->stem);
}

static void add_piece(struct store *s, struct query_token *t, struct str word)
{
    if (!t->pieces)
        t->pieces = ARENA_ARRAY(s->arena, struct str, LIMIT_WORD);
    if (t->n_pieces < LIMIT_WORD)
        t->pieces[t->n_pieces++] = str_dup(s->arena, word);
}

void query_tokens(struct store *s, struct str text, struct query_tokens *out)
{
    struct tokens tokens = {0};
    struct token t;
    tokens_begin(&tokens, text);
    while (tokens_next(&tokens, &t)) {
        if (t.part) {
            add_piece(s, &out->items[out->n - 1], t.word);
            continue;
        }
        struct query_token *q = ARENA_PUSH(s->arena, out->items, out->n, out->cap, struct query_token);
        *q = (struct query_token){.word = str_dup(s->arena, t.word)};
        q->folded = folded(s, q->word);
        q->key = query_key(s, q->word);
    }
    tokens_free(&tokens);
}

/* ---- what was typed ---- */

static bool is_quote(uint32_t c)
{
    return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e || c == 0xbb || c == 0xab;
}

/* Its parts between quotes, with a NUL for each quote; *open: it ends in a letter. */
static struct str with_plain_quotes(struct store *s, struct str typed, bool *open)
{
    struct buf b = {0};
    struct str text = utf8_cut(typed, QUERY_CHARACTERS);
    *open = false;
    for (size_t i = 0; i < text.n;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        if (is_quote(c))
            buf_char(&b, '"');
        else
            buf_put(&b, str_sub(text, at, i - at));
        *open = letters_is_word(c);
    }
    struct str out = buf_dup(s->arena, &b);
    buf_free(&b);
    return out;
}

static bool is_stop(const struct store *s, struct str folded_word)
{
    return table_find(&s->stop, folded_word) != TABLE_NONE;
}

static bool has_word(const struct query *q, struct str word)
{
    for (size_t i = 0; i < q->n; i++)
        if (str_eq(q->words[i].word, word))
            return true;
    return false;
}

static void choose_words(const struct store *s, struct query *q, bool open)
{
    bool only = true;
    for (size_t i = 0; i < q->all.n; i++)
        only = only && is_stop(s, q->all.items[i].folded);
    for (size_t i = 0; i < q->all.n && q->n < QUERY_WORDS; i++) {
        const struct query_token *t = &q->all.items[i];
        if ((only || !is_stop(s, t->folded)) && !has_word(q, t->word))
            q->words[q->n++] = (struct query_word){.word = t->word,
                                                   .folded = t->folded,
                                                   .pieces = t->pieces,
                                                   .n_pieces = t->n_pieces,
                                                   .place = i,
                                                   .last = open && i + 1 == q->all.n};
    }
}

static void parse(struct store *s, struct str typed, struct query *q)
{
    bool open;
    struct str text = with_plain_quotes(s, typed, &open), rest = text;
    for (size_t i = 0; rest.p <= text.p + text.n; i++) {
        size_t quote = str_find(rest, '"'), before = q->all.n;
        query_tokens(s, str_sub(rest, 0, quote), &q->all);
        if (i % 2 && quote != STR_NONE && q->all.n > before)
            *ARENA_PUSH(s->arena, q->phrases, q->n_phrases, q->cap_phrases, struct query_phrase) =
                (struct query_phrase){before, q->all.n - before};
        if (quote == STR_NONE)
            break;
        rest = str_from(rest, quote + 1);
    }
    choose_words(s, q, open);
}

/* ---- terms ---- */

void query_add(struct store *s, struct query_word *w, struct store_term *t, double weight, bool prefix)
{
    struct found f = {.term = t, .weight = weight, .prefix = prefix};
    for (size_t i = 0; t && i < w->n; i++)
        if (str_eq(w->found[i].term->key, t->key)) {
            if (w->found[i].weight < weight)
                w->found[i] = f;
            return;
        }
    if (t)
        *ARENA_PUSH(s->arena, w->found, w->n, w->cap, struct found) = f;
}

size_t query_spellings(struct store *s, struct str word, struct str out[2])
{
    static const struct {
        const char *two, *letter;
    } pairs[] = {{"ae", "æ"}, {"oe", "ø"}, {"aa", "å"}};
    struct buf from = {0}, to = {0};
    buf_put(&from, word);
    for (size_t k = 0; k < 3; k++) {
        struct str rest = buf_str(&from);
        buf_clear(&to);
        for (size_t at; (at = str_find_str(rest, str_of(pairs[k].two))) != STR_NONE;) {
            buf_put(&to, str_sub(rest, 0, at));
            buf_put(&to, str_of(pairs[k].letter));
            rest = str_from(rest, at + 2);
        }
        buf_put(&to, rest);
        buf_clear(&from);
        buf_put(&from, buf_str(&to));
    }
    out[0] = word;
    out[1] = buf_dup(s->arena, &from);
    buf_free(&from);
    buf_free(&to);
    return str_eq(out[0], out[1]) || !s->language->digraphs ? 1 : 2;
}

/* The shortest first, then those on most pages, then by their keys. */
static int by_length(const void *x, const void *y)
{
    const struct store_term *a = x, *b = y;
    size_t n = utf8_length(a->key), m = utf8_length(b->key);
    if (n != m)
        return n < m ? -1 : 1;
    if (a->df != b->df)
        return a->df > b->df ? -1 : 1;
    return str_cmp(a->key, b->key);
}

static void add_longer(struct store *s, struct query_word *w, struct str start)
{
    struct store_terms terms;
    double letters = (double)utf8_length(start);
    if (letters < 2)
        return;
    store_prefix(s, start, &terms);
    if (terms.n)
        qsort(terms.items, terms.n, sizeof *terms.items, by_length);
    for (size_t i = 0; i < terms.n && i < PREFIX_TERMS; i++) {
        double share = letters / (double)utf8_length(terms.items[i].key);
        query_add(s, w, &terms.items[i], .45 * (share > .4 ? share : .4), true);
    }
}

static void add_relatives(struct store *s, struct query_word *w, struct str word)
{
    struct store_terms terms = {0};
    struct str kin = stem_with(s, word, s->language->kin);
    if (kin.n)
        store_prefix(s, kin, &terms);
    for (size_t i = 0; i < terms.n; i++)
        if (str_eq(stem_with(s, terms.items[i].shown, s->language->kin), kin))
            query_add(s, w, &terms.items[i], .5, false);
}

/* The word itself, its relatives, longer words while it is typed, its pieces. */
static void expand(struct store *s, struct query_word *w)
{
    struct str ways[2];
    for (size_t i = 0, n = query_spellings(s, w->word, ways); i < n; i++) {
        query_add(s, w, store_lookup(s, query_key(s, ways[i])), 1, false);
        if (s->language->kin)
            add_relatives(s, w, ways[i]);
        if (w->last)
            add_longer(s, w, folded(s, ways[i]));
    }
    for (size_t i = 0; i < w->n_pieces; i++)
        query_add(s, w, store_lookup(s, query_key(s, w->pieces[i])), .4, false);
}

static void add_joined(struct store *s, struct query *q, size_t place, const char *link, double weight)
{
    struct str ways[2], a = q->all.items[place].word, b = q->all.items[place + 1].word;
    struct str joined = str_printf(s->arena, "%.*s%s%.*s", STR_F(a), link, STR_F(b));
    for (size_t i = 0, n = query_spellings(s, joined, ways); i < n; i++) {
        struct store_term *t = store_lookup(s, query_key(s, ways[i]));
        for (size_t k = 0; k < q->n; k++)
            if (q->words[k].place == place || q->words[k].place == place + 1)
                query_add(s, &q->words[k], t, weight, false);
    }
}

/* Two neighbours as one word; a stop word too may be the half of one. */
static void join(struct store *s, struct query *q)
{
    for (size_t i = 0; i + 1 < q->all.n && i < JOINED_WORDS; i++) {
        add_joined(s, q, i, "", .9);
        add_joined(s, q, i, "s", .8);
    }
}

static bool is_known(const struct query_word *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->found[i].weight >= .5 || w->found[i].prefix)
            return true;
    return false;
}

void query_understand(struct store *s, struct str typed, struct query *q)
{
    *q = (struct query){0};
    parse(s, typed, q);
    for (size_t i = 0; i < q->n; i++)
        expand(s, &q->words[i]);
    join(s, q);
    for (size_t i = 0; i < q->n; i++)
        if (!is_known(&q->words[i]))
            i += guess_word(s, q, i);
}
