#include <regex.h>

#include "base/number.h"
#include "base/path.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/builder.h"
#include "model/period.h"
#include "model/reach.h"
#include "model/rules.h"

/* Keys that the engine itself understands, on every page, and the kind of their values. */
static const struct {
    struct str name;
    enum field_kind kind;
    bool guard; /* a near miss of it could publish what must not be seen */
} engine_keys[] = {
    {STR_INIT("title"), FIELD_TEXT, false},       {STR_INIT("type"), FIELD_TEXT, false},
    {STR_INIT("summary"), FIELD_TEXT, false},     {STR_INIT("date"), FIELD_DATE, false},
    {STR_INIT("draft"), FIELD_BOOLEAN, true},     {STR_INIT("publish"), FIELD_DATE, true},
    {STR_INIT("expires"), FIELD_DATE, true},      {STR_INIT("owner"), FIELD_PAGE, false},
    {STR_INIT("reviewed"), FIELD_DATE, false},    {STR_INIT("review_every"), FIELD_INTEGER, false},
    {STR_INIT("replaced_by"), FIELD_PAGE, false}, {STR_INIT("aliases"), FIELD_LIST, false},
    {STR_INIT("slug"), FIELD_TEXT, false},        {STR_INIT("tags"), FIELD_PAGES, false},
    {STR_INIT("order"), FIELD_INTEGER, false},    {STR_INIT("sort_as"), FIELD_TEXT, false},
    {STR_INIT("keywords"), FIELD_LIST, false},    {STR_INIT("attachments"), FIELD_LIST, false},
    {STR_INIT("queries"), FIELD_GROUP, false},    {STR_INIT("layout"), FIELD_TEXT, false},
    {STR_INIT("toc"), FIELD_BOOLEAN, false},
};
enum { N_ENGINE = sizeof engine_keys / sizeof *engine_keys };

/* Keys of other generators that are near ours and mean something else. */
static const struct str foreign_keys[] = {
    STR_INIT("published"),  STR_INIT("publishdate"), STR_INIT("publishDate"), STR_INIT("publish_date"),
    STR_INIT("expiryDate"), STR_INIT("expirydate"),  STR_INIT("expiry_date"), STR_INIT("tag"),
    STR_INIT("layouts"),    STR_INIT("types"),       STR_INIT("alias"),       STR_INIT("titles"),
    STR_INIT("linktitle"),  STR_INIT("linkTitle"),   STR_INIT("subtitle"),    STR_INIT("description"),
    STR_INIT("dates"),      STR_INIT("keyword"),     STR_INIT("author"),      STR_INIT("menu"),
    STR_INIT("weight"),     STR_INIT("url"),         STR_INIT("lang"),        STR_INIT("name"),
    STR_INIT("file"),       STR_INIT("path"),        STR_INIT("data"),        STR_INIT("text"),
    STR_INIT("doc"),        STR_INIT("order_by"),    STR_INIT("code"),        STR_INIT("hide"),
};

struct check {
    struct builder *b;
    struct page *p;
    struct str where; /* "" or "stationer[2]." for messages */
};

static const char *const kind_words[] = {
    [FIELD_TEXT] = TR_MARK("text"),
    [FIELD_MARKDOWN] = TR_MARK("text in Markdown"),
    [FIELD_INTEGER] = TR_MARK("a whole number"),
    [FIELD_NUMBER] = TR_MARK("a number such as 1250 or 12,5"),
    [FIELD_BOOLEAN] = TR_MARK("yes or no"),
    [FIELD_DATE] = TR_MARK("a date such as 2026-03-01"),
    [FIELD_TIME] = TR_MARK("a time such as 8:15"),
    [FIELD_PERIOD] =
        TR_MARK("a period such as 2024, 2024-05, 2021-2025 or maj-juni 2024, its beginning first"),
    [FIELD_CHOICE] = TR_MARK("one of the choices"),
    [FIELD_URL] = TR_MARK("an address that begins with https://"),
    [FIELD_FILE] = TR_MARK("the name of a file beside the page"),
    [FIELD_PAGE] = TR_MARK("the name of a page"),
    [FIELD_PAGES] = TR_MARK("the name of a page, or a list of such"),
    [FIELD_LIST] = TR_MARK("a list"),
    [FIELD_GROUP] = TR_MARK("a group of keys"),
};

static const char *found_words(const struct value *v)
{
    switch (v->kind) {
    case VALUE_LIST:
        return tr("a list");
    case VALUE_MAP:
        return tr("a group of keys");
    case VALUE_NULL:
        return tr("nothing");
    default:
        return tr("text");
    }
}

static void type_error(const struct check *c, const struct field *f, const struct value *v)
{
    struct str text = utf8_cut(value_str(v), 60);
    if (v->kind == VALUE_TEXT)
        diag_at(c->b->ds, f->kind == FIELD_DATE ? CODE_BAD_DATE : CODE_TYPE_ERROR, c->p->source, v->line,
                v->col, "%.*s%.*s wants %s, found \"%.*s\"", STR_F(c->where), STR_F(f->name),
                tr(kind_words[f->kind]), STR_F(text));
    else
        diag_at(c->b->ds, CODE_TYPE_ERROR, c->p->source, v->line, v->col, "%.*s%.*s wants %s, found %s",
                STR_F(c->where), STR_F(f->name), tr(kind_words[f->kind]), found_words(v));
}

static void check_bounds(const struct check *c, const struct field *f, const struct value *v, int64_t size,
                         const char *what)
{
    if (f->has_max && size > f->max)
        diag_at(c->b->ds, CODE_LIMIT, c->p->source, v->line, v->col, "%.*s%.*s has %lld %s; %lld is the most",
                STR_F(c->where), STR_F(f->name), (long long)size, what, (long long)f->max);
    if (f->has_min && size < f->min)
        diag_at(c->b->ds, CODE_LIMIT, c->p->source, v->line, v->col,
                "%.*s%.*s has %lld %s; %lld is the least", STR_F(c->where), STR_F(f->name), (long long)size,
                what, (long long)f->min);
}

static void check_pattern(const struct check *c, const struct field *f, const struct value *v)
{
    regex_t re;
    struct arena a = {0};
    if (f->pattern.n && regcomp(&re, str_c(&a, f->pattern), REG_EXTENDED | REG_NOSUB) == 0) {
        if (regexec(&re, str_c(&a, v->s), 0, NULL, 0) != 0) {
            if (f->message.n)
                diag_at(c->b->ds, CODE_RULE, c->p->source, v->line, v->col, "%.*s", STR_F(f->message));
            else
                diag_at(c->b->ds, CODE_RULE, c->p->source, v->line, v->col,
                        "%.*s%.*s does not look like %.*s", STR_F(c->where), STR_F(f->name),
                        STR_F(f->pattern));
        }
        regfree(&re);
    }
    arena_clear(&a);
}

static void unknown_choice(const struct check *c, const struct field *f, const struct value *v,
                           const struct str *ids, size_t n)
{
    struct str near = diag_nearest(v->s, ids, n), all = STR("");
    if (!n && f->from.n)
        diag_at(c->b->ds, CODE_BAD_CHOICE, c->p->source, v->line, v->col,
                "unknown %.*s%.*s \"%.*s\": there is nothing to choose from in %.*s", STR_F(c->where),
                STR_F(f->name), STR_F(v->s), STR_F(f->from));
    else if (!n)
        diag_at(c->b->ds, CODE_BAD_CHOICE, c->p->source, v->line, v->col,
                "unknown %.*s%.*s \"%.*s\": there is nothing to choose from", STR_F(c->where), STR_F(f->name),
                STR_F(v->s));
    if (!n)
        return;
    for (size_t i = 0; i < n && i < 12; i++)
        all = str_printf(c->b->a, "%.*s%s%.*s", STR_F(all), i ? ", " : "", STR_F(ids[i]));
    if (near.n)
        diag_at(c->b->ds, CODE_BAD_CHOICE, c->p->source, v->line, v->col,
                "unknown %.*s%.*s \"%.*s\"; did you mean \"%.*s\"?", STR_F(c->where), STR_F(f->name),
                STR_F(v->s), STR_F(near));
    else
        diag_at(c->b->ds, CODE_BAD_CHOICE, c->p->source, v->line, v->col,
                "unknown %.*s%.*s \"%.*s\"; it is one of: %.*s", STR_F(c->where), STR_F(f->name), STR_F(v->s),
                STR_F(all));
}

static void check_choice(const struct check *c, const struct field *f, const struct value *v)
{
    struct str *ids;
    size_t n = f->n_choices;
    if (f->from.n) {
        n = reach_choices(c->b->site, c->p, f, c->b->a, &ids);
    } else {
        ids = ARENA_ARRAY(c->b->a, struct str, n);
        for (size_t i = 0; i < n; i++)
            ids[i] = f->choices[i].id;
    }
    for (size_t i = 0; i < n; i++)
        if (str_eq(ids[i], v->s))
            return;
    unknown_choice(c, f, v, ids, n);
}

/* The nearest name among the pages of the wanted types. */
static struct str nearest_page(const struct builder *b, const struct field *f, struct str written)
{
    struct str *names = ARENA_ARRAY(b->a, struct str, b->n);
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        const struct page *p = b->pages[i];
        bool wanted = f->n_to == 0;
        for (size_t k = 0; k < f->n_to; k++)
            wanted |= p->type && str_eq(p->type->name, f->to[k]);
        if (wanted && p->origin == PAGE_FILE && p->visible)
            names[n++] = p->is_index ? path_base(p->dir) : p->stem;
    }
    return diag_nearest(written, names, n);
}

static void check_reference(const struct check *c, const struct field *f, const struct value *v)
{
    if (v->kind != VALUE_TEXT || !v->s.n) {
        type_error(c, f, v);
        return;
    }
    if (site_reference(c->b->site, f->to, f->n_to, v->s))
        return;
    struct str near = nearest_page(c->b, f, v->s), what = f->n_to == 1 ? f->to[0] : str_of(tr("page"));
    const struct page *other = f->n_to ? site_reference(c->b->site, NULL, 0, v->s) : NULL;
    if (other && other->type)
        diag_at(c->b->ds, CODE_UNKNOWN_REFERENCE, c->p->source, v->line, v->col,
                "unknown %.*s \"%.*s\": %.*s is of the type %.*s", STR_F(what), STR_F(v->s),
                STR_F(other->source), STR_F(other->type->name));
    else if (near.n)
        diag_at(c->b->ds, CODE_UNKNOWN_REFERENCE, c->p->source, v->line, v->col,
                "unknown %.*s \"%.*s\"; did you mean \"%.*s\"?", STR_F(what), STR_F(v->s), STR_F(near));
    else
        diag_at(c->b->ds, CODE_UNKNOWN_REFERENCE, c->p->source, v->line, v->col,
                "unknown %.*s \"%.*s\": there is no such page", STR_F(what), STR_F(v->s));
}

/* Whether the text of a scalar is of its field's kind. */
static bool scalar_fits(enum field_kind kind, const struct value *v)
{
    struct str s = str_trim(v->s);
    struct date d;
    struct period period;
    int64_t i;
    int second, offset, minutes;
    bool b, zone;
    switch (kind) {
    case FIELD_INTEGER:
        return str_int(s, &i);
    case FIELD_NUMBER:
        return number_parse(s, &i);
    case FIELD_BOOLEAN:
        return value_as_bool(v, &b);
    case FIELD_DATE:
        return date_parse_moment(s, &d, &second, &offset, &zone);
    case FIELD_TIME:
        return date_parse_time(s, &minutes);
    case FIELD_PERIOD:
        return period_parse(s, &period);
    case FIELD_URL:
        return (str_starts(s, STR("https://")) || str_starts(s, STR("http://"))) && s.n > 8 &&
               str_find(s, ' ') == STR_NONE;
    default:
        return true;
    }
}

/* The bounds of a number lie in the schema as whole ones. */
static void check_range(const struct check *c, const struct field *f, const struct value *v)
{
    int64_t n;
    struct str s = str_trim(v->s);
    bool number = f->kind == FIELD_NUMBER ? number_parse(s, &n) : f->kind == FIELD_INTEGER && str_int(s, &n);
    int64_t one = f->kind == FIELD_NUMBER ? NUMBER_ONE : 1;
    if (!number)
        return;
    if (f->has_max && n / one + (n % one > 0) > f->max)
        diag_at(c->b->ds, CODE_LIMIT, c->p->source, v->line, v->col, "%.*s%.*s is %.*s; %lld is the most",
                STR_F(c->where), STR_F(f->name), STR_F(s), (long long)f->max);
    if (f->has_min && n / one - (n % one < 0) < f->min)
        diag_at(c->b->ds, CODE_LIMIT, c->p->source, v->line, v->col, "%.*s%.*s is %.*s; %lld is the least",
                STR_F(c->where), STR_F(f->name), STR_F(s), (long long)f->min);
}

static void check_group(struct check c, const struct field *f, const struct value *map);

static void check_scalar(const struct check *c, const struct field *f, const struct value *v)
{
    if (v->kind != VALUE_TEXT || !scalar_fits(f->kind, v)) {
        type_error(c, f, v);
        return;
    }
    if (f->kind == FIELD_TEXT || f->kind == FIELD_MARKDOWN)
        check_bounds(c, f, v, (int64_t)utf8_length(v->s), tr("characters"));
    check_range(c, f, v);
    if (f->kind == FIELD_CHOICE)
        check_choice(c, f, v);
    check_pattern(c, f, v);
}

/* An item of a list of scalars goes by the list's name and its number. */
static void check_item(struct check c, const struct field *list, size_t i, const struct value *v)
{
    struct field f = *list->of;
    f.name = str_printf(c.b->a, "%.*s[%zu]", STR_F(list->name), i + 1);
    check_scalar(&c, &f, v);
}

static void check_list(const struct check *c, const struct field *f, const struct value *v)
{
    if (v->kind != VALUE_LIST) {
        type_error(c, f, v);
        return;
    }
    check_bounds(c, f, v, (int64_t)v->list.n, tr("items"));
    for (size_t i = 0; i < v->list.n; i++) {
        const struct value *item = &v->list.items[i];
        struct check in = *c;
        in.where = str_printf(c->b->a, "%.*s%.*s[%zu].", STR_F(c->where), STR_F(f->name), i + 1);
        if (f->n_fields)
            check_group(in, f, item);
        else if (f->of && (f->of->kind == FIELD_PAGE || f->of->kind == FIELD_PAGES))
            check_reference(c, f->of, item);
        else if (f->of)
            check_item(*c, f, i, item);
        else if (item->kind != VALUE_TEXT)
            type_error(&in, f, item);
    }
}

static void check_value(struct check c, const struct field *f, const struct value *v)
{
    if (f->via.n) {
        diag_at(c.b->ds, CODE_RULE, c.p->source, v->line, v->col,
                "%.*s%.*s follows from %.*s and is not written", STR_F(c.where), STR_F(f->name),
                STR_F(f->via));
    } else if (f->kind == FIELD_GROUP) {
        check_group(c, f, v);
    } else if (f->kind == FIELD_LIST) {
        check_list(&c, f, v);
    } else if (f->kind == FIELD_PAGE || (f->kind == FIELD_PAGES && v->kind != VALUE_LIST)) {
        check_reference(&c, f, v);
    } else if (f->kind == FIELD_PAGES) {
        check_bounds(&c, f, v, (int64_t)v->list.n, tr("items"));
        for (size_t i = 0; i < v->list.n; i++)
            check_reference(&c, f, &v->list.items[i]);
    } else {
        check_scalar(&c, f, v);
    }
}

static void check_fields(struct check c, const struct field *fields, size_t n, const struct value *map,
                         uint32_t line, uint32_t col)
{
    struct rule_place at = {c.b, c.p, c.where, fields, n, map, line, col};
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        const struct value *v = value_get(map, f->name);
        bool empty = !v || v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && !str_trim(v->s).n) ||
                     (v->kind == VALUE_LIST && !v->list.n);
        if (!empty)
            check_value(c, f, v);
        else if (f->required)
            diag_at(c.b->ds, CODE_MISSING_KEY, c.p->source, v ? v->line : line, v ? v->col : col,
                    "%.*s%.*s is missing: %s is required here", STR_F(c.where), STR_F(f->name),
                    tr(kind_words[f->kind]));
        rules_judge(&at, f, empty ? NULL : v);
    }
}

/* A key that is nearly one that guards publication is an error of its own, which the levels of other keys do not touch. */
static bool near_guard(struct str key)
{
    for (size_t i = 0; i < N_ENGINE; i++)
        if (engine_keys[i].guard && diag_nearest(key, &engine_keys[i].name, 1).n)
            return true;
    return false;
}

static void unknown_key(const struct check *c, enum diag_code code, const struct value_pair *k,
                        const struct str *known, size_t n)
{
    struct str near = diag_nearest(k->key.s, known, n);
    if (near.n)
        diag_at(c->b->ds, code, c->p->source, k->line, k->col,
                "unknown key \"%.*s%.*s\"; did you mean \"%.*s\"?", STR_F(c->where), STR_F(k->key.s),
                STR_F(near));
    else
        diag_at(c->b->ds, code, c->p->source, k->line, k->col, "unknown key \"%.*s%.*s\"", STR_F(c->where),
                STR_F(k->key.s));
}

static void check_group(struct check c, const struct field *f, const struct value *v)
{
    if (v->kind != VALUE_MAP) {
        struct field group = *f;
        group.kind = FIELD_GROUP;
        type_error(&c, &group, v);
        return;
    }
    if (f->kind == FIELD_GROUP)
        c.where = str_printf(c.b->a, "%.*s%.*s.", STR_F(c.where), STR_F(f->name));
    struct str *known = ARENA_ARRAY(c.b->a, struct str, f->n_fields);
    for (size_t i = 0; i < f->n_fields; i++)
        known[i] = f->fields[i].name;
    for (size_t i = 0; i < v->map.n; i++) {
        bool is_known = false;
        for (size_t k = 0; k < f->n_fields; k++)
            is_known |= str_eq(known[k], v->map.pairs[i].key.s);
        if (!is_known)
            unknown_key(&c, CODE_UNKNOWN_KEY, &v->map.pairs[i], known, f->n_fields);
    }
    check_fields(c, f->fields, f->n_fields, v, v->line, v->col);
}

/* Its number in engine_keys; N_ENGINE when none is near. */
static size_t nearest_engine_key(struct str key)
{
    struct str names[N_ENGINE];
    size_t i = 0;
    for (size_t k = 0; k < N_ENGINE; k++)
        names[k] = engine_keys[k].name;
    struct str near = diag_nearest(key, names, N_ENGINE);
    while (i < N_ENGINE && !(near.n && str_eq(names[i], near)))
        i++;
    return i;
}

/* On a site without types a key may be another generator's; only what is nearly ours is told. */
static void foreign_key(const struct check *c, const struct value_pair *k)
{
    for (size_t i = 0; i < sizeof foreign_keys / sizeof *foreign_keys; i++)
        if (str_eq(foreign_keys[i], k->key.s))
            return;
    uintptr_t judged = (uintptr_t)map_get(&c->b->judged, k->key.s); /* many pages have the same keys */
    if (!judged) {
        judged = 1 + nearest_engine_key(k->key.s);
        map_put(&c->b->judged, k->key.s, (void *)judged);
    }
    size_t near = judged - 1;
    if (near < N_ENGINE)
        diag_at(c->b->ds, near_guard(k->key.s) ? CODE_GUARD_KEY : CODE_NEAR_KEY, c->p->source, k->line,
                k->col, "unknown key \"%.*s\"; did you mean \"%.*s\"?", STR_F(k->key.s),
                STR_F(engine_keys[near].name));
}

/* A relation is written at one end, so that its two ends cannot disagree. */
static bool is_inverse(const struct check *c, const struct value_pair *k)
{
    const struct type *from;
    const struct field *f = c->p->type ? types_inverse(c->b->in->types, c->p->type, k->key.s, &from) : NULL;
    if (f)
        diag_at(c->b->ds, CODE_UNKNOWN_KEY, c->p->source, k->line, k->col,
                "\"%.*s\" is not written here: it follows from \"%.*s\" of each %.*s; write it there",
                STR_F(k->key.s), STR_F(f->name), STR_F(from->name));
    return f != NULL;
}

static void check_key(const struct check *c, const struct value_pair *k)
{
    const struct type *t = c->p->type;
    for (size_t i = 0; i < N_ENGINE; i++)
        if (str_eq(engine_keys[i].name, k->key.s))
            return;
    if (t && type_field(t, k->key.s))
        return;
    if (!c->b->in->types->n) {
        foreign_key(c, k);
        return;
    }
    if (is_inverse(c, k))
        return;
    size_t n_own = t ? t->n_fields : 0, n = 0;
    struct str *known = ARENA_ARRAY(c->b->a, struct str, N_ENGINE + n_own);
    for (size_t i = 0; i < n_own; i++)
        known[n++] = t->fields[i].name;
    for (size_t i = 0; i < N_ENGINE; i++)
        known[n++] = engine_keys[i].name;
    unknown_key(c, near_guard(k->key.s) ? CODE_GUARD_KEY : CODE_UNKNOWN_KEY, k, known, n);
}

/* The engine's own keys, by the kind of their values; references only mean something where types are declared. */
static void check_engine_key(const struct check *c, const struct value *v, size_t i)
{
    struct field f = {.kind = engine_keys[i].kind, .name = engine_keys[i].name};
    bool typed = c->b->in->types->n != 0;
    if (v->kind == VALUE_NULL || engine_keys[i].guard || str_eq(f.name, STR("title")) ||
        str_eq(f.name, STR("slug")))
        return; /* guards are checked by gates_read, titles and slugs with the address */
    if (f.kind == FIELD_PAGE && (typed || str_eq(f.name, STR("replaced_by"))))
        check_reference(c, &f, v);
    else if (str_eq(f.name, STR("tags")) && v->kind == VALUE_LIST)
        bounds_tags(c->b, c->p, v);
    else if (f.kind <= FIELD_URL && (typed || f.kind == FIELD_DATE || f.kind == FIELD_BOOLEAN))
        check_scalar(c, &f, v);
}

/* What the site wants of every page, whatever its type. */
static void check_required(const struct check *c)
{
    const struct settings *s = c->b->in->settings;
    for (size_t i = 0; i < s->n_required; i++) {
        const struct value *v = value_get(c->p->front, s->required[i]);
        if (!v || v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && !str_trim(v->s).n))
            diag_at(c->b->ds, CODE_MISSING_KEY, c->p->source, v ? v->line : 1, v ? v->col : 1,
                    "%.*s is missing: this site wants it on every page", STR_F(s->required[i]));
    }
}

void fields_check(struct builder *b, struct page *p)
{
    struct check c = {b, p, STR("")};
    if (p->origin != PAGE_FILE || p->front->kind != VALUE_MAP)
        return;
    for (size_t i = 0; i < p->front->map.n; i++)
        check_key(&c, &p->front->map.pairs[i]);
    for (size_t i = 0; i < N_ENGINE; i++) {
        const struct value *v = value_get(p->front, engine_keys[i].name);
        if (v)
            check_engine_key(&c, v, i);
    }
    check_required(&c);
    if (p->type)
        check_fields(c, p->type->fields, p->type->n_fields, p->front, 1, 1);
}
