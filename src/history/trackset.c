#include "history/trackset.h"

#include <stdlib.h>

static struct trackset *with_words(size_t words)
{
    struct trackset *s = mem_alloc(sizeof *s);
    *s = (struct trackset){.holders = 1, .words = words, .bits = mem_alloc(words * sizeof *s->bits)};
    return s;
}

struct trackset *trackset_new(size_t numbers)
{
    return with_words(numbers / 64 + 1);
}

struct trackset *trackset_hold(struct trackset *s)
{
    s->holders++;
    return s;
}

void trackset_drop(struct trackset *s)
{
    if (!s || --s->holders > 0)
        return;
    free(s->bits);
    free(s);
}

struct trackset *trackset_own(struct trackset *s)
{
    if (s->holders == 1)
        return s;
    struct trackset *own = with_words(s->words);
    memcpy(own->bits, s->bits, s->words * sizeof *s->bits);
    own->count = s->count;
    trackset_drop(s);
    return own;
}

static void widen(struct trackset *s, size_t words)
{
    if (words <= s->words)
        return;
    s->bits = mem_resize(s->bits, words * sizeof *s->bits);
    memset(s->bits + s->words, 0, (words - s->words) * sizeof *s->bits);
    s->words = words;
}

struct trackset *trackset_join(struct trackset *s, struct trackset *t)
{
    if (!s || s == t) {
        trackset_drop(s);
        return t;
    }
    s = trackset_own(s);
    widen(s, t->words);
    s->count = 0;
    for (size_t i = 0; i < s->words; i++) {
        s->bits[i] |= i < t->words ? t->bits[i] : 0;
        s->count += (size_t)__builtin_popcountll(s->bits[i]);
    }
    trackset_drop(t);
    return s;
}

void trackset_add(struct trackset *s, uint32_t i)
{
    if (i / 64 >= s->words)
        widen(s, i / 64 + 1 + s->words / 8);
    s->count += !trackset_has(s, i);
    s->bits[i / 64] |= UINT64_C(1) << (i % 64);
}

void trackset_remove(struct trackset *s, uint32_t i)
{
    if (!trackset_has(s, i))
        return;
    s->count--;
    s->bits[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

bool trackset_next(const struct trackset *s, uint32_t *i)
{
    for (size_t w = *i / 64; w < s->words; w++) {
        uint64_t bits = s->bits[w];
        if (w == *i / 64)
            bits &= ~UINT64_C(0) << (*i % 64);
        if (bits) {
            *i = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits);
            return true;
        }
    }
    return false;
}
