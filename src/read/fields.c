#include "read/fields.h"

#include <regex.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/tr.h"

/* ---- kinds ---- */

static const struct {
    struct str name;
} kinds[] = {
    [FIELD_TEXT] = {STR_INIT("text")},       [FIELD_MARKDOWN] = {STR_INIT("markdown")},
    [FIELD_INTEGER] = {STR_INIT("integer")}, [FIELD_NUMBER] = {STR_INIT("number")},
    [FIELD_BOOLEAN] = {STR_INIT("boolean")}, [FIELD_DATE] = {STR_INIT("date")},
    [FIELD_TIME] = {STR_INIT("time")},       [FIELD_PERIOD] = {STR_INIT("period")},
    [FIELD_CHOICE] = {STR_INIT("choice")},   [FIELD_URL] = {STR_INIT("url")},
    [FIELD_FILE] = {STR_INIT("file")},       [FIELD_PAGE] = {STR_INIT("page")},
    [FIELD_PAGES] = {STR_INIT("pages")},     [FIELD_LIST] = {STR_INIT("list")},
    [FIELD_GROUP] = {STR_INIT("group")},
};

struct str field_kind_name(enum field_kind k)
{
    return kinds[k].name;
}

#define KIND(k) (1U << FIELD_##k)
enum {
    ANY_KIND = (1U << (FIELD_GROUP + 1)) - 1,
    TEXTS = KIND(TEXT) | KIND(MARKDOWN) | KIND(URL),
    RELATIONS = KIND(PAGE) | KIND(PAGES),
    TWO_WAY = RELATIONS | KIND(CHOICE),
    COUNTED = KIND(TEXT) | KIND(MARKDOWN) | KIND(INTEGER) | KIND(NUMBER) | KIND(PAGES) | KIND(LIST),
    ORDERED = KIND(INTEGER) | KIND(DATE) | KIND(TIME) | KIND(PERIOD),
};

/* ---- options ---- */

typedef void option_reader(const struct reading *r, const struct value_pair *p, struct field *f);

static void read_label(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_text(r, p, &f->label);
}

static void read_help(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_text(r, p, &f->help);
}

static void read_required(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_bool(r, p, &f->required);
}

static void read_no_circle(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_bool(r, p, &f->no_circle);
}

static void read_editorial(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_bool(r, p, &f->editorial);
}

static void read_min(const struct reading *r, const struct value_pair *p, struct field *f)
{
    f->has_min = keys_int(r, p, &f->min);
}

static void read_max(const struct reading *r, const struct value_pair *p, struct field *f)
{
    f->has_max = keys_int(r, p, &f->max);
}

static void read_message(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_text(r, p, &f->message);
}

static void read_pattern(const struct reading *r, const struct value_pair *p, struct field *f)
{
    struct str pattern;
    regex_t compiled;
    char why[128];
    if (!keys_text(r, p, &pattern))
        return;
    int rc = regcomp(&compiled, str_c(r->arena, pattern), REG_EXTENDED | REG_NOSUB);
    if (rc == 0) {
        f->pattern = pattern;
        regfree(&compiled);
        return;
    }
    regerror(rc, &compiled, why, sizeof why);
    KEYS_FAULT(r, &p->value, "\"pattern\" is no regular expression (%s): \"%.*s\"", why, STR_F(pattern));
}

/* A dotted path of names: "arrangement.stationer.id". */
static void read_path(const struct reading *r, const struct value_pair *p, struct str *out)
{
    struct str path, part;
    if (!keys_text(r, p, &path))
        return;
    bool good = path.n && path.p[path.n - 1] != '.';
    for (struct str rest = path; good && str_split(&rest, '.', &part);)
        good = part.n != 0;
    if (good)
        *out = path;
    else
        KEYS_FAULT(r, &p->value, "\"%.*s\" must be names with dots between, not \"%.*s\"", STR_F(p->key.s),
                   STR_F(path));
}

static void read_from(const struct reading *r, const struct value_pair *p, struct field *f)
{
    read_path(r, p, &f->from);
}

static void read_via(const struct reading *r, const struct value_pair *p, struct field *f)
{
    read_path(r, p, &f->via);
}

static void read_as_of(const struct reading *r, const struct value_pair *p, struct field *f)
{
    read_path(r, p, &f->as_of);
}

static void read_to(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_texts(r, p, &f->to, &f->n_to);
}

static void read_inverse(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_text(r, p, &f->inverse);
}

static void read_inverse_label(const struct reading *r, const struct value_pair *p, struct field *f)
{
    keys_text(r, p, &f->inverse_label);
}

/* [a, b], or {a: Label, b: Label} */
static void read_choices(const struct reading *r, const struct value_pair *p, struct field *f)
{
    const struct value *v = &p->value;
    size_t n = v->kind == VALUE_LIST ? v->list.n : v->kind == VALUE_MAP ? v->map.n : 0;
    if (!n) {
        KEYS_FAULT(r, v, "\"choices\" must be a list [a, b] or a map {a: Label, b: Label}");
        return;
    }
    f->choices = ARENA_ARRAY(r->arena, struct choice, n);
    for (size_t i = 0; i < n; i++) {
        const struct value *label = v->kind == VALUE_LIST ? &v->list.items[i] : &v->map.pairs[i].value;
        struct str id = v->kind == VALUE_LIST ? str_trim(value_str(label)) : v->map.pairs[i].key.s;
        struct str text = str_trim(value_str(label));
        struct choice *same = f->choices;
        while (same < f->choices + f->n_choices && !str_eq(same->id, id))
            same++;
        if (!id.n || !text.n)
            KEYS_FAULT(r, label, "a choice must be a text");
        else if (same < f->choices + f->n_choices)
            KEYS_FAULT(r, label, "choice \"%.*s\" stands twice", STR_F(id));
        else
            f->choices[f->n_choices++] = (struct choice){id, text};
    }
}

static bool field_read(const struct reading *r, const struct value_pair *p, struct field *f);

static void read_of(const struct reading *r, const struct value_pair *p, struct field *f)
{
    struct field *of = ARENA_NEW(r->arena, struct field);
    if (!field_read(r, p, of))
        return;
    if (of->kind == FIELD_LIST || of->kind == FIELD_GROUP || of->kind == FIELD_PAGES)
        KEYS_FAULT(r, &p->value, "a list cannot be of kind %.*s; a list of groups has \"fields\"",
                   STR_F(kinds[of->kind].name));
    else
        f->of = of;
}

static void read_fields(const struct reading *r, const struct value_pair *p, struct field *f)
{
    fields_read(r, p, false, &f->fields, &f->n_fields);
}

static void read_rule(const struct reading *r, const struct value_pair *p, struct field *f)
{
    if (!f->rules) /* as many as the field has options, at most */
        f->rules = ARENA_ARRAY(r->arena, struct rule, f->written->map.n);
    f->n_rules += rule_read(r, p, &f->rules[f->n_rules]);
}

static const struct option {
    struct str name;
    unsigned kinds; /* that it may stand at */
    option_reader *read;
} options[] = {
    {STR_INIT("kind"), ANY_KIND, NULL}, /* read before the others */
    {STR_INIT("label"), ANY_KIND, read_label},
    {STR_INIT("help"), ANY_KIND, read_help},
    {STR_INIT("required"), ANY_KIND, read_required},
    {STR_INIT("editorial"), ANY_KIND, read_editorial},
    {STR_INIT("min"), COUNTED, read_min},
    {STR_INIT("max"), COUNTED, read_max},
    {STR_INIT("pattern"), TEXTS, read_pattern},
    {STR_INIT("message"), ANY_KIND, read_message},
    {STR_INIT("choices"), KIND(CHOICE), read_choices},
    {STR_INIT("from"), KIND(CHOICE), read_from},
    {STR_INIT("to"), RELATIONS, read_to},
    {STR_INIT("inverse"), TWO_WAY, read_inverse},
    {STR_INIT("inverse_label"), RELATIONS, read_inverse_label},
    {STR_INIT("no_circle"), KIND(PAGE), read_no_circle},
    {STR_INIT("via"), ANY_KIND, read_via},
    {STR_INIT("as_of"), RELATIONS, read_as_of},
    {STR_INIT("of"), KIND(LIST), read_of},
    {STR_INIT("fields"), KIND(LIST) | KIND(GROUP), read_fields},
    {STR_INIT("required_when"), ANY_KIND, read_rule},
    {STR_INIT("wanted_when"), ANY_KIND, read_rule},
    {STR_INIT("after"), ORDERED, read_rule},
    {STR_INIT("future_when"), KIND(DATE) | KIND(PERIOD), read_rule},
    {STR_INIT("avoid_weekdays"), KIND(DATE), read_rule},
    {STR_INIT("avoid_holidays"), KIND(DATE), read_rule},
    {STR_INIT("fresh"), KIND(DATE), read_rule},
    {STR_INIT("ordered_by"), KIND(LIST), read_rule},
    {STR_INIT("no_overlap"), KIND(LIST), read_rule},
    {STR_INIT("unique_by"), KIND(LIST), read_rule},
    {STR_INIT("at_most"), KIND(LIST) | KIND(PAGES), read_rule},
    {STR_INIT("each_once"), KIND(LIST), read_rule},
};

/* ---- one field ---- */

static bool read_kind(const struct reading *r, const struct value_pair *p, struct field *f)
{
    const struct value_pair *q = value_pair(&p->value, STR("kind"));
    struct str list = keys_list(KEYS(kinds), r->arena), word;
    if (!q) {
        diag_at(r->diags, r->fault, r->path, p->line, p->col, "\"%.*s\" has no kind; the kinds are %.*s",
                STR_F(p->key.s), STR_F(list));
        return false;
    }
    if (!keys_text(r, q, &word))
        return false;
    size_t at = keys_find(KEYS(kinds), word);
    if (at == STR_NONE) {
        struct str hint = keys_hint(KEYS(kinds), word, r->arena);
        if (!hint.n)
            hint = str_printf(r->arena, tr("; the kinds are %.*s"), STR_F(list));
        KEYS_FAULT(r, &q->value, "unknown kind \"%.*s\"%.*s", STR_F(word), STR_F(hint));
        return false;
    }
    f->kind = (enum field_kind)at;
    return true;
}

static void need(const struct reading *r, const struct field *f, bool met, const char *what)
{
    if (!met)
        diag_at(r->diags, r->fault, r->path, f->line, f->col, "\"%.*s\" of kind %.*s needs %s",
                STR_F(f->name), STR_F(kinds[f->kind].name), tr(what));
}

/* What the options must be together. Whether an option is there is asked of the map: one that was wrong is told once. */
static void check_whole(const struct reading *r, const struct field *f)
{
    bool choices = value_get(f->written, STR("choices")) != NULL,
         from = value_get(f->written, STR("from")) != NULL;
    bool of = value_get(f->written, STR("of")) != NULL, fields = value_get(f->written, STR("fields")) != NULL;
    if (f->kind == FIELD_CHOICE)
        need(r, f, choices != from || f->via.n, "either \"choices\" or \"from\"");
    if (f->kind == FIELD_LIST)
        need(r, f, of != fields || f->via.n, "either \"of\" (values) or \"fields\" (groups)");
    if (f->kind == FIELD_GROUP)
        need(r, f, fields || f->via.n, "\"fields\"");
    if (f->has_min && f->has_max && f->min > f->max)
        KEYS_FAULT(r, value_get(f->written, STR("min")), "\"min\" is more than \"max\"");
    if (f->via.n && f->required)
        KEYS_FAULT(r, value_get(f->written, STR("via")),
                   "\"%.*s\" is derived (\"via\"), so editors cannot be required to write it",
                   STR_F(f->name));
    if (f->inverse_label.n && !f->inverse.n)
        KEYS_FAULT(r, value_get(f->written, STR("inverse_label")), "\"inverse_label\" without \"inverse\"");
}

/* "foert_til" -> "Foert til" */
static struct str label_of(struct arena *a, struct str name)
{
    char *p = str_c(a, name);
    for (size_t i = 0; i < name.n; i++)
        if (p[i] == '_')
            p[i] = ' ';
    if (name.n && p[0] >= 'a' && p[0] <= 'z')
        p[0] = (char)(p[0] - 32);
    return str_n(p, name.n);
}

static bool field_read(const struct reading *r, const struct value_pair *p, struct field *f)
{
    *f = (struct field){
        .name = p->key.s, .label = {"", 0}, .written = &p->value, .line = p->line, .col = p->col};
    if (!keys_map(r, p) || !read_kind(r, p, f))
        return false;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t at = keys_find(KEYS(options), q->key.s);
        if (at == STR_NONE)
            keys_unknown(r, KEYS(options), q, "a field");
        else if (!(options[at].kinds & 1U << f->kind))
            diag_at(r->diags, r->fault, r->path, q->line, q->col, "\"%.*s\" is not for fields of kind %.*s",
                    STR_F(q->key.s), STR_F(kinds[f->kind].name));
        else if (options[at].read && q->value.kind != VALUE_NULL)
            options[at].read(r, q, f);
    }
    check_whole(r, f);
    if (!f->label.n)
        f->label = label_of(r->arena, f->name);
    return true;
}

/* ---- all fields ---- */

bool fields_name(struct str s)
{
    bool good = s.n && s.n <= 64 && s.p[0] >= 'a' && s.p[0] <= 'z';
    for (size_t i = 0; good && i < s.n; i++)
        good = (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '_';
    return good;
}

/* What the name could be instead: "Ført til" -> "; write \"foert_til\"". */
static struct str name_hint(struct arena *a, struct str name)
{
    struct str slug = path_slug(a, name);
    char *p = str_c(a, slug);
    for (size_t i = 0; i < slug.n; i++)
        if (p[i] == '-')
            p[i] = '_';
    return fields_name(str_n(p, slug.n)) ? str_printf(a, tr("; write \"%s\""), p) : STR("");
}

static bool name_fits(const struct reading *r, const struct value_pair *p, bool top)
{
    struct str name = p->key.s;
    if (!fields_name(name)) {
        struct str hint = name_hint(r->arena, name);
        diag_at(r->diags, r->fault, r->path, p->line, p->col,
                "field name \"%.*s\" must be a-z, 0-9 and _, beginning with a letter%.*s", STR_F(name),
                STR_F(hint));
        return false;
    }
    if (top && types_engine_key(name)) {
        diag_at(r->diags, r->fault, r->path, p->line, p->col,
                "\"%.*s\" is a key of every page; a field needs another name", STR_F(name));
        return false;
    }
    return true;
}

bool fields_read(const struct reading *r, const struct value_pair *p, bool top, struct field **out, size_t *n)
{
    if (!keys_map(r, p))
        return false;
    struct field *fields = ARENA_ARRAY(r->arena, struct field, p->value.map.n);
    size_t count = 0;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        bool fits = name_fits(r, q, top);
        count += field_read(r, q, &fields[count]) && fits;
    }
    *out = fields;
    *n = count;
    return true;
}
