#include "render/vscode.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/tr.h"
#include "base/value.h"
#include "render/schema.h"

static struct value map_of(struct arena *a, const struct value_pair *pairs, size_t n)
{
    struct value m = {.kind = VALUE_MAP};
    for (size_t i = 0; i < n; i++)
        value_map_add(&m, a, pairs[i].key.s, pairs[i].value);
    return m;
}

#define MAP(a, ...)                                                                                          \
    map_of((a), (struct value_pair[]){__VA_ARGS__},                                                          \
           sizeof(struct value_pair[]){__VA_ARGS__} / sizeof(struct value_pair))
#define IS(name, v)                                                                                          \
    {                                                                                                        \
        .key = {STR_INIT(name), 0}, .value = (v)                                                             \
    }
#define TEXT(lit) value_text(STR(lit))

static struct value list_of_one(struct value v, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, 1);
    items[0] = v;
    return value_list(items, 1);
}

static struct value matcher(struct value pattern, struct arena *a)
{
    struct value *where = ARENA_ARRAY(a, struct value, 2);
    where[0] = TEXT("relative");
    where[1] = TEXT("${workspaceFolder}");
    return MAP(a, IS("owner", TEXT("vidensbank")), IS("source", TEXT("vidensbank")),
               IS("fileLocation", value_list(where, 2)), IS("pattern", pattern));
}

/* Lines of `check`: content/a.md:3:1: error: the text [code], and of a whole file, without numbers. What the program says of itself
 * is of no file. */
static struct value matchers(struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, 2);
    items[0] = matcher(
        MAP(a,
            IS("regexp", TEXT("^([^:]+):(\\d+):(?:(\\d+):)? (error|warning|note): (.*) \\[([a-z0-9-]+)\\]$")),
            IS("file", value_int(1)), IS("line", value_int(2)), IS("column", value_int(3)),
            IS("severity", value_int(4)), IS("message", value_int(5)), IS("code", value_int(6))),
        a);
    items[1] = matcher(
        MAP(a, IS("kind", TEXT("file")),
            IS("regexp", TEXT("^(?!vidensbank:)([^:]+): (error|warning|note): (.*) \\[([a-z0-9-]+)\\]$")),
            IS("file", value_int(1)), IS("severity", value_int(2)), IS("message", value_int(3)),
            IS("code", value_int(4))),
        a);
    return value_list(items, 2);
}

static struct value task(const char *label, const char *command, bool test, struct arena *a)
{
    struct value group =
        MAP(a, IS("kind", test ? TEXT("test") : TEXT("build")), IS("isDefault", value_bool(true)));
    return MAP(a, IS("label", value_text(str_of(label))), IS("type", TEXT("process")),
               IS("command", TEXT("vidensbank")), IS("args", list_of_one(value_text(str_of(command)), a)),
               IS("group", group), IS("problemMatcher", matchers(a)));
}

static struct value tasks(struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, 2);
    items[0] = task(tr("Knowledge bank: look for faults"), "check", true, a);
    items[1] = task(tr("Knowledge bank: build"), "build", false, a);
    return MAP(a, IS("version", TEXT("2.0.0")), IS("tasks", value_list(items, 2)));
}

static struct value settings(struct arena *a)
{
    struct value markdown =
        MAP(a, IS("editor.wordWrap", TEXT("on")), IS("editor.quickSuggestions", value_bool(true)),
            IS("editor.unicodeHighlight.ambiguousCharacters", value_bool(false)));
    struct value yaml =
        MAP(a, IS("editor.insertSpaces", value_bool(true)), IS("editor.tabSize", value_int(2)));
    return MAP(a, IS("files.encoding", TEXT("utf8")), IS("files.eol", TEXT("\n")),
               IS("files.insertFinalNewline", value_bool(true)),
               IS("files.associations", MAP(a, IS("*.mustache", TEXT("html")))), IS("[markdown]", markdown),
               IS("[yaml]", yaml));
}

/* For settings and types, which are YAML; pages need none. */
static struct value extensions(struct arena *a)
{
    return MAP(a, IS("recommendations", list_of_one(TEXT("redhat.vscode-yaml"), a)));
}

/* What a signs means to a snippet is taken away from it. */
static struct str snippet_text(struct arena *a, struct str s)
{
    struct buf b = {0};
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("$}\\,|", s.p[i]))
            buf_char(&b, '\\');
        buf_char(&b, s.p[i]);
    }
    struct str text = buf_dup(a, &b);
    buf_free(&b);
    return text;
}

static struct str place_for(const struct field *f, unsigned number, struct arena *a)
{
    struct str options = STR("");
    for (size_t i = 0; i < f->n_choices; i++)
        options = str_printf(a, "%.*s%s%.*s", STR_F(options), i ? "," : "",
                             STR_F(snippet_text(a, f->choices[i].id)));
    if (options.n)
        return str_printf(a, "%.*s: ${%u|%.*s|}", STR_F(f->name), number, STR_F(options));
    struct str label = snippet_text(a, f->label.n ? f->label : f->name);
    return str_printf(a, "%.*s: ${%u:%.*s}", STR_F(f->name), number, STR_F(label));
}

static struct value snippet(const struct type *t, struct arena *a)
{
    struct value *lines = NULL;
    size_t n = 0, cap = 0;
    unsigned number = 1;
    *ARENA_PUSH(a, lines, n, cap, struct value) = TEXT("---");
    *ARENA_PUSH(a, lines, n, cap, struct value) = value_text(STR("title: ${1:${TM_FILENAME_BASE}}"));
    *ARENA_PUSH(a, lines, n, cap, struct value) =
        value_text(STR("date: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"));
    for (size_t i = 0; i < t->n_fields; i++)
        if (t->fields[i].required && !t->fields[i].via.n)
            *ARENA_PUSH(a, lines, n, cap, struct value) = value_text(place_for(&t->fields[i], ++number, a));
    *ARENA_PUSH(a, lines, n, cap, struct value) = TEXT("---");
    *ARENA_PUSH(a, lines, n, cap, struct value) = TEXT("");
    *ARENA_PUSH(a, lines, n, cap, struct value) = TEXT("$0");
    return MAP(a, IS("scope", TEXT("markdown")), IS("prefix", value_text(t->name)),
               IS("description", value_text(t->help.n ? t->help : t->one)), IS("body", value_list(lines, n)));
}

static struct value snippets(const struct types *ts, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    for (size_t i = 0; i < ts->n; i++)
        value_map_add(&m, a, ts->items[i].one.n ? ts->items[i].one : ts->items[i].name,
                      snippet(&ts->items[i], a));
    return m;
}

struct vscode_file *vscode_files(const struct types *ts, struct arena *a, size_t *n)
{
    struct vscode_file *files = ARENA_ARRAY(a, struct vscode_file, ts->n + 4);
    size_t k = 0;
    files[k++] = (struct vscode_file){STR(".vscode/tasks.json"), tasks(a)};
    files[k++] = (struct vscode_file){STR(".vscode/settings.json"), settings(a)};
    files[k++] = (struct vscode_file){STR(".vscode/extensions.json"), extensions(a)};
    files[k++] = (struct vscode_file){STR(".vscode/vidensbank.code-snippets"), snippets(ts, a)};
    for (size_t i = 0; i < ts->n; i++)
        files[k++] =
            (struct vscode_file){str_printf(a, ".vscode/schemas/%.*s.schema.json", STR_F(ts->items[i].name)),
                                 schema_value(ts, &ts->items[i], a)};
    *n = k;
    return files;
}
