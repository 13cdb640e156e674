#include "view/words.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "view/align.h"

enum {
    WORDS_ALIKE = 30,  /* below this a paragraph is another one */
    WORDS_AROUND = 10, /* that are kept at the ends of a stretch that is the same */
    SMALL_WORD = 3,    /* bytes: such a word between two changes goes with them */
};

/* ---- pieces: a word, a run of blanks, or a sign ---- */

/* By the first byte of a character: how many bytes a sign has, 0 for a letter or a digit. Of what is not ASCII, Latin 1's signs and
 * U+2000-2FFF (dashes, quotes, arrows) are signs. A table, since every comparison goes through all bytes of a paragraph. */
static const uint8_t sign_bytes[256] = {
    [0 ... '0' - 1] = 1,
    ['9' + 1 ... 'A' - 1] = 1,
    ['Z' + 1 ... 'a' - 1] = 1,
    ['z' + 1 ... 0x7F] = 1,
    [0xC2] = 2,
    [0xE2] = 3,
};

static size_t sign_length(struct str s)
{
    size_t n = sign_bytes[(unsigned char)s.p[0]];
    return n < s.n ? n : s.n;
}

static bool is_word(struct str piece)
{
    return sign_length(piece) == 0;
}

static struct str next_piece(struct str *rest)
{
    size_t n = sign_length(*rest);
    if (!n)
        while (n < rest->n && !sign_bytes[(unsigned char)rest->p[n]])
            n++;
    else if (rest->p[0] == ' ')
        while (n < rest->n && rest->p[n] == ' ')
            n++;
    struct str piece = str_sub(*rest, 0, n);
    *rest = str_from(*rest, n);
    return piece;
}

size_t words_count(struct str s)
{
    size_t n = 0;
    while (s.n) {
        struct str piece = next_piece(&s);
        n += is_word(piece);
    }
    return n;
}

struct pieces {
    struct str *items;
    uint64_t *hashes;
    size_t n;
};

static struct pieces split(struct str s, struct arena *a)
{
    struct pieces p = {ARENA_ARRAY(a, struct str, s.n), ARENA_ARRAY(a, uint64_t, s.n), 0};
    while (s.n) {
        p.items[p.n] = next_piece(&s);
        p.hashes[p.n] = str_hash(p.items[p.n]);
        p.n++;
    }
    return p;
}

/* ---- how much two paragraphs have in common ---- */

static int by_hash(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

static size_t sorted_words(struct str s, struct arena *a, uint64_t **out)
{
    size_t n = 0;
    uint64_t *h = ARENA_ARRAY(a, uint64_t, s.n / 2 + 1); /* between two words stands a sign */
    while (s.n) {
        struct str piece = next_piece(&s);
        if (is_word(piece))
            h[n++] = str_hash(piece);
    }
    if (n)
        qsort(h, n, sizeof *h, by_hash);
    *out = h;
    return n;
}

unsigned words_alike(struct str x, struct str y, struct arena *a)
{
    uint64_t *p, *q;
    size_t n = sorted_words(x, a, &p), m = sorted_words(y, a, &q), both = 0;
    for (size_t i = 0, k = 0; i < n && k < m;) {
        both += p[i] == q[k];
        uint64_t least = p[i] < q[k] ? p[i] : q[k];
        i += p[i] == least;
        k += q[k] == least;
    }
    return n + m ? (unsigned)(200 * both / (n + m)) : 100;
}

/* ---- stretches: the same, or changed ---- */

struct stretch {
    bool same;
    struct str old, now;
};

struct stretches {
    struct stretch *items;
    size_t n;
};

static struct str joined(struct str x,
                         struct str y) /* y stands right behind x in one text; either may be empty */
{
    return !x.n ? y : !y.n ? x : str_n(x.p, (size_t)(y.p + y.n - x.p));
}

static void extend(struct stretches *s, bool same, struct str old, struct str now)
{
    if (!s->n || s->items[s->n - 1].same != same)
        s->items[s->n++] = (struct stretch){.same = same};
    struct stretch *last = &s->items[s->n - 1];
    last->old = joined(last->old, old);
    last->now = joined(last->now, now);
}

static struct stretches stretch_out(const struct pieces *x, const struct pieces *y, const uint32_t *mate,
                                    struct arena *a)
{
    struct stretches s = {ARENA_ARRAY(a, struct stretch, x->n + y->n + 1), 0};
    size_t k = 0;
    for (size_t i = 0; i < x->n; i++) {
        if (mate[i] == ALIGN_NONE) {
            extend(&s, false, x->items[i], STR(""));
            continue;
        }
        while (k < mate[i])
            extend(&s, false, STR(""), y->items[k++]);
        extend(&s, true, x->items[i], y->items[k++]);
    }
    while (k < y->n)
        extend(&s, false, STR(""), y->items[k++]);
    return s;
}

static bool is_small(struct str s)
{
    size_t letters = 0;
    while (s.n) {
        struct str piece = next_piece(&s);
        letters += is_word(piece) ? piece.n : 0;
    }
    return letters <= SMALL_WORD;
}

/* A sign or a small word that stayed between two changes makes them hard to read: it goes with them. */
static void bridge(struct stretches *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        bool between = i > 0 && i + 1 < s->n && s->items[i].same && is_small(s->items[i].old);
        bool change = between || !s->items[i].same;
        struct stretch *last = n ? &s->items[n - 1] : NULL;
        if (last && change && !last->same) {
            last->old = joined(last->old, s->items[i].old);
            last->now = joined(last->now, s->items[i].now);
        } else {
            s->items[n++] = s->items[i];
        }
    }
    s->n = n;
}

/* ---- runs ---- */

static void put_run(struct words_change *c, enum run_kind kind, struct str text, struct arena *a)
{
    if (text.n)
        *ARENA_PUSH(a, c->runs, c->n, c->cap, struct run) = (struct run){kind, text};
}

/* The first `words` words, or the last, of a text that has more. */
static struct str cut_words(struct str s, size_t words, bool at_end)
{
    struct str rest = s;
    size_t all = words_count(s), seen = 0;
    while (rest.n) {
        struct str before = rest, piece = next_piece(&rest);
        if (!is_word(piece))
            continue;
        if (at_end && seen == all - words)
            return before;
        if (++seen == words && !at_end)
            return str_sub(s, 0, s.n - rest.n);
    }
    return s;
}

/* A long stretch that is the same is told by its ends, where the changes are. */
static void put_same(struct words_change *c, struct str s, bool first, bool last, struct arena *a)
{
    size_t most = (first || last ? 1 : 2) * WORDS_AROUND + 5;
    if (words_count(s) <= most) {
        put_run(c, RUN_SAME, s, a);
        return;
    }
    struct str head = first ? STR("") : cut_words(s, WORDS_AROUND, false);
    struct str tail = last ? STR("") : cut_words(s, WORDS_AROUND, true);
    put_run(c, RUN_SAME,
            str_printf(a, "%.*s%s…%s%.*s", STR_F(head), head.n ? " " : "", tail.n ? " " : "", STR_F(tail)),
            a);
}

static struct str cut_chars(struct str s, struct arena *a)
{
    struct str cut = utf8_cut(s, COMPARE_CHARS);
    return cut.n < s.n ? str_cat(a, cut, STR(" …")) : s;
}

static void put_change(struct words_change *c, struct str old, struct str now, struct arena *a)
{
    put_run(c, RUN_GONE, cut_chars(old, a), a);
    put_run(c, RUN_NEW, cut_chars(now, a), a);
    c->gone += words_count(old);
    c->came += words_count(now);
}

struct words_change words_compare(struct str old, struct str now, struct arena *a)
{
    struct words_change c = {0};
    struct pieces x = split(old, a), y = split(now, a);
    uint32_t *mate = ARENA_ARRAY(a, uint32_t, x.n);
    if (words_alike(old, now, a) < WORDS_ALIKE || !align(x.hashes, x.n, y.hashes, y.n, a, mate)) {
        put_change(&c, old, now, a);
        return c;
    }
    struct stretches s = stretch_out(&x, &y, mate, a);
    bridge(&s);
    for (size_t i = 0; i < s.n; i++)
        if (s.items[i].same)
            put_same(&c, s.items[i].now, i == 0, i + 1 == s.n, a);
        else
            put_change(&c, s.items[i].old, s.items[i].now, a);
    return c;
}
