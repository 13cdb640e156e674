#include "view/change.h"

enum {
    FEW_WORDS = 8,  /* a change of no more is a small correction */
    REWRITTEN = 60, /* per cent of the words: a change of more makes another text */
    ONE_WAY = 4,    /* times as many words came as went, or the other way */
};

void change_tell(struct change *c, struct str what, struct arena *a)
{
    *ARENA_PUSH(a, c->what, c->n_what, c->cap_what, struct value) = value_text(what);
}

/* ---- the text ---- */

static struct value run_value(const struct run *r, struct arena *a)
{
    static const struct str names[] = {
        [RUN_SAME] = STR_INIT("same"), [RUN_GONE] = STR_INIT("gone"), [RUN_NEW] = STR_INIT("new")};
    struct value m = {.kind = VALUE_MAP};
    for (int i = RUN_SAME; i <= RUN_NEW; i++)
        value_map_add(&m, a, names[i], (enum run_kind)i == r->kind ? value_text(r->text) : value_null());
    return m;
}

struct value change_blocks(const struct comparison *c, struct arena *a)
{
    static const struct str names[] = {[BLOCK_CHANGED] = STR_INIT("changed"),
                                       [BLOCK_NEW] = STR_INIT("new"),
                                       [BLOCK_GONE] = STR_INIT("gone"),
                                       [BLOCK_MOVED] = STR_INIT("moved")};
    struct value *items = ARENA_ARRAY(a, struct value, c->n);
    for (size_t i = 0; i < c->n; i++) {
        const struct block *b = &c->blocks[i];
        struct value *runs = ARENA_ARRAY(a, struct value, b->n);
        for (size_t k = 0; k < b->n; k++)
            runs[k] = run_value(&b->runs[k], a);
        items[i] = (struct value){.kind = VALUE_MAP};
        for (int k = BLOCK_CHANGED; k <= BLOCK_MOVED; k++)
            value_map_add(&items[i], a, names[k], value_bool((enum block_change)k == b->change));
        value_map_add(&items[i], a, STR("again"),
                      value_bool(i && b->change != BLOCK_CHANGED && c->blocks[i - 1].change == b->change));
        value_map_add(&items[i], a, STR("runs"), value_list(runs, b->n));
    }
    return value_list(items, c->n);
}

/* How the text changed as a whole: the key of a string. NULL: it did not. */
static const char *text_verdict(const struct comparison *t)
{
    size_t changed = t->gone + t->came;
    if (!t->n && !t->rewritten)
        return NULL;
    if (!t->rewritten && changed <= FEW_WORDS)
        return changed || !t->moved ? "change_few" : "change_moved";
    if (t->rewritten || changed * 100 > (t->words + t->gone) * REWRITTEN)
        return "change_rewritten";
    if (t->came > ONE_WAY * t->gone)
        return "change_more";
    return t->gone > ONE_WAY * t->came ? "change_less" : "change_text";
}

/* ---- all of it ---- */

struct change change_make(const struct view *v, const struct page *p, const struct past_version *from,
                          const struct past_version *to, struct arena *a)
{
    const struct strings *words = v->vs->strings;
    struct change c = {.moved = !str_eq(from->url, to->url)};
    change_fields(&c, v, p, from, to, a);
    c.text = compare_texts(from->doc->text, to->doc->text, a);
    const char *verdict = text_verdict(&c.text);
    c.seen = c.n || c.moved || verdict;
    if (!c.seen)
        verdict = "change_unseen";
    c.verdict = verdict ? strings_get(words, str_of(verdict)) : STR("");
    if (verdict)
        change_tell(&c, c.verdict, a);
    if (c.moved)
        change_tell(&c, strings_get(words, STR("change_address")), a);
    return c;
}
