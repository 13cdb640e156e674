#include "search/count.h"

#include "base/arena.h"

enum { FOLLOWING = 3, WAITING = 4 }; /* words looked at behind a hanging one; such words at a time */

struct noted {
    uint32_t key; /* section and place */
    uint32_t count, next;
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
        c->first = mem_resize(c->first, c->cap_forms * sizeof *c->first);
        c->last = mem_resize(c->last, c->cap_forms * sizeof *c->last);
    }
    c->first[id] = c->last[id] = TABLE_NONE;
    return id;
}

static void note(struct counting *c, struct str form, uint32_t key)
{
    uint32_t id = add_form(c, form), last = c->last[id];
    if (last != TABLE_NONE && c->notes[last].key == key) {
        c->notes[last].count++;
        return;
    }
    if (c->n_notes == c->cap_notes) {
        c->cap_notes = c->cap_notes ? c->cap_notes * 2 : 1024;
        c->notes = mem_resize(c->notes, c->cap_notes * sizeof *c->notes);
    }
    c->notes[c->n_notes] = (struct noted){key, 1, TABLE_NONE};
    if (last == TABLE_NONE)
        c->first[id] = c->n_notes;
    else
        c->notes[last].next = c->n_notes;
    c->last[id] = c->n_notes++;
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

static void begin(struct counting *c)
{
    table_clear(&c->forms);
    c->n_notes = 0;
}

static void put_forms(const struct counting *c, struct buf *out)
{
    varint_put(out, c->forms.n);
    for (uint32_t id = 0; id < c->forms.n; id++) {
        uint32_t n = 0;
        for (uint32_t i = c->first[id]; i != TABLE_NONE; i = c->notes[i].next)
            n++;
        varint_put_str(out, table_str(&c->forms, id));
        varint_put(out, n);
        for (uint32_t i = c->first[id]; i != TABLE_NONE; i = c->notes[i].next) {
            varint_put(out, c->notes[i].key);
            varint_put(out, c->notes[i].count);
        }
    }
}

void count_page(struct counting *c, struct str title, const struct pagetext *t, struct buf *out)
{
    begin(c);
    varint_put(out, (uint32_t)t->n);
    for (uint32_t s = 0; s < t->n; s++) {
        varint_put(out, count_text(c, s ? t->sections[s].heading : title, s, PLACE_HEAD));
        uint32_t text = count_text(c, t->sections[s].text, s, PLACE_TEXT);
        varint_put(out, text + count_text(c, t->sections[s].code, s, PLACE_CODE));
        if (!s)
            count_text(c, t->words, s, PLACE_BESIDE);
    }
    put_forms(c, out);
}

void counting_free(struct counting *c)
{
    table_free(&c->forms);
    mem_release(c->notes);
    mem_release(c->first);
    mem_release(c->last);
    tokens_free(&c->tokens);
    *c = (struct counting){0};
}

/* ---- reading ---- */

bool counts_begin(struct counts *c, struct str bytes, struct arena *a)
{
    *c = (struct counts){.in = {.rest = bytes}};
    c->n_sections = varint_get(&c->in);
    if (!c->n_sections || c->n_sections > c->in.rest.n / 2)
        return false;
    c->lengths = ARENA_ARRAY(a, struct section_length, c->n_sections);
    for (uint32_t i = 0; i < c->n_sections; i++) {
        c->lengths[i].head = varint_get(&c->in);
        c->lengths[i].text = varint_get(&c->in);
    }
    c->n_forms = varint_get(&c->in);
    return !c->in.bad;
}

bool counts_next(struct counts *c, struct str *form, uint32_t *n)
{
    if (c->in.bad || c->form++ == c->n_forms)
        return false;
    *form = varint_get_str(&c->in);
    *n = varint_get(&c->in);
    return !c->in.bad && *n <= c->in.rest.n / 2;
}

bool counts_next_id(struct counts *c, uint32_t *form, uint32_t *n)
{
    if (c->in.bad || c->form++ == c->n_forms)
        return false;
    *form = varint_get(&c->in);
    *n = varint_get(&c->in);
    return !c->in.bad && *n <= c->in.rest.n / 2;
}

struct occurrence counts_occurrence(struct counts *c)
{
    uint32_t key = varint_get(&c->in), place = key / 2;
    struct occurrence o = {.section = place / N_PLACES,
                           .count = varint_get(&c->in),
                           .place = (enum place)(place % N_PLACES),
                           .part = key & 1};
    if (o.section >= c->n_sections)
        o.section = 0;
    return o;
}
