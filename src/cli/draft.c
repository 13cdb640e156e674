#include "cli/draft.h"

#include "base/arena.h"
#include "base/escape.h"
#include "base/tr.h"

struct draft_value *draft_value(const struct draft *d, struct str name)
{
    for (size_t i = 0; i < d->n_values; i++)
        if (str_eq(d->values[i].name, name))
            return &d->values[i];
    return NULL;
}

struct str draft_about(const struct field *f, struct arena *a)
{
    struct str s = f->label.n ? f->label : f->name;
    if (f->required)
        s = str_cat(a, s, str_of(tr(" (required)")));
    if (f->help.n)
        s = str_printf(a, "%.*s: %.*s", STR_F(s), STR_F(f->help));
    for (size_t i = 0; i < f->n_choices; i++)
        s = str_printf(a, "%.*s%s%.*s", STR_F(s), i ? ", " : " = ", STR_F(f->choices[i].id));
    for (size_t i = 0; i < f->n_to; i++)
        s = str_printf(a, "%.*s%s%.*s", STR_F(s), i ? ", " : " -> ", STR_F(f->to[i]));
    return s;
}

/* ---- values ---- */

static bool is_list_key(struct str name)
{
    static const struct str lists[] = {STR_INIT("tags"), STR_INIT("keywords"), STR_INIT("aliases"),
                                       STR_INIT("attachments")};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_eq(name, lists[i]))
            return true;
    return false;
}

/* A name, a number, a date, a time: never misread without quotes where no text is wanted. */
static bool is_bare(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z', digit = c >= '0' && c <= '9';
        if (!letter && !digit && (i == 0 || !strchr("-_./:+,", c)))
            return false;
    }
    return s.n && s.p[s.n - 1] != ':';
}

static void put_scalar(struct str s, bool text, struct buf *out)
{
    if (!text && is_bare(s))
        buf_put(out, s);
    else
        escape_yaml(out, s);
}

/* Within brackets a comma or a bracket ends what is not quoted. */
static void put_items(struct str s, struct buf *out)
{
    struct str part;
    const char *before = "[";
    while (str_split(&s, ',', &part)) {
        part = str_trim(part);
        if (!part.n)
            continue;
        buf_put(out, str_of(before));
        before = ", ";
        bool bracket = false;
        for (size_t i = 0; i < part.n; i++)
            bracket = bracket || strchr("[]{}", part.p[i]);
        if (bracket)
            buf_char(out, '"');
        put_scalar(part, bracket, out);
        if (bracket)
            buf_char(out, '"');
    }
    buf_put(out, *before == '[' ? STR("[]") : STR("]"));
}

static bool is_flow(struct str s)
{
    return s.n > 1 && (s.p[0] == '[' || s.p[0] == '{') && str_find(s, '\n') == STR_NONE;
}

static void put_value(const struct field *f, const struct draft_value *v, struct buf *out)
{
    struct str s = str_trim(v->text);
    enum field_kind kind = f ? f->kind : is_list_key(v->name) ? FIELD_LIST : FIELD_CHOICE;
    bool many = kind == FIELD_LIST || kind == FIELD_PAGES || kind == FIELD_GROUP;
    bool text = kind == FIELD_TEXT || kind == FIELD_MARKDOWN || str_eq(v->name, STR("summary"));
    if (many && is_flow(s))
        buf_put(out, s);
    else if (kind == FIELD_LIST || (kind == FIELD_PAGES && str_find(s, ',') != STR_NONE))
        put_items(s, out);
    else
        put_scalar(s, text, out);
}

/* ---- lines ---- */

static uint32_t line_no(const struct buf *out)
{
    uint32_t n = 1;
    for (size_t i = 0; i < out->n; i++)
        n += out->p[i] == '\n';
    return n;
}

static void put_key(struct draft *d, const struct field *f, struct str name, struct buf *out)
{
    struct draft_value *v = draft_value(d, name);
    buf_printf(out, "%.*s:", STR_F(name));
    if (v) {
        v->line = line_no(out);
        buf_char(out, ' ');
        put_value(f, v, out);
    }
    buf_char(out, '\n');
}

static void put_comment(struct str text, struct buf *out)
{
    struct str line;
    while (str_split(&text, '\n', &line))
        if (str_trim(line).n)
            buf_printf(out, "# %.*s\n", STR_F(str_trim(line)));
}

static bool is_wanted(const struct draft *d, struct str name)
{
    for (size_t i = 0; i < d->settings->n_required; i++)
        if (str_eq(d->settings->required[i], name))
            return true;
    return false;
}

/* Keys that pages of any type may have: those that are always good to have, those the site wants, those given. */
static void put_engine_keys(struct draft *d, struct buf *out)
{
    for (size_t i = 0; i < d->settings->n_required; i++) {
        struct str name = d->settings->required[i];
        if (!str_eq(name, STR("title")) && !str_eq(name, STR("date")) && !str_eq(name, STR("type")) &&
            !str_eq(name, STR("summary")))
            put_key(d, NULL, name, out);
    }
    for (size_t i = 0; i < d->n_values; i++) {
        struct str name = d->values[i].name;
        bool own = d->type && type_field(d->type, name);
        if (!own && !is_wanted(d, name) && !str_eq(name, STR("date")) && !str_eq(name, STR("summary")))
            put_key(d, NULL, name, out);
    }
}

void draft_write(struct draft *d, struct arena *a, struct buf *out)
{
    buf_put(out, STR("---\ntitle: "));
    escape_yaml(out, d->title);
    buf_char(out, '\n');
    if (d->says_type)
        buf_printf(out, "type: %.*s\n", STR_F(d->type->name));
    put_comment(str_of(tr("Why a colleague should open the page, in a sentence")), out);
    put_key(d, NULL, STR("summary"), out);
    if (draft_value(d, STR("date")))
        put_key(d, NULL, STR("date"), out);
    else
        buf_printf(out, "date: %.*s\n", STR_F(d->today));
    put_engine_keys(d, out);
    for (size_t i = 0; d->type && i < d->type->n_fields; i++) {
        const struct field *f = &d->type->fields[i];
        if (f->via.n)
            continue;
        put_comment(draft_about(f, a), out);
        put_key(d, f, f->name, out);
    }
    buf_put(out, STR("---\n\n"));
}
