#include "search/tending.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "search/count.h"
#include "search/letters.h"
#include "search/tokens.h"

enum {
    LONG = 10, /* letters of a word that might be put together of others */
    MOST = 40, /* words that are told of */
};

/* ---- words that were not split ---- */

static bool is_long(struct str word)
{
    for (size_t i = 0; i < word.n;)
        if (letters_is_digit(utf8_next(word, &i)))
            return false;
    return utf8_length(word) >= LONG;
}

/* Whether the form is found by a part of it, or the site's own list says that it is to be left whole. */
static bool is_settled(const struct terms *t, struct str form, const struct hit *hits, uint32_t n)
{
    struct str parts[WORDLIST_PARTS];
    size_t n_parts;
    for (uint32_t i = 1; i < n; i++)
        if (hits[i].part)
            return true;
    return t->compounds.own && wordlist_find(t->compounds.own, form, parts, &n_parts);
}

/* By term: whether one of its forms is settled. */
static bool *find_settled(const struct terms *t)
{
    bool *settled = mem_alloc(t->keys.n + 1);
    for (uint32_t i = 0, n; i < t->n_noted; i++) {
        const struct hit *hits = terms_hits(t, i, &n);
        struct str form = table_str(&t->forms, i);
        if (n && str_find(form, HANGING) == STR_NONE && is_settled(t, form, hits, n))
            settled[hits->term] = true;
    }
    return settled;
}

static int by_count(const void *x, const void *y)
{
    const struct searched_word *a = x, *b = y;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return str_cmp(a->word, b->word);
}

static void list_words(const struct terms *t, struct arena *a, struct searched *out)
{
    struct searched_word *all = mem_alloc((t->keys.n + 1) * sizeof *all);
    bool *settled = find_settled(t);
    size_t n = 0;
    for (uint32_t i = 0; i < t->keys.n; i++)
        if (t->key_counts[i] && !settled[i] && is_long(terms_shown(t, i)))
            all[n++] = (struct searched_word){terms_shown(t, i), t->key_counts[i]};
    qsort(all, n, sizeof *all, by_count);
    out->n_words = n < MOST ? n : MOST;
    out->words = ARENA_ARRAY(a, struct searched_word, out->n_words);
    for (size_t i = 0; i < out->n_words; i++)
        out->words[i] = (struct searched_word){str_dup(a, all[i].word), all[i].count};
    mem_release(settled);
    mem_release(all);
}

/* ---- keywords ---- */

struct keywords {
    const struct terms *terms;
    struct arena *arena;
    struct map by_keys; /* "keys of its words" -> struct searched_keyword */
    struct table title; /* keys of the title's words, of the page in hand */
    struct tokens tokens;
    struct buf keys, scratch;
};

static void read_title(struct keywords *k, struct str title)
{
    struct token word;
    table_clear(&k->title);
    tokens_begin(&k->tokens, title);
    while (tokens_next(&k->tokens, &word))
        table_add(&k->title, terms_key(k->terms, word.word, &k->scratch));
}

/* The keys of the keyword's words with blanks between, in k->keys. True when the title has each of them. */
static bool read_keyword(struct keywords *k, struct str keyword)
{
    struct token word;
    bool in_title = true;
    buf_clear(&k->keys);
    tokens_begin(&k->tokens, keyword);
    while (tokens_next(&k->tokens, &word)) {
        if (word.part)
            continue;
        struct str key = terms_key(k->terms, word.word, &k->scratch);
        in_title = in_title && table_find(&k->title, key) != TABLE_NONE;
        buf_put(&k->keys, key);
        buf_char(&k->keys, ' ');
    }
    return in_title;
}

static void note_keyword(struct keywords *k, const struct page *p, struct str keyword)
{
    bool again = read_keyword(k, keyword);
    if (!k->keys.n)
        return;
    struct searched_keyword *w = map_get(&k->by_keys, buf_str(&k->keys));
    if (!w) {
        w = ARENA_NEW(k->arena, struct searched_keyword);
        w->word = keyword;
        map_put(&k->by_keys, buf_dup(k->arena, &k->keys), w);
    }
    if (w->n && w->places[w->n - 1].page == p)
        w->places[w->n - 1].again = true;
    else
        *ARENA_PUSH(k->arena, w->places, w->n, w->cap, struct searched_place) =
            (struct searched_place){p, again};
}

static void note_page(struct keywords *k, const struct page *p)
{
    const struct value *v = value_get(p->front, STR("keywords"));
    if (!v)
        return;
    read_title(k, p->title);
    note_keyword(k, p, value_str(v));
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->list.n; i++)
        note_keyword(k, p, value_str(&v->list.items[i]));
}

static int by_places(const void *x, const void *y)
{
    const struct searched_keyword *a = *(struct searched_keyword *const *)x,
                                  *b = *(struct searched_keyword *const *)y;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return str_cmp(a->word, b->word);
}

static void list_keywords(const struct terms *t, const struct pages *pages, struct arena *a,
                          struct searched *out)
{
    struct keywords k = {.terms = t, .arena = a, .by_keys = {.arena = a}};
    for (size_t i = 0; i < pages->n; i++)
        note_page(&k, pages->items[i]);
    out->keywords = ARENA_ARRAY(a, struct searched_keyword *, k.by_keys.n);
    MAP_EACH (&k.by_keys, e) {
        struct searched_keyword *w = e->value;
        if (w->n > 1 || w->places->again)
            out->keywords[out->n_keywords++] = w;
    }
    if (out->n_keywords)
        qsort(out->keywords, out->n_keywords, sizeof(struct searched_keyword *), by_places);
    table_free(&k.title);
    tokens_free(&k.tokens);
    buf_free(&k.keys);
    buf_free(&k.scratch);
}

void tending_gather(const struct terms *t, const struct pages *pages, struct arena *a, struct searched *out)
{
    *out = (struct searched){0};
    if (t->language->compounds)
        list_words(t, a, out);
    list_keywords(t, pages, a, out);
}
