#include "view/compare.h"

#include "base/map.h"
#include "base/utf8.h"
#include "view/align.h"
#include "view/words.h"

enum {
    PAIR_ALIKE = 30,  /* a block that is this much like one that went is that one, changed */
    PAIR_WINDOW = 12, /* blocks that went, among which such a one is looked for */
    MOVED_WORDS = 2,  /* a block of fewer words is not worth saying that it moved */
};

struct lines {
    struct str *items;
    uint64_t *hashes;
    size_t n;
};

static struct lines split(struct str text, struct arena *a)
{
    size_t most = 1;
    for (size_t i = 0; i < text.n; i++)
        most += text.p[i] == '\n';
    struct lines l = {ARENA_ARRAY(a, struct str, most), ARENA_ARRAY(a, uint64_t, most), 0};
    for (struct str rest = text, line; rest.n && str_split(&rest, '\n', &line);) {
        line = str_trim(line);
        if (!line.n)
            continue;
        l.items[l.n] = line;
        l.hashes[l.n++] = str_hash(line);
    }
    return l;
}

struct comparing {
    struct lines old, now;
    uint32_t *mate;  /* of each old line its new one */
    bool *now_known; /* the new line has a mate, or was moved here */
    uint32_t *from;  /* of each new line that was moved here, its old one; else ALIGN_NONE */
    struct arena *arena;
    struct comparison *out;
};

static void put_block(struct comparing *c, enum block_change change, struct run *runs, size_t n)
{
    struct comparison *out = c->out;
    if (out->n == COMPARE_BLOCKS)
        out->more = true;
    else
        *ARENA_PUSH(c->arena, out->blocks, out->n, out->cap, struct block) = (struct block){change, runs, n};
}

static void put_whole(struct comparing *c, enum block_change change, enum run_kind kind, struct str text)
{
    struct run *run = ARENA_NEW(c->arena, struct run);
    struct str cut = utf8_cut(text, COMPARE_CHARS);
    *run = (struct run){kind, cut.n < text.n ? str_cat(c->arena, cut, STR(" …")) : text};
    put_block(c, change, run, 1);
}

static void put_gone(struct comparing *c, struct str text)
{
    c->out->gone += words_count(text);
    put_whole(c, BLOCK_GONE, RUN_GONE, text);
}

static void put_changed(struct comparing *c, struct str old, struct str now)
{
    struct words_change w = words_compare(old, now, c->arena);
    c->out->gone += w.gone;
    c->out->came += w.came;
    put_block(c, BLOCK_CHANGED, w.runs, w.n);
}

/* Lines that went here and came there, word for word, were moved. */
static void find_moves(struct comparing *c)
{
    struct map gone = {.arena = c->arena};
    for (size_t i = 0; i < c->old.n; i++)
        if (c->mate[i] == ALIGN_NONE && words_count(c->old.items[i]) >= MOVED_WORDS)
            map_put(&gone, c->old.items[i], (void *)(uintptr_t)(i + 1));
    for (size_t k = 0; k < c->now.n; k++) {
        uintptr_t i = c->now_known[k] ? 0 : (uintptr_t)map_get(&gone, c->now.items[k]);
        if (!i || c->mate[i - 1] != ALIGN_NONE)
            continue;
        c->mate[i - 1] = (uint32_t)k;
        c->from[k] = (uint32_t)(i - 1);
        c->now_known[k] = true;
    }
}

/* Among the old lines of a gap the one that the new line is most like; `end` when there is none. */
static size_t likest(const struct comparing *c, size_t at, size_t end, struct str now)
{
    size_t found = end;
    unsigned best = PAIR_ALIKE - 1;
    for (size_t i = at; i < end && i < at + PAIR_WINDOW; i++) {
        unsigned alike = c->mate[i] == ALIGN_NONE ? words_alike(c->old.items[i], now, c->arena) : 0;
        if (alike > best) {
            best = alike;
            found = i;
        }
    }
    return found;
}

/* Old lines at .. old_end and new ones k .. now_end, between two that stand where they stood. */
static void tell_gap(struct comparing *c, size_t at, size_t old_end, size_t k, size_t now_end)
{
    for (; k < now_end; k++) {
        if (c->from[k] != ALIGN_NONE) {
            c->out->moved++;
            put_whole(c, BLOCK_MOVED, RUN_SAME, c->now.items[k]);
            continue;
        }
        size_t i = likest(c, at, old_end, c->now.items[k]);
        if (i == old_end) {
            c->out->came += words_count(c->now.items[k]);
            put_whole(c, BLOCK_NEW, RUN_NEW, c->now.items[k]);
            continue;
        }
        for (; at < i; at++)
            if (c->mate[at] == ALIGN_NONE)
                put_gone(c, c->old.items[at]);
        put_changed(c, c->old.items[at++], c->now.items[k]);
    }
    for (; at < old_end; at++)
        if (c->mate[at] == ALIGN_NONE)
            put_gone(c, c->old.items[at]);
}

/* From one line that stands where it stood to the next. */
static void tell_all(struct comparing *c)
{
    size_t at = 0, k = 0;
    for (size_t i = 0; i <= c->old.n; i++) {
        bool end = i == c->old.n,
             moved = !end && c->mate[i] != ALIGN_NONE && c->from[c->mate[i]] != ALIGN_NONE;
        if (!end && (c->mate[i] == ALIGN_NONE || moved))
            continue;
        size_t now_end = end ? c->now.n : c->mate[i];
        tell_gap(c, at, i, k, now_end);
        at = i + 1;
        k = now_end + 1;
    }
}

/* About as many as there are words: for a text of which a few are asked. */
static size_t count_blanks(struct str s)
{
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ' || s.p[i] == '\n';
    return n;
}

/* Whole lines that both begin with or end in need no looking at: most of most pages. */
static void cut_common(struct str *old, struct str *now)
{
    size_t least = old->n < now->n ? old->n : now->n, head = 0, tail = 0;
    while (head < least && old->p[head] == now->p[head])
        head++;
    while (head && old->p[head - 1] != '\n')
        head--;
    while (tail < least - head && old->p[old->n - 1 - tail] == now->p[now->n - 1 - tail])
        tail++;
    while (tail && old->p[old->n - tail] != '\n')
        tail--;
    *old = str_sub(*old, head, old->n - head - tail);
    *now = str_sub(*now, head, now->n - head - tail);
}

struct comparison compare_texts(struct str old, struct str now, struct arena *a)
{
    struct comparison out = {0};
    if (str_eq(old, now))
        return out;
    out.words = count_blanks(now);
    cut_common(&old, &now);
    struct comparing c = {.old = split(old, a), .now = split(now, a), .arena = a, .out = &out};
    c.mate = ARENA_ARRAY(a, uint32_t, c.old.n);
    c.now_known = ARENA_ARRAY(a, bool, c.now.n);
    c.from = ARENA_ARRAY(a, uint32_t, c.now.n);
    if (!align(c.old.hashes, c.old.n, c.now.hashes, c.now.n, a, c.mate)) {
        out.rewritten = true;
        return out;
    }
    for (size_t k = 0; k < c.now.n; k++)
        c.from[k] = ALIGN_NONE;
    for (size_t i = 0; i < c.old.n; i++)
        if (c.mate[i] != ALIGN_NONE)
            c.now_known[c.mate[i]] = true;
    find_moves(&c);
    tell_all(&c);
    return out;
}
