#include "import/front_keys.h"

#include "base/arena.h"
#include "base/escape.h"
#include "base/path.h"

static const struct {
    struct str theirs, ours; /* ours "": it means nothing here, and nothing is lost */
} names[] = {
    {STR_INIT("description"), STR_INIT("summary")},
    {STR_INIT("excerpt"), STR_INIT("summary")},
    {STR_INIT("publishdate"), STR_INIT("publish")},
    {STR_INIT("expirydate"), STR_INIT("expires")},
    {STR_INIT("categories"), STR_INIT("tags")},
    {STR_INIT("category"), STR_INIT("tags")},
    {STR_INIT("tag"), STR_INIT("tags")},
    {STR_INIT("weight"), STR_INIT("order")},
    {STR_INIT("nav_order"), STR_INIT("order")},
    {STR_INIT("redirect_from"), STR_INIT("aliases")},
    {STR_INIT("permalink"), STR_INIT("aliases")},
    {STR_INIT("url"), STR_INIT("aliases")},
    {STR_INIT("layout"), STR_INIT("")},
    {STR_INIT("type"), STR_INIT("")},
    {STR_INIT("lastmod"), STR_INIT("")},
    {STR_INIT("last_modified_at"), STR_INIT("")},
    {STR_INIT("cssclasses"), STR_INIT("")},
    {STR_INIT("linktitle"), STR_INIT("")},
};

static const struct str lists[] = {STR_INIT("tags"), STR_INIT("aliases"), STR_INIT("keywords")};
static const struct str days[] = {STR_INIT("date"), STR_INIT("publish"), STR_INIT("expires"),
                                  STR_INIT("reviewed")};
static const struct str plain[] = {STR_INIT("title"), STR_INIT("summary"), STR_INIT("draft"),
                                   STR_INIT("order"), STR_INIT("slug"),    STR_INIT("toc"),
                                   STR_INIT("owner")};

#define IS_ONE_OF(table, s) is_one_of((table), sizeof(table) / sizeof *(table), (s))
static bool is_one_of(const struct str *table, size_t n, struct str s)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(table[i], s))
            return true;
    return false;
}

/* What a key is called here, and whether the mapping says so. */
static struct str ours(const struct front_keys *f, struct str key, bool *known)
{
    const struct value_pair *said = value_pair(f->mapping->fields, key);
    *known = true;
    if (said)
        return value_str(&said->value);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(names[i].theirs, key) && !(f->type && type_field(f->type, key)))
            return names[i].ours;
    *known = IS_ONE_OF(lists, key) || IS_ONE_OF(days, key) || IS_ONE_OF(plain, key) ||
             (f->type && type_field(f->type, key));
    return key;
}

/* ---- values ---- */

static void add_item(struct value *list, struct value v, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, list->list.n + 1);
    for (size_t i = 0; i < list->list.n; i++) {
        items[i] = list->list.items[i];
        if (str_eq(items[i].s, v.s))
            return;
    }
    items[list->list.n] = v;
    list->list.items = items;
    list->list.n++;
}

/* Jekyll writes several words in one text. */
static void add_items(struct value *list, const struct value *v, struct arena *a)
{
    if (v->kind == VALUE_LIST)
        for (size_t i = 0; i < v->list.n; i++)
            if (v->list.items[i].kind == VALUE_TEXT)
                add_item(list, v->list.items[i], a);
    if (v->kind == VALUE_TEXT && str_trim(v->s).n)
        add_item(list, *v, a);
}

static bool is_day(struct str s)
{
    static const char form[] = "dddd-dd-dd";
    if (s.n < 10)
        return false;
    for (size_t i = 0; i < 10; i++)
        if (form[i] == 'd' ? s.p[i] < '0' || s.p[i] > '9' : s.p[i] != form[i])
            return false;
    return true;
}

static void put_text(const struct value *v, struct buf *out)
{
    bool number =
        v->plain && v->s.n &&
        ((v->s.p[0] >= '0' && v->s.p[0] <= '9') || str_eq(v->s, STR("true")) || str_eq(v->s, STR("false")));
    if (number && str_find(v->s, ':') == STR_NONE && str_find(v->s, '#') == STR_NONE)
        buf_put(out, v->s);
    else
        escape_yaml(out, v->s);
}

/* Within brackets, quotes are never wrong. */
static void put_list(const struct value *v, struct buf *out)
{
    buf_char(out, '[');
    for (size_t i = 0; i < v->list.n; i++) {
        buf_put(out, i ? STR(", \"") : STR("\""));
        struct str s = v->list.items[i].s;
        for (size_t k = 0; k < s.n; k++) {
            if (s.p[k] == '"' || s.p[k] == '\\')
                buf_char(out, '\\');
            buf_char(out, s.p[k] == '\n' ? ' ' : s.p[k]);
        }
        buf_char(out, '"');
    }
    buf_put(out, STR("]"));
}

static bool is_flat(const struct value *v)
{
    bool flat = v->kind == VALUE_TEXT || v->kind == VALUE_LIST;
    for (size_t i = 0; v->kind == VALUE_LIST && i < v->list.n; i++)
        flat = flat && v->list.items[i].kind == VALUE_TEXT;
    return flat;
}

static void not_placed(const struct front_keys *f, const struct value_pair *p)
{
    diag_at(f->notes, CODE_NOT_PLACED, f->path, p->line ? p->line : p->value.line, 1,
            "there is no place for the key \"%.*s\"", STR_F(p->key.s));
}

/* An address that a page had: one of its aliases, when it is whole, and is not what it has here. */
static bool is_address(struct str key)
{
    return str_eq_nocase(key, STR("permalink")) || str_eq_nocase(key, STR("url"));
}

static bool is_own_address(const struct front_keys *f, struct str s)
{
    struct str own = str_sub(f->to, 0, f->to.n - path_ext(f->to).n);
    own = str_eq(path_base(own), STR("index")) ? path_dir(own) : own;
    while (s.n && s.p[0] == '/')
        s = str_from(s, 1);
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    return str_eq(s, own);
}

static void add_value(const struct front_keys *f, struct value *all, struct str name, struct value v)
{
    const struct value *there = value_get(all, name);
    struct value list = {.kind = VALUE_LIST};
    if (there) {
        add_items((struct value *)(uintptr_t)there, &v, f->arena);
    } else if (IS_ONE_OF(lists, name)) {
        add_items(&list, &v, f->arena);
        value_map_add(all, f->arena, name, list);
    } else {
        value_map_add(all, f->arena, name, v);
    }
}

static void take(const struct front_keys *f, const struct value_pair *p, struct value *all)
{
    bool known;
    struct str name = ours(f, p->key.s, &known);
    struct value v = p->value;
    const struct value *there = value_get(all, name);
    bool many = IS_ONE_OF(lists, name);
    if (v.kind == VALUE_NULL || !name.n)
        return;
    if (many && is_address(p->key.s) && v.kind == VALUE_TEXT) {
        if (is_own_address(f, v.s))
            return;
        known = str_starts(v.s, STR("/")) && str_find(v.s, ':') == STR_NONE;
    }
    if (str_eq_nocase(p->key.s, STR("published")) && v.kind == VALUE_TEXT && !value_get(all, STR("draft"))) {
        struct value draft = value_text(str_eq_nocase(v.s, STR("false")) ? STR("true") : STR("false"));
        draft.plain = true;
        value_map_add(all, f->arena, STR("draft"), draft);
        return;
    }
    if (IS_ONE_OF(days, name) && v.kind == VALUE_TEXT && is_day(v.s))
        v = (struct value){.kind = VALUE_TEXT, .plain = true, .s = str_sub(v.s, 0, 10)};
    else if (IS_ONE_OF(days, name))
        known = false;
    if (!known || !is_flat(&v) || (there && !many)) {
        not_placed(f, p);
        return;
    }
    add_value(f, all, name, v);
}

static void put_key(struct str name, const struct value *v, struct buf *out)
{
    if (v->kind != VALUE_TEXT && v->kind != VALUE_LIST)
        return;
    buf_printf(out, "%.*s: ", STR_F(name));
    if (v->kind == VALUE_LIST)
        put_list(v, out);
    else
        put_text(v, out);
    buf_char(out, '\n');
}

void front_keys_write(const struct front_keys *f, struct buf *out)
{
    struct value all = {.kind = VALUE_MAP};
    for (size_t i = 0; i < f->map->map.n; i++)
        take(f, &f->map->map.pairs[i], &all);
    for (size_t i = 0; i < f->found->map.n; i++) {
        const struct value_pair *p = &f->found->map.pairs[i];
        if (!value_get(&all, p->key.s) || IS_ONE_OF(lists, p->key.s))
            add_value(f, &all, p->key.s, p->value);
    }
    for (size_t i = 0; f->folder && f->folder->set && i < f->folder->set->map.n; i++) {
        const struct value_pair *p = &f->folder->set->map.pairs[i];
        if (!value_get(&all, p->key.s))
            value_map_add(&all, f->arena, p->key.s, p->value);
    }
    if (!all.map.n && !f->says_type)
        return;
    buf_put(out, STR("---\n"));
    if (f->says_type)
        buf_printf(out, "type: %.*s\n", STR_F(f->type->name));
    for (size_t i = 0; i < all.map.n; i++)
        put_key(all.map.pairs[i].key.s, &all.map.pairs[i].value, out);
    buf_put(out, STR("---\n\n"));
}
