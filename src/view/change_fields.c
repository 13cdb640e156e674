#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "view/align.h"
#include "view/change.h"

enum {
    SHORT_TEXT = 80,   /* characters: a text of more is compared word by word */
    SHORT_VALUE = 60,  /* and a value of more is not named among a few words */
    MOST_CHANGES = 60, /* of fields, from one version to the next */
    MOST_ITEMS = 100   /* that came to a list, or went */
};

struct changing {
    struct change *out;
    const struct view *view;
    const struct page *page;
    struct arena *arena;
};

static struct str word(const struct changing *c, const char *key)
{
    return strings_get(c->view->vs->strings, str_of(key));
}

/* ---- values ---- */

static const struct value *not_empty(const struct value *v)
{
    bool empty = !v || v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && !str_trim(v->s).n) ||
                 (v->kind == VALUE_LIST && !v->list.n);
    return empty ? NULL : v;
}

/* A value as bytes that are equal when it says the same. */
static struct str written_form(const struct changing *c, const struct value *v)
{
    struct buf b = {0};
    value_json(v, c->arena, false, 0, &b);
    struct str s = buf_dup(c->arena, &b);
    buf_free(&b);
    return s;
}

static struct str text_of(const struct changing *c, const struct field *f, const struct value *v)
{
    if (!v)
        return STR("");
    struct value shown = view_written(c->view, c->page, f, v, c->arena);
    if (shown.kind == VALUE_BOOL)
        return word(c, shown.b ? "yes" : "no");
    return shown.kind == VALUE_NULL ? STR("") : value_to_text(&shown, c->arena);
}

/* ---- telling ---- */

static struct value text_or_null(struct str s)
{
    return s.n ? value_text(s) : value_null();
}

/* All members are there, so that none of what stands around it shows through. */
struct told {
    struct value from, to, added, removed, blocks;
    bool rewritten;
};

static void put(struct changing *c, struct str label, const struct told *t, struct str what)
{
    struct change *out = c->out;
    if (out->n == MOST_CHANGES)
        return;
    struct value m = {.kind = VALUE_MAP};
    value_map_add(&m, c->arena, STR("label"), value_text(label));
    value_map_add(&m, c->arena, STR("from"), t->from);
    value_map_add(&m, c->arena, STR("to"), t->to);
    value_map_add(&m, c->arena, STR("added"), t->added);
    value_map_add(&m, c->arena, STR("removed"), t->removed);
    value_map_add(&m, c->arena, STR("blocks"), t->blocks);
    value_map_add(&m, c->arena, STR("rewritten"), value_bool(t->rewritten));
    *ARENA_PUSH(c->arena, out->fields, out->n, out->cap, struct value) = m;
    change_tell(out, what, c->arena);
}

/* "Mål ændret" */
static struct str made(const struct changing *c, struct str label)
{
    return str_printf(c->arena, "%.*s %.*s", STR_F(label), STR_F(word(c, "change_made")));
}

static void put_scalar(struct changing *c, struct str label, struct str from, struct str to)
{
    bool named = to.n && utf8_length(to) <= SHORT_VALUE;
    struct str how = word(c, !to.n ? "change_removed" : named ? "change_to" : "change_made");
    if (!str_eq(from, to))
        put(c, label, &(struct told){.from = text_or_null(from), .to = text_or_null(to)},
            str_printf(c->arena, "%.*s %.*s%s%.*s", STR_F(label), STR_F(how), named ? " " : "",
                       STR_F(named ? to : STR(""))));
}

static void put_text(struct changing *c, struct str label, struct str from, struct str to)
{
    struct comparison x = compare_texts(from, to, c->arena);
    if (x.n || x.rewritten)
        put(c, label, &(struct told){.blocks = change_blocks(&x, c->arena), .rewritten = x.rewritten},
            made(c, label));
}

static void put_items(struct changing *c, struct str label, struct value added, struct value removed)
{
    if (added.list.n + removed.list.n)
        put(c, label, &(struct told){.added = added, .removed = removed}, made(c, label));
}

/* ---- fields by kind ---- */

static void compare_field(struct changing *c, struct str label, const struct field *f,
                          const struct value *from, const struct value *to);

/* The texts of a list's items, each once. */
static struct map texts_of(const struct changing *c, const struct field *item, const struct value *list)
{
    struct map texts = {.arena = c->arena};
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        struct str text = text_of(c, item, &list->list.items[i]);
        if (text.n && !map_has(&texts, text))
            map_put(&texts, text, c->arena);
    }
    return texts;
}

/* Those of one list that the other does not have. */
static struct value only_in(const struct changing *c, const struct map *in, const struct map *not_in)
{
    size_t n = 0;
    struct value *items = ARENA_ARRAY(c->arena, struct value, in->n);
    MAP_EACH (in, e)
        if (!map_has(not_in, e->key.s))
            items[n++] = value_text(e->key.s);
    return value_list(items, n < MOST_ITEMS ? n : MOST_ITEMS);
}

/* "Indsatser, nr. 2, frist": the label of what stands within something labelled. */
static struct str within(const struct changing *c, struct str outer, struct str inner)
{
    char *first = str_c(c->arena, inner);
    bool word_begins =
        inner.n > 1 && first[0] >= 'A' && first[0] <= 'Z' && !(first[1] >= 'A' && first[1] <= 'Z');
    if (word_begins)
        first[0] = (char)(first[0] + 32);
    return str_printf(c->arena, "%.*s, %s", STR_F(outer), first);
}

static void compare_groups(struct changing *c, struct str label, const struct field *f,
                           const struct value *from, const struct value *to)
{
    for (size_t i = 0; i < f->n_fields; i++)
        compare_field(c, within(c, label, f->fields[i].label), &f->fields[i],
                      value_get(from, f->fields[i].name), value_get(to, f->fields[i].name));
}

static struct value one_text(const struct changing *c, struct str text)
{
    struct value *item = ARENA_NEW(c->arena, struct value);
    *item = value_text(text);
    return value_list(item, text.n ? 1 : 0);
}

/* Items of a list of groups that are no longer where they were: in each gap the first that went became the first that came. */
static void compare_gap(struct changing *c, struct str label, const struct field *item,
                        const struct value *from, size_t i, size_t i_end, const struct value *to, size_t k,
                        size_t k_end)
{
    for (; i < i_end || k < k_end; i++, k++) {
        if (i < i_end && k < k_end)
            compare_groups(
                c, str_printf(c->arena, "%.*s, %.*s %zu", STR_F(label), STR_F(word(c, "change_item")), k + 1),
                item, &from->list.items[i], &to->list.items[k]);
        else if (i < i_end)
            put_items(c, label, value_list(NULL, 0), one_text(c, text_of(c, item, &from->list.items[i])));
        else
            put_items(c, label, one_text(c, text_of(c, item, &to->list.items[k])), value_list(NULL, 0));
    }
}

static uint64_t *hashes_of(const struct changing *c, const struct value *list)
{
    uint64_t *h = ARENA_ARRAY(c->arena, uint64_t, list->list.n);
    for (size_t i = 0; i < list->list.n; i++)
        h[i] = str_hash(written_form(c, &list->list.items[i]));
    return h;
}

static void compare_group_lists(struct changing *c, struct str label, const struct field *f,
                                const struct value *from, const struct value *to)
{
    static const struct value none = {.kind = VALUE_LIST};
    struct field item = *f;
    size_t at = 0, k = 0;
    item.kind = FIELD_GROUP;
    from = from && from->kind == VALUE_LIST ? from : &none;
    to = to && to->kind == VALUE_LIST ? to : &none;
    uint32_t *mate = ARENA_ARRAY(c->arena, uint32_t, from->list.n);
    align(hashes_of(c, from), from->list.n, hashes_of(c, to), to->list.n, c->arena, mate);
    for (size_t i = 0; i <= from->list.n; i++) {
        bool end = i == from->list.n;
        if (!end && mate[i] == ALIGN_NONE)
            continue;
        size_t k_end = end ? to->list.n : mate[i];
        compare_gap(c, label, &item, from, at, i, to, k, k_end);
        at = i + 1;
        k = k_end + 1;
    }
}

static void compare_lists(struct changing *c, struct str label, const struct field *f,
                          const struct value *from, const struct value *to)
{
    struct field item = *f;
    item.kind = f->kind == FIELD_PAGES ? FIELD_PAGE : FIELD_TEXT;
    const struct field *of = f->of ? f->of : &item;
    struct map was = texts_of(c, of, from), is = texts_of(c, of, to);
    put_items(c, label, only_in(c, &is, &was), only_in(c, &was, &is));
}

/* Markdown as readers see it, without its marks. */
static struct str plain_text(const struct changing *c, const struct field *f, const struct value *v)
{
    if (!v || v->kind != VALUE_TEXT)
        return STR("");
    return f->kind == FIELD_MARKDOWN ? doc_parse(v->s, c->arena)->text : v->s;
}

static bool is_long(const struct field *f, const struct value *v)
{
    return f->kind == FIELD_MARKDOWN ||
           (f->kind == FIELD_TEXT && v && v->kind == VALUE_TEXT &&
            (utf8_length(v->s) > SHORT_TEXT || str_find(v->s, '\n') != STR_NONE));
}

static void compare_field(struct changing *c, struct str label, const struct field *f,
                          const struct value *from, const struct value *to)
{
    from = not_empty(from);
    to = not_empty(to);
    if ((!from && !to) || (from && to && str_eq(written_form(c, from), written_form(c, to))))
        return;
    if (f->kind == FIELD_GROUP)
        compare_groups(c, label, f, from, to);
    else if (f->kind == FIELD_LIST && f->n_fields)
        compare_group_lists(c, label, f, from, to);
    else if (f->kind == FIELD_LIST || f->kind == FIELD_PAGES)
        compare_lists(c, label, f, from, to);
    else if (is_long(f, from) || is_long(f, to))
        put_text(c, label, plain_text(c, f, from), plain_text(c, f, to));
    else
        put_scalar(c, label, text_of(c, f, from), text_of(c, f, to));
}

/* ---- which fields ---- */

/* What every page has besides its title and its text, of what readers see. */
static const struct {
    struct str name;
    enum field_kind kind;
    const char *label; /* a string of the language */
} engine_fields[] = {
    {STR_INIT("summary"), FIELD_TEXT, "field_summary"},
    {STR_INIT("owner"), FIELD_PAGE, "owner"},
    {STR_INIT("reviewed"), FIELD_DATE, "reviewed"},
    {STR_INIT("date"), FIELD_DATE, "field_date"},
    {STR_INIT("expires"), FIELD_DATE, "field_expires"},
    {STR_INIT("replaced_by"), FIELD_PAGE, "replaced_by"},
    {STR_INIT("tags"), FIELD_LIST, "tags"},
};

static struct str head_of(struct str path)
{
    size_t dot = str_find(path, '.');
    return dot == STR_NONE ? path : str_sub(path, 0, dot);
}

/* What a gate goes by is about what may not be seen: consent, names, days. */
static bool is_guarded(const struct type *t, struct str name)
{
    for (size_t i = 0; i < t->n_gates; i++) {
        if (str_eq(head_of(t->gates[i].field), name))
            return true;
        for (size_t k = 0; k < t->gates[i].n_when; k++)
            if (str_eq(head_of(t->gates[i].when[k].field), name))
                return true;
    }
    return false;
}

struct str change_title(const struct past_version *v)
{
    struct str title = str_trim(value_str(value_get(&v->doc->front, STR("title"))));
    return title.n ? title : v->doc->title_heading;
}

void change_fields(struct change *out, const struct view *v, const struct page *p,
                   const struct past_version *older, const struct past_version *newer, struct arena *a)
{
    struct changing c = {out, v, p, a};
    const struct value *from = &older->doc->front, *to = &newer->doc->front;
    struct str was = change_title(older), is = change_title(newer);
    if (was.n && is.n)
        put_scalar(&c, word(&c, "field_title"), was, is);
    for (size_t i = 0; i < sizeof engine_fields / sizeof *engine_fields; i++) {
        struct field f = {.kind = engine_fields[i].kind, .name = engine_fields[i].name};
        compare_field(&c, word(&c, engine_fields[i].label), &f, value_get(from, f.name),
                      value_get(to, f.name));
    }
    for (size_t i = 0; p->type && i < p->type->n_fields; i++) {
        const struct field *f = &p->type->fields[i];
        if (!f->via.n && !is_guarded(p->type, f->name))
            compare_field(&c, f->label, f, value_get(from, f->name), value_get(to, f->name));
    }
}
