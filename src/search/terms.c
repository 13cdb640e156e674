#include "search/terms.h"

#include <assert.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "search/count.h"
#include "search/letters.h"

enum { SEEN = 2, OWN_LETTERS = 5, OWN_LETTERS_ALONE = 4 }; /* of words that the site adds to the lexicon */

static const float FIRST_PART = 0.8f;

/* Forms of one word that no ending explains. */
static const struct {
    struct str one, other;
} irregular[] = {
    {STR_INIT("barn"), STR_INIT("børn")},     {STR_INIT("bog"), STR_INIT("bøger")},
    {STR_INIT("mand"), STR_INIT("mænd")},     {STR_INIT("kursus"), STR_INIT("kurser")},
    {STR_INIT("center"), STR_INIT("centre")}, {STR_INIT("fod"), STR_INIT("fødder")},
    {STR_INIT("hånd"), STR_INIT("hænder")},   {STR_INIT("tand"), STR_INIT("tænder")},
    {STR_INIT("nat"), STR_INIT("nætter")},    {STR_INIT("bonde"), STR_INIT("bønder")},
    {STR_INIT("kraft"), STR_INIT("kræfter")}, {STR_INIT("far"), STR_INIT("fædre")},
    {STR_INIT("mor"), STR_INIT("mødre")},     {STR_INIT("datter"), STR_INIT("døtre")},
    {STR_INIT("bror"), STR_INIT("brødre")},   {STR_INIT("stad"), STR_INIT("stæder")},
    {STR_INIT("øje"), STR_INIT("øjne")},      {STR_INIT("museum"), STR_INIT("museer")},
};
enum { N_IRREGULAR = sizeof irregular / sizeof *irregular };

uint32_t terms_note(struct terms *t, struct str form, uint32_t count)
{
    uint32_t id = table_add(&t->forms, form);
    if (id >= t->cap_forms) {
        uint32_t cap = t->cap_forms ? t->cap_forms * 2 : 1024;
        t->form_counts = mem_resize(t->form_counts, cap * sizeof *t->form_counts);
        memset(t->form_counts + t->cap_forms, 0, (cap - t->cap_forms) * sizeof *t->form_counts);
        t->cap_forms = cap;
    }
    if (t->form_counts[id] < UINT32_MAX - count)
        t->form_counts[id] += count;
    return id;
}

/* ---- keys ---- */

static bool has_digit(struct str form)
{
    for (size_t i = 0; i < form.n;)
        if (letters_is_digit(utf8_next(form, &i)))
            return true;
    return false;
}

struct str terms_key(const struct terms *t, struct str form, struct buf *out)
{
    char word[TOKEN_BYTES];
    size_t n = form.n < sizeof word ? form.n : sizeof word;
    memcpy(word, form.p, n);
    if (t->language->stem && !has_digit(form))
        n = t->language->stem(word, n);
    buf_clear(out);
    letters_fold(str_n(word, n), out);
    return buf_str(out);
}

static bool is_stop(const struct terms *t, struct str form)
{
    struct buf folded = {0};
    if (form.n > 16) /* longer than any */
        return false;
    letters_fold(form, &folded);
    bool stop = table_find(&t->stop, buf_str(&folded)) != TABLE_NONE;
    buf_free(&folded);
    return stop;
}

static uint32_t add_key(struct terms *t, struct str key)
{
    uint32_t id = table_add(&t->keys, key);
    if (id >= t->cap_keys) {
        uint32_t cap = t->cap_keys ? t->cap_keys * 2 : 1024;
        t->key_counts = mem_resize(t->key_counts, cap * sizeof *t->key_counts);
        t->shown = mem_resize(t->shown, cap * sizeof *t->shown);
        for (uint32_t i = t->cap_keys; i < cap; i++) {
            t->key_counts[i] = 0;
            t->shown[i] = TABLE_NONE;
        }
        t->cap_keys = cap;
    }
    return id;
}

/* Whether form x is a better sign for its term than form y: the commonest, then the shortest, then the first by its bytes. */
static bool shows_better(const struct terms *t, uint32_t x, uint32_t y)
{
    struct str a = table_str(&t->forms, x), b = table_str(&t->forms, y);
    if (t->form_counts[x] != t->form_counts[y])
        return t->form_counts[x] > t->form_counts[y];
    return a.n != b.n ? a.n < b.n : str_cmp(a, b) < 0;
}

/* The term of a form; TABLE_NONE for a stop word, and for what folds to nothing. */
static uint32_t term_of(struct terms *t, uint32_t form, struct buf *scratch)
{
    struct str word = table_str(&t->forms, form);
    struct str key = is_stop(t, word) ? STR("") : terms_key(t, word, scratch);
    if (!key.n)
        return TABLE_NONE;
    uint32_t term = add_key(t, key);
    if (t->shown[term] == TABLE_NONE || shows_better(t, form, t->shown[term]))
        t->shown[term] = form;
    return term;
}

/* ---- hits ---- */

static void add_hit(struct terms *t, uint32_t first, struct hit h)
{
    for (uint32_t i = first; i < t->n_hits; i++)
        if (t->hits[i].term == h.term)
            return;
    if (t->n_hits == t->cap_hits) {
        t->cap_hits = t->cap_hits ? t->cap_hits * 2 : 4096;
        t->hits = mem_resize(t->hits, t->cap_hits * sizeof *t->hits);
    }
    t->hits[t->n_hits++] = h;
}

/* The stem of each irregular form, and which form is its other. */
static void prepare_irregular(struct terms *t, struct buf *scratch)
{
    for (size_t i = 0; t->language->compounds && i < (size_t)N_IRREGULAR * 2; i++) {
        struct str form = i % 2 ? irregular[i / 2].other : irregular[i / 2].one;
        table_add(&t->irregular, terms_key(t, form, scratch));
    }
    assert(!t->language->compounds || t->irregular.n == N_IRREGULAR * 2); /* so that numbers tell pairs */
}

/* The other stem of an irregular word, where `h` is the one. */
static void add_irregular(struct terms *t, uint32_t first, struct hit h, struct buf *scratch)
{
    uint32_t i = table_find(&t->irregular, table_str(&t->keys, h.term));
    if (i == TABLE_NONE)
        return;
    struct str other = i % 2 ? irregular[i / 2].one : irregular[i / 2].other;
    h.term = term_of(t, terms_note(t, other, 0), scratch);
    add_hit(t, first, h);
}

/* The form is found by the word `word`: itself, or a part of it. */
static void add_word(struct terms *t, uint32_t first, struct str word, bool part, float weight,
                     struct buf *scratch)
{
    uint32_t term = term_of(t, terms_note(t, word, 0), scratch);
    if (term == TABLE_NONE)
        return;
    struct hit h = {term, part, weight};
    add_hit(t, first, h);
    add_irregular(t, first, h, scratch);
}

/* "sundheds- og omsorgsområdet": the first compound of those behind gives its last part to the first word. */
static void add_hanging(struct terms *t, uint32_t first, struct str form, struct buf *scratch)
{
    struct str word, next, parts[COMPOUND_PARTS];
    char joined[TOKEN_BYTES];
    str_split(&form, HANGING, &word);
    while (str_split(&form, HANGING, &next)) {
        size_t n = compound_split(&t->compounds, next, parts);
        if (!n || word.n + parts[n - 1].n > sizeof joined)
            continue;
        memcpy(joined, word.p, word.n);
        memcpy(joined + word.n, parts[n - 1].p, parts[n - 1].n);
        add_word(t, first, str_n(joined, word.n + parts[n - 1].n), false, 1, scratch);
        return;
    }
}

/* The parts, and the parts of a part: arbejdsmiljø in arbejdsmiljøprisen. */
static void add_parts(struct terms *t, uint32_t first, struct str form, bool deeper, struct buf *scratch)
{
    struct str parts[COMPOUND_PARTS];
    size_t n = compound_split(&t->compounds, form, parts);
    for (size_t i = 0; i < n; i++) {
        add_word(t, first, parts[i], true, i + 1 < n ? FIRST_PART : 1, scratch);
        if (deeper)
            add_parts(t, first, parts[i], false, scratch);
    }
}

static void analyse_form(struct terms *t, uint32_t form, struct buf *word, struct buf *scratch)
{
    uint32_t first = t->n_hits;
    buf_clear(word); /* a copy: the table may move while words are added */
    buf_put(word, table_str(&t->forms, form));
    struct str s = buf_str(word);
    if (str_find(s, HANGING) != STR_NONE) {
        if (t->language->compounds)
            add_hanging(t, first, s, scratch);
        return;
    }
    add_word(t, first, s, false, 1, scratch);
    if (t->language->compounds && t->n_hits > first && !has_digit(s))
        add_parts(t, first, s, true, scratch);
}

/* ---- the whole ---- */

static uint32_t count_word(const void *ctx, struct str word)
{
    const struct terms *t = ctx;
    struct buf key = {0};
    uint32_t id = table_find(&t->keys, terms_key(t, word, &key));
    buf_free(&key);
    return id == TABLE_NONE ? 0 : t->key_counts[id];
}

static void count_keys(struct terms *t, struct buf *scratch)
{
    for (uint32_t i = 0; i < t->n_noted; i++) {
        if (str_find(table_str(&t->forms, i), HANGING) != STR_NONE)
            continue;
        uint32_t term = term_of(t, i, scratch);
        if (term != TABLE_NONE)
            t->key_counts[term] += t->form_counts[i];
    }
}

/* What the site says again and again is a word, also where the list does not know it. */
static void add_own_words(struct terms *t)
{
    size_t least = t->lexicon.present ? OWN_LETTERS : OWN_LETTERS_ALONE;
    bool *own = mem_alloc(t->n_noted + 1);
    struct buf linked = {0};
    for (uint32_t i = 0; i < t->n_noted; i++) {
        struct str form = table_str(&t->forms, i);
        own[i] = t->form_counts[i] >= SEEN && utf8_length(form) >= least && !has_digit(form) &&
                 str_find(form, HANGING) == STR_NONE && !is_stop(t, form) &&
                 !compound_knows(&t->compounds, form);
    }
    for (uint32_t i = 0; i < t->n_noted; i++) {
        if (!own[i])
            continue;
        struct str form = table_str(&t->forms, i);
        lexicon_add(&t->lexicon, form, LEXICON_FIRST | LEXICON_LAST | LEXICON_WORD);
        buf_clear(&linked);
        buf_put(&linked, form);
        buf_char(&linked, 's');
        lexicon_add(&t->lexicon, buf_str(&linked), LEXICON_LINKED);
    }
    mem_release(own);
    buf_free(&linked);
}

static void mark_forms(struct terms *t, struct buf *scratch)
{
    t->marks = mem_alloc((t->n_noted + 1) * sizeof *t->marks);
    for (uint32_t i = 0, n; i < t->n_noted; i++) {
        const struct hit *hits = terms_hits(t, i, &n);
        buf_clear(scratch);
        for (; n; n--, hits++) {
            struct str key = table_str(&t->keys, hits->term);
            buf_put_n(scratch, &key.n, sizeof key.n);
            buf_put(scratch, key);
            buf_char(scratch, hits->part);
            buf_put_n(scratch, &hits->weight, sizeof hits->weight);
        }
        t->marks[i] = str_hash(buf_str(scratch));
    }
}

void terms_read_lexicon(struct terms *t, const char *path)
{
    if (t->language->compounds && path && !t->lexicon_read)
        lexicon_read(&t->lexicon, path);
    t->lexicon_read = true;
}

void terms_analyse(struct terms *t, const struct wordlist *own)
{
    struct buf word = {0}, scratch = {0};
    struct str stop;
    for (struct str rest = t->language->stop; rest.n && str_split(&rest, ' ', &stop);)
        table_add(&t->stop, stop);
    t->n_noted = t->forms.n;
    t->compounds = (struct compounds){&t->lexicon, own, count_word, t};
    prepare_irregular(t, &scratch);
    count_keys(t, &scratch);
    if (t->language->compounds)
        add_own_words(t);
    t->first_hit = mem_alloc((t->n_noted + 1) * sizeof *t->first_hit);
    for (uint32_t i = 0; i < t->n_noted; i++) {
        t->first_hit[i] = t->n_hits;
        analyse_form(t, i, &word, &scratch);
    }
    t->first_hit[t->n_noted] = t->n_hits;
    mark_forms(t, &scratch);
    buf_free(&word);
    buf_free(&scratch);
}

const struct hit *terms_hits(const struct terms *t, uint32_t form, uint32_t *n)
{
    *n = t->first_hit[form + 1] - t->first_hit[form];
    return t->hits + t->first_hit[form];
}

struct str terms_shown(const struct terms *t, uint32_t term)
{
    return table_str(&t->forms, t->shown[term]);
}

void terms_free(struct terms *t)
{
    table_free(&t->forms);
    table_free(&t->keys);
    table_free(&t->stop);
    table_free(&t->irregular);
    mem_release(t->form_counts);
    mem_release(t->key_counts);
    mem_release(t->shown);
    mem_release(t->hits);
    mem_release(t->first_hit);
    mem_release(t->marks);
    lexicon_free(&t->lexicon);
    *t = (struct terms){0};
}
