#include "render/cms_fields.h"

#include "base/arena.h"
#include "base/tr.h"

/* Texts that may be longer have several lines to write in. */
enum { ONE_LINE = 160 };

static const struct {
    const char *widget;
    const char *pattern; /* what the widget itself does not see to */
    const char *fault;
} widgets[] = {
    [FIELD_TEXT] = {"string", NULL, NULL},
    [FIELD_MARKDOWN] = {"markdown", NULL, NULL},
    [FIELD_INTEGER] = {"number", NULL, NULL},
    [FIELD_NUMBER] = {"number", NULL, NULL},
    [FIELD_BOOLEAN] = {"boolean", NULL, NULL},
    [FIELD_DATE] = {"datetime", NULL, NULL},
    [FIELD_TIME] = {"string", "^([01]?[0-9]|2[0-3])[.:][0-5][0-9]$", TR_MARK("Write a time such as 8.15")},
    [FIELD_PERIOD] = {"string", NULL, NULL},
    [FIELD_CHOICE] = {"string", NULL, NULL},
    [FIELD_URL] = {"string", "^https?://", TR_MARK("Write the whole address, with https://")},
    [FIELD_FILE] = {"file", NULL, NULL},
    [FIELD_PAGE] = {"string", NULL, NULL},
    [FIELD_PAGES] = {"list", NULL, NULL},
    [FIELD_LIST] = {"list", NULL, NULL},
    [FIELD_GROUP] = {"object", NULL, NULL},
};

static void add(struct value *m, struct arena *a, const char *name, struct value v)
{
    value_map_add(m, a, str_of(name), v);
}

static void add_text(struct value *m, struct arena *a, const char *name, const char *text)
{
    add(m, a, name, value_text(str_of(text)));
}

static struct value one_text(struct str s, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, 1);
    items[0] = value_text(s);
    return value_list(items, 1);
}

/* Lines end in a written \n: Sveltia takes the pattern for one between slashes. */
static struct str on_one_line(struct str pattern, struct arena *a)
{
    struct str out = STR(""), line;
    for (size_t i = 0; str_split(&pattern, '\n', &line); i++)
        out = str_printf(a, "%.*s%s%.*s", STR_F(out), i ? "\\n" : "", STR_F(line));
    return out;
}

static void add_pattern(struct value *m, struct str pattern, struct str message, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, 2);
    items[0] = value_text(on_one_line(pattern, a));
    items[1] = value_text(message);
    add(m, a, "pattern", value_list(items, 2));
}

/* ---- what each kind says besides ---- */

/* A length is a pattern to the editor. */
static void put_text(struct value *m, const struct field *f, struct arena *a)
{
    struct str most = f->has_max ? str_printf(a, "%lld", (long long)f->max) : STR("");
    long long least = f->has_min ? f->min : 0;
    if (f->pattern.n)
        add_pattern(m, f->pattern, f->message.n ? f->message : str_of(tr("This has another form")), a);
    else if (f->has_max)
        add_pattern(m, str_printf(a, "^[\\s\\S]{%lld,%.*s}$", least, STR_F(most)),
                    str_printf(a, tr("At most %lld characters"), (long long)f->max), a);
    else if (f->has_min)
        add_pattern(m, str_printf(a, "^[\\s\\S]{%lld,}$", least),
                    str_printf(a, tr("At least %lld characters"), least), a);
}

static void put_number(struct value *m, const struct field *f, struct arena *a)
{
    add_text(m, a, "value_type", f->kind == FIELD_INTEGER ? "int" : "float");
    if (f->has_min)
        add(m, a, "min", value_int(f->min));
    if (f->has_max)
        add(m, a, "max", value_int(f->max));
}

static void put_date(struct value *m, const struct field *f, struct arena *a)
{
    (void)f;
    add_text(m, a, "format", "YYYY-MM-DD");
    add_text(m, a, "date_format", "YYYY-MM-DD");
    add(m, a, "time_format", value_bool(false));
}

static void put_choices(struct value *m, const struct field *f, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, f->n_choices);
    for (size_t i = 0; i < f->n_choices; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        add(&items[i], a, "label", value_text(f->choices[i].label));
        add(&items[i], a, "value", value_text(f->choices[i].id));
    }
    add(m, a, "options", value_list(items, f->n_choices));
}

/* What a relation is to: pages are named by their file's name, below the folder of their type. */
static void put_relation(struct value *m, const struct field *f, struct arena *a)
{
    add(m, a, "collection", value_text(f->to[0]));
    add_text(m, a, "value_field", "{{slug}}");
    add(m, a, "search_fields", one_text(STR("title"), a));
    add(m, a, "display_fields", one_text(STR("title"), a));
    add(m, a, "options_length", value_int(500));
    if (f->kind == FIELD_PAGES)
        add(m, a, "multiple", value_bool(true));
}

static void put_list(struct value *m, const struct types *ts, const struct field *f, struct arena *a)
{
    if (f->n_fields)
        add(m, a, "fields", cms_fields(ts, f->fields, f->n_fields, a));
    else if (f->of) {
        struct field item = *f->of;
        item.name = item.name.n ? item.name : STR("item");
        item.label = item.label.n ? item.label : f->label;
        item.required = true;
        add(m, a, "field", cms_field(ts, &item, a));
    }
    if (f->has_min)
        add(m, a, "min", value_int(f->min));
    if (f->has_max)
        add(m, a, "max", value_int(f->max));
    add(m, a, "allow_add", value_bool(true));
    add(m, a, "collapsed", value_bool(true));
}

/* ---- one field ---- */

/* The editor's relations lead to one collection. */
static bool is_relation(const struct types *ts, const struct field *f)
{
    return (f->kind == FIELD_PAGE || f->kind == FIELD_PAGES) && f->n_to == 1 && types_find(ts, f->to[0]);
}

static struct str widget_of(const struct types *ts, const struct field *f)
{
    if (is_relation(ts, f))
        return STR("relation");
    if (f->kind == FIELD_CHOICE && f->n_choices)
        return STR("select");
    if (f->kind == FIELD_TEXT && f->has_max && f->max > ONE_LINE)
        return STR("text");
    return str_of(widgets[f->kind].widget);
}

/* What an editor is told below the field: its help, and how to name what cannot be picked from a list. */
static struct str hint_of(const struct types *ts, const struct field *f, struct arena *a)
{
    struct str hint = f->help, names = STR("");
    if (f->kind == FIELD_PERIOD && !hint.n)
        return str_of(tr("Such as 2024, 2024-05, 2021-2025 or maj-juni 2024"));
    if ((f->kind == FIELD_PAGE || f->kind == FIELD_PAGES) && !is_relation(ts, f)) {
        for (size_t i = 0; i < f->n_to; i++) {
            const struct type *t = types_find(ts, f->to[i]);
            names = str_printf(a, "%.*s%s%.*s", STR_F(names), i ? ", " : "",
                               STR_F(t && t->one.n ? t->one : f->to[i]));
        }
        struct str how = str_of(tr("The page's file name, without .md"));
        how = names.n ? str_printf(a, "%.*s (%.*s)", STR_F(how), STR_F(names)) : how;
        hint = hint.n ? str_printf(a, "%.*s %.*s.", STR_F(hint), STR_F(how)) : str_cat(a, how, STR("."));
    }
    return hint;
}

static void put_kind(struct value *m, const struct types *ts, const struct field *f, struct arena *a)
{
    static void (*const by_kind[])(struct value *, const struct field *, struct arena *) = {
        [FIELD_TEXT] = put_text,     [FIELD_MARKDOWN] = put_text, [FIELD_INTEGER] = put_number,
        [FIELD_NUMBER] = put_number, [FIELD_DATE] = put_date,     [FIELD_GROUP] = NULL,
    };
    if (widgets[f->kind].pattern && !f->pattern.n)
        add_pattern(m, str_of(widgets[f->kind].pattern), str_of(tr(widgets[f->kind].fault)), a);
    if (by_kind[f->kind])
        by_kind[f->kind](m, f, a);
    else if (f->kind == FIELD_CHOICE && f->n_choices)
        put_choices(m, f, a);
    else if (is_relation(ts, f))
        put_relation(m, f, a);
    else if (f->kind == FIELD_LIST || f->kind == FIELD_PAGES)
        put_list(m, ts, f, a);
    else if (f->kind == FIELD_GROUP)
        add(m, a, "fields", cms_fields(ts, f->fields, f->n_fields, a));
}

struct value cms_field(const struct types *ts, const struct field *f, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    struct str hint = hint_of(ts, f, a);
    add(&m, a, "name", value_text(f->name));
    add(&m, a, "label", value_text(f->label.n ? f->label : f->name));
    add(&m, a, "widget", value_text(widget_of(ts, f)));
    add(&m, a, "required", value_bool(f->required));
    if (hint.n)
        add(&m, a, "hint", value_text(hint));
    put_kind(&m, ts, f, a);
    return m;
}

struct value cms_fields(const struct types *ts, const struct field *fields, size_t n, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, n);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!fields[i].via.n)
            items[count++] = cms_field(ts, &fields[i], a);
    return value_list(items, count);
}
