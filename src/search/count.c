#include "search/count.h"

#include "base/arena.h"

enum { FOLLOWING = 3, WAITING = 4 }; /* words looked at behind a hanging one; such words at a time */
enum { N_KEYS = N_PLACES * 2, MORE = 1, MANY = 2 };

struct noted {
    uint32_t key; /* section and place */
    uint32_t count, next;
};

struct counted {
    uint32_t total;       /* on all pages of the lot */
    uint32_t first, last; /* notes of the page in hand */
};

/* ---- noting ---- */

static uint32_t key_of_place(uint32_t section, enum place place, bool part)
{
    return (section * N_PLACES + (uint32_t)place) * 2 + part;
}

/* A new form has no notes yet. */
static uint32_t add_form(struct counting *c, struct str form)
{
    uint32_t before = c->forms.n, id = table_add(&c->forms, form);
    if (id < before)
        return id;
    if (id >= c->cap_forms) {
        c->cap_forms = c->cap_forms ? c->cap_forms * 2 : 512;
        c->of = mem_resize(c->of, c->cap_forms * sizeof *c->of);
        c->here = mem_resize(c->here, c->cap_forms * sizeof *c->here);
    }
    c->of[id] = (struct counted){0, TABLE_NONE, TABLE_NONE};
    return id;
}

static void note(struct counting *c, struct str form, uint32_t key)
{
    uint32_t id = add_form(c, form);
    struct counted *f = &c->of[id];
    f->total += f->total < UINT32_MAX;
    if (f->last != TABLE_NONE && c->notes[f->last].key == key) {
        c->notes[f->last].count++;
        return;
    }
    if (c->n_notes == c->cap_notes) {
        c->cap_notes = c->cap_notes ? c->cap_notes * 2 : 1024;
        c->notes = mem_resize(c->notes, c->cap_notes * sizeof *c->notes);
    }
    c->notes[c->n_notes] = (struct noted){key, 1, TABLE_NONE};
    if (f->last == TABLE_NONE) {
        c->here[c->n_here++] = id;
        f->first = c->n_notes;
    } else {
        c->notes[f->last].next = c->n_notes;
    }
    f->last = c->n_notes++;
}

/* ---- words that hang ---- */

struct waiting {
    size_t n; /* words that wait for more behind them */
    struct {
        char form[(FOLLOWING + 1) * (TOKEN_BYTES + 1)];
        size_t length, more;
    } items[WAITING];
};

static void settle_first(struct counting *c, struct waiting *w, uint32_t key)
{
    note(c, str_n(w->items[0].form, w->items[0].length), key);
    memmove(w->items, w->items + 1, --w->n * sizeof *w->items);
}

static void wait_for(struct counting *c, struct waiting *w, struct token t, uint32_t key)
{
    for (size_t i = 0; i < w->n; i++) {
        char *to = w->items[i].form + w->items[i].length;
        *to = HANGING;
        memcpy(to + 1, t.word.p, t.word.n);
        w->items[i].length += t.word.n + 1;
        w->items[i].more--;
    }
    while (w->n && !w->items[0].more)
        settle_first(c, w, key);
    if (!t.hangs || t.number || w->n == WAITING)
        return;
    memcpy(w->items[w->n].form, t.word.p, t.word.n);
    w->items[w->n].length = t.word.n;
    w->items[w->n++].more = FOLLOWING;
}

/* ---- a page ---- */

/* How many words the text has. */
static uint32_t count_text(struct counting *c, struct str text, uint32_t section, enum place place)
{
    struct waiting waiting = {0};
    struct token t;
    uint32_t words = 0, key = key_of_place(section, place, false);
    tokens_begin(&c->tokens, text);
    while (tokens_next(&c->tokens, &t)) {
        note(c, t.word, key + t.part);
        if (t.part)
            continue;
        words++;
        if (t.hangs || waiting.n)
            wait_for(c, &waiting, t, key);
    }
    while (waiting.n)
        settle_first(c, &waiting, key);
    return words;
}

/* Mostly a byte: how many sections on from the one before, the place, whether it counts more than once, whether more follow. */
static void put_notes(struct counting *c, uint32_t first)
{
    uint32_t section = 0;
    for (uint32_t i = first; i != TABLE_NONE; i = c->notes[i].next) {
        const struct noted *n = &c->notes[i];
        uint32_t place = n->key % N_KEYS, on = n->key / N_KEYS - section;
        varint_put(&c->pages, (on * N_KEYS + place) * 4 + (n->count > 1 ? MANY : 0) +
                                  (n->next != TABLE_NONE ? MORE : 0));
        if (n->count > 1)
            varint_put(&c->pages, n->count);
        section += on;
    }
}

/* The forms of the page in hand, as they came on it; their notes are done with. */
static void put_forms(struct counting *c)
{
    varint_put(&c->pages, c->n_here);
    for (uint32_t k = 0; k < c->n_here; k++) {
        struct counted *f = &c->of[c->here[k]];
        varint_put(&c->pages, c->here[k]);
        put_notes(c, f->first);
        f->first = f->last = TABLE_NONE;
    }
    c->n_here = c->n_notes = 0;
}

void count_begin(struct counting *c)
{
    table_clear(&c->forms);
    buf_clear(&c->pages);
    c->n_sections = 0;
}

void count_page(struct counting *c, struct str title, const struct pagetext *t)
{
    c->n_sections += (uint32_t)t->n;
    varint_put(&c->pages, (uint32_t)t->n);
    for (uint32_t s = 0; s < t->n; s++) {
        varint_put(&c->pages, count_text(c, s ? t->sections[s].heading : title, s, PLACE_HEAD));
        uint32_t text = count_text(c, t->sections[s].text, s, PLACE_TEXT);
        varint_put(&c->pages, text + count_text(c, t->sections[s].code, s, PLACE_CODE));
        if (!s)
            count_text(c, t->words, s, PLACE_BESIDE);
    }
    put_forms(c);
}

void count_end(const struct counting *c, struct buf *out)
{
    varint_put(out, c->n_sections);
    varint_put(out, c->forms.n);
    for (uint32_t id = 0; id < c->forms.n; id++) {
        varint_put_str(out, table_str(&c->forms, id));
        varint_put(out, c->of[id].total);
    }
    buf_put(out, buf_str(&c->pages));
}

void counting_free(struct counting *c)
{
    table_free(&c->forms);
    mem_release(c->notes);
    mem_release(c->of);
    mem_release(c->here);
    buf_free(&c->pages);
    tokens_free(&c->tokens);
    *c = (struct counting){0};
}

/* ---- reading ---- */

bool words_begin(struct words *w, struct str bytes)
{
    *w = (struct words){.in = {.rest = bytes}};
    w->n_sections = varint_get(&w->in);
    w->n_forms = varint_get(&w->in);
    return !w->in.bad && w->n_forms <= w->in.rest.n / 2;
}

bool words_next(struct words *w, struct str *form, uint32_t *total)
{
    *form = varint_get_str(&w->in);
    *total = varint_get(&w->in);
    return !w->in.bad;
}

bool counts_begin(struct counts *c, struct varints *in, struct arena *a)
{
    *c = (struct counts){.in = in};
    c->n_sections = varint_get(in);
    if (!c->n_sections || c->n_sections > in->rest.n / 2)
        return false;
    c->lengths = ARENA_ARRAY(a, struct section_length, c->n_sections);
    for (uint32_t i = 0; i < c->n_sections; i++) {
        c->lengths[i].head = varint_get(in);
        c->lengths[i].text = varint_get(in);
    }
    c->n_forms = varint_get(in);
    return !in->bad;
}

bool counts_next(struct counts *c, uint32_t *form)
{
    if (c->in->bad || c->form++ == c->n_forms)
        return false;
    *form = varint_get(c->in);
    c->section = 0;
    c->more = true;
    return !c->in->bad;
}

bool counts_occurrence(struct counts *c, struct occurrence *o)
{
    if (!c->more)
        return false;
    uint32_t word = varint_get(c->in), key = word / 4;
    c->more = word & MORE;
    c->section += key / N_KEYS;
    if (c->section >= c->n_sections)
        c->in->bad = true;
    *o = (struct occurrence){.section = c->section,
                             .count = word & MANY ? varint_get(c->in) : 1,
                             .place = (enum place)(key % N_KEYS / 2),
                             .part = key & 1};
    return !c->in->bad;
}
