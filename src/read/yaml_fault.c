#include "read/yaml_fault.h"

#include "base/path.h"
#include "base/tr.h"
#include "base/utf8.h"

enum { SHOWN = 120 }; /* bytes of a line that a message shows */

/* A line `  key: value`, taken apart. */
struct entry {
    struct str line, key, value;
    size_t indent;    /* bytes of blanks and tabs at its start */
    size_t value_col; /* characters before the value */
    bool has_key;
};

struct telling {
    const struct yaml_fault *fault;
    struct entry at, before,
        context; /* the line libyaml stopped at; the last one before it that is not empty; where it began */
    struct str path;
    uint32_t first_line;
    struct arena *arena;
    struct diags *diags;
};

static struct str nth_line(struct str text, size_t n)
{
    struct str line = {0};
    for (size_t i = 0; i <= n; i++)
        if (!str_split(&text, '\n', &line))
            return (struct str){0};
    return line.n && line.p[line.n - 1] == '\r' ? str_sub(line, 0, line.n - 1) : line;
}

static bool is_colon_end(struct str s, size_t i)
{
    return s.p[i] == ':' && (i + 1 == s.n || s.p[i + 1] == ' ' || s.p[i + 1] == '\t');
}

static struct entry take_apart(struct str line)
{
    struct entry e = {.line = line};
    while (e.indent < line.n && (line.p[e.indent] == ' ' || line.p[e.indent] == '\t'))
        e.indent++;
    size_t start = e.indent;
    while (start + 1 < line.n && line.p[start] == '-' && line.p[start + 1] == ' ')
        start += 2;
    size_t colon = start;
    while (colon < line.n && !is_colon_end(line, colon))
        colon++;
    if (colon == line.n) {
        e.value = str_trim(str_from(line, start));
        e.value_col = utf8_length(str_sub(line, 0, start));
        return e;
    }
    e.has_key = true;
    e.key = str_trim(str_sub(line, start, colon - start));
    e.value = str_trim(str_from(line, colon + 1));
    e.value_col = utf8_length(str_sub(line, 0, e.value.n ? (size_t)(e.value.p - line.p) : line.n));
    return e;
}

static struct str shown(const struct telling *t, struct str s)
{
    struct str p = path_printable(t->arena, str_trim(s));
    return p.n <= SHOWN ? p : str_cat(t->arena, utf8_cut(p, SHOWN / 2), STR(" ..."));
}

/* `key: "value"` with the value quoted as YAML wants it. */
static struct str quoted_line(struct arena *a, struct str key, struct str value)
{
    char *q = arena_alloc(a, value.n * 2 + 1);
    size_t n = 0;
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '"' || value.p[i] == '\\')
            q[n++] = '\\';
        q[n++] = value.p[i];
    }
    return key.n ? str_printf(a, "%.*s: \"%.*s\"", STR_F(key), (int)n, q)
                 : str_printf(a, "\"%.*s\"", (int)n, q);
}

static const struct str smart_quotes[] = {
    STR_INIT("\xe2\x80\x9c"), STR_INIT("\xe2\x80\x9d"),
    STR_INIT("\xe2\x80\x9e"), STR_INIT("\xe2\x80\x9f"), /* “ ” „ ‟ */
    STR_INIT("\xe2\x80\x98"), STR_INIT("\xe2\x80\x99"),
    STR_INIT("\xe2\x80\x9a"), STR_INIT("\xc2\xbb"), /* ‘ ’ ‚ » */
    STR_INIT("\xc2\xab"),                           /* « */
};

static size_t smart_at_start(struct str s)
{
    for (size_t i = 0; i < sizeof smart_quotes / sizeof *smart_quotes; i++)
        if (str_starts(s, smart_quotes[i]))
            return smart_quotes[i].n;
    return 0;
}

static size_t smart_at_end(struct str s)
{
    for (size_t i = 0; i < sizeof smart_quotes / sizeof *smart_quotes; i++)
        if (str_ends(s, smart_quotes[i]))
            return smart_quotes[i].n;
    return 0;
}

bool yaml_smart_quoted(struct str value)
{
    size_t start = smart_at_start(value), end = smart_at_end(value);
    return start && end && value.n > start + end;
}

/* The value without the quotes around it, of whatever kind. */
static struct str bare(struct str v)
{
    size_t start = smart_at_start(v), end = smart_at_end(v);
    if (!start && v.n && (v.p[0] == '"' || v.p[0] == '\''))
        start = 1;
    if (!end && v.n > 1 && (v.p[v.n - 1] == '"' || v.p[v.n - 1] == '\''))
        end = 1;
    return v.n >= start + end ? str_sub(v, start, v.n - start - end) : v;
}

static void tell(const struct telling *t, size_t line, size_t col, struct str text)
{
    diag_at(t->diags, CODE_YAML, t->path, t->first_line + (uint32_t)line, (uint32_t)col + 1, "%.*s",
            STR_F(text));
}

/* "<why>: <the line as it should be>" at the entry's value. */
static bool tell_quote_it(const struct telling *t, const struct entry *e, size_t line, const char *why)
{
    struct str right = shown(t, quoted_line(t->arena, e->key, bare(e->value)));
    tell(t, line, e->value_col, str_printf(t->arena, "%s: %.*s", tr(why), STR_F(right)));
    return true;
}

static bool tell_tab(const struct telling *t)
{
    const struct entry *e = &t->at;
    size_t col = t->fault->col;
    struct str text = e->line.p ? e->line : STR("");
    if (!memchr(text.p, '\t', e->indent)) {
        if (col >= text.n || text.p[col] != '\t')
            return false;
        tell(t, t->fault->line, col, str_of(tr("a tab cannot stand here; write blanks")));
        return true;
    }
    struct str right = shown(t, str_from(e->line, e->indent));
    tell(t, t->fault->line, 0,
         str_printf(t->arena, tr("a tab cannot be used as indentation; write blanks: \"  %.*s\""),
                    STR_F(right)));
    return true;
}

static bool tell_smart(const struct telling *t)
{
    if (!t->at.has_key || !smart_at_start(t->at.value))
        return false;
    return tell_quote_it(t, &t->at, t->fault->line, YAML_SMART_QUOTES);
}

static bool tell_open_quote(const struct telling *t)
{
    const struct yaml_fault *f = t->fault;
    if (smart_at_end(t->context.value))
        return tell_quote_it(t, &t->context, f->context_line,
                             "the quote that begins here ends with a typographic one; write");
    tell(t, f->context_line, f->context_col,
         str_of(tr("the quote that begins here has no end; put one of the same kind behind the text")));
    return true;
}

/* `title:Ferie` is one word to YAML. */
static bool tell_missing_blank(const struct telling *t, const struct entry *e, size_t line)
{
    size_t colon = e->has_key ? STR_NONE : str_find(e->value, ':');
    if (colon == STR_NONE || colon == 0)
        return false;
    struct str key = str_sub(e->value, 0, colon), value = str_from(e->value, colon + 1);
    struct str right = shown(t, str_printf(t->arena, "%.*s: %.*s", STR_F(key), STR_F(value)));
    tell(t, line, e->value_col,
         str_printf(t->arena, tr("a blank is missing after the colon: %.*s"), STR_F(right)));
    return true;
}

static size_t line_before(struct str text, size_t line)
{
    while (line > 0)
        if (str_trim(nth_line(text, --line)).n)
            break;
    return line;
}

static bool tell_colon(const struct telling *t)
{
    const struct yaml_fault *f = t->fault;
    if (t->at.has_key && t->at.value.n && f->col >= t->at.value_col)
        return tell_quote_it(t, &t->at, f->line, "a text with a colon in it needs quotes");
    if (f->line > 0 && tell_missing_blank(t, &t->before, line_before(f->text, f->line)))
        return true;
    if (t->at.indent <= t->before.indent)
        return false;
    struct str right = shown(t, t->at.line);
    tell(
        t, f->line, t->at.indent,
        str_printf(t->arena,
                   tr("this line is indented, but the key above it has a value already; write \"%.*s\" below "
                      "that key's first letter"),
                   STR_F(right)));
    return true;
}

static bool tell_no_colon(const struct telling *t)
{
    const struct yaml_fault *f = t->fault;
    if (tell_missing_blank(t, &t->context, f->context_line))
        return true;
    struct str found = shown(t, t->context.line);
    tell(t, f->context_line, f->context_col,
         str_printf(t->arena, tr("expected \"key: value\", found \"%.*s\""), STR_F(found)));
    return true;
}

static bool tell_bad_start(const struct telling *t)
{
    if (t->at.value.n == 0 || t->at.value_col > t->fault->col)
        return false;
    struct str first = shown(t, utf8_cut(t->at.value, 1));
    const char *why =
        str_c(t->arena, str_printf(t->arena, tr("a text that begins with %.*s needs quotes"), STR_F(first)));
    return tell_quote_it(t, &t->at, t->fault->line, why);
}

static bool tell_list_inside(const struct telling *t)
{
    return tell_quote_it(
        t, &t->at, t->fault->line,
        "a list begins on the next line, or is written [a, b]; a text that begins with - needs quotes");
}

static bool tell_block_text(const struct telling *t)
{
    return tell_quote_it(
        t, &t->at, t->fault->line,
        "after > or | the text begins on the next line; a text that begins with one needs quotes");
}

static bool tell_escape(const struct telling *t)
{
    struct str v = bare(t->at.value), key = t->at.key;
    if (!t->at.has_key || str_find(v, '\'') != STR_NONE)
        return false;
    struct str right = shown(t, str_printf(t->arena, "%.*s: '%.*s'", STR_F(key), STR_F(v)));
    tell(t, t->fault->line, t->fault->col,
         str_printf(
             t->arena,
             tr("a backslash in double quotes begins an escape, and there is none like this; use single "
                "quotes: %.*s"),
             STR_F(right)));
    return true;
}

static bool tell_open_bracket(const struct telling *t)
{
    bool list = t->fault->problem[strlen(t->fault->problem) - 2] == ']';
    tell(t, t->fault->context_line, t->fault->context_col,
         list ? str_of(tr("the list that begins here has no ], or a comma is missing in it"))
              : str_of(tr("the map that begins here has no }, or a comma is missing in it")));
    return true;
}

static bool tell_after_value(const struct telling *t)
{
    const struct entry *e = &t->at;
    const struct yaml_fault *f = t->fault;
    if (e->has_key && e->value.n && strchr("'\"[{*&", e->value.p[0]) && f->col > e->value_col)
        return tell_quote_it(t, e, f->line,
                             "the value ends before the line does; put quotes around all of it");
    if (str_starts(str_trim(e->line), STR(":"))) {
        tell(t, f->line, f->col, str_of(tr("a key is missing before the colon")));
        return true;
    }
    struct str found = shown(t, e->line);
    tell(t, f->line, f->col,
         str_printf(t->arena, tr("expected a key in column %zu, as those above; found \"%.*s\""),
                    f->context_col + 1, STR_F(found)));
    return true;
}

static bool tell_list_end(const struct telling *t)
{
    struct str found = shown(t, t->at.line);
    tell(t, t->fault->line, t->fault->col,
         str_printf(t->arena, tr("expected \"- \" in column %zu, as in the list above; found \"%.*s\""),
                    t->fault->context_col + 1, STR_F(found)));
    return true;
}

static bool tell_after_end(const struct telling *t)
{
    tell(t, t->fault->line, 0, str_of(tr("the line ... above ends the YAML; nothing may follow it")));
    return true;
}

/* What libyaml says, in this order of trying; an empty text fits all. */
static const struct {
    const char *problem;
    bool (*tell)(const struct telling *);
} tellings[] = {
    {"found unexpected end of stream", tell_open_quote},
    {"", tell_tab},
    {YAML_SMART_QUOTES, tell_smart},
    {"mapping values are not allowed", tell_smart},
    {"did not find expected key", tell_smart},
    {"mapping values are not allowed", tell_colon},
    {"could not find expected ':'", tell_no_colon},
    {"found character that cannot start", tell_bad_start},
    {"did not find expected alphabetic", tell_bad_start},
    {"did not find expected node content", tell_bad_start},
    {"found unknown directive", tell_bad_start},
    {"mapping keys are not allowed", tell_bad_start},
    {"block sequence entries", tell_list_inside},
    {"did not find expected comment or line break", tell_block_text},
    {"found unknown escape", tell_escape},
    {"did not find expected hexdecimal", tell_escape},
    {"did not find expected ',' or", tell_open_bracket},
    {"did not find expected key", tell_after_value},
    {"did not find expected '-'", tell_list_end},
    {"did not find expected <document start>", tell_after_end},
};

void yaml_fault_report(const struct yaml_fault *f, struct str path, uint32_t first_line, struct arena *a,
                       struct diags *ds)
{
    struct telling t = {.fault = f, .path = path, .first_line = first_line, .arena = a, .diags = ds};
    t.at = take_apart(nth_line(f->text, f->line));
    t.before = take_apart(nth_line(f->text, line_before(f->text, f->line)));
    t.context = take_apart(nth_line(f->text, f->context_line));
    struct str problem = str_of(f->problem);
    for (size_t i = 0; i < sizeof tellings / sizeof *tellings; i++)
        if (str_starts(problem, str_of(tellings[i].problem)) && tellings[i].tell(&t))
            return;
    tell(&t, f->line, f->col,
         f->problem ? str_printf(a, tr("this is no YAML: %s%s%s"), f->problem, f->context ? ", " : "",
                                 f->context ? f->context : "")
                    : str_of(tr("this is no YAML")));
}
