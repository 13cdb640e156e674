#include "render/blank.h"

#include "base/buf.h"

enum { ROWS = 3 }; /* that a list begins with when its schema does not say how many it wants */

static void put_indent(struct buf *out, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        buf_put(out, STR("  "));
}

/* A text from a schema within a comment. */
static void put_inline(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_char(out, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

static void put_key(struct buf *out, size_t depth, struct str name, const char *rest)
{
    put_indent(out, depth);
    buf_put(out, name);
    buf_put(out, STR(":"));
    buf_put(out, str_of(rest));
    buf_char(out, '\n');
}

/* "# Farve (skal med): tegl, hav. Farven følger temaet overalt." */
static void put_comment(struct buf *out, size_t depth, const struct field *f, const struct strings *words)
{
    put_indent(out, depth);
    buf_put(out, STR("# "));
    put_inline(out, f->label);
    if (f->required) {
        buf_put(out, STR(" ("));
        put_inline(out, strings_get(words, STR("required")));
        buf_char(out, ')');
    }
    for (size_t i = 0; i < f->n_choices; i++) {
        buf_put(out, i ? STR(", ") : STR(": "));
        put_inline(out, f->choices[i].id);
    }
    if (f->help.n) {
        buf_put(out, STR(". "));
        put_inline(out, f->help);
    }
    buf_char(out, '\n');
}

static void put_fields(struct buf *out, size_t depth, const struct field *fields, size_t n,
                       const struct strings *words);

static void put_rows(struct buf *out, size_t depth, const struct field *f)
{
    int64_t rows = f->has_min && f->min > 0 && f->min <= 10 ? f->min : ROWS;
    put_key(out, depth, f->name, "");
    for (int64_t i = 0; i < rows; i++) {
        put_indent(out, depth + 1);
        buf_put(out, STR("-\n"));
    }
}

/* One group of a list, as a pattern for more: "- titel:" and the others below it. */
static void put_group_row(struct buf *out, size_t depth, const struct field *f)
{
    put_key(out, depth, f->name, "");
    for (size_t i = 0; i < f->n_fields; i++) {
        put_indent(out, depth + 1);
        buf_put(out, i ? STR("  ") : STR("- "));
        buf_put(out, f->fields[i].name);
        buf_put(out, STR(":\n"));
    }
}

static void put_field(struct buf *out, size_t depth, const struct field *f, const struct strings *words)
{
    put_comment(out, depth, f, words);
    if (f->kind == FIELD_GROUP) {
        put_key(out, depth, f->name, "");
        put_fields(out, depth + 1, f->fields, f->n_fields, words);
    } else if (f->kind == FIELD_LIST && f->n_fields) {
        put_group_row(out, depth, f);
    } else if (f->kind == FIELD_LIST) {
        put_rows(out, depth, f);
    } else if (f->kind == FIELD_MARKDOWN) {
        put_key(out, depth, f->name, " |");
        put_indent(out, depth + 1);
        buf_char(out, '\n');
    } else {
        put_key(out, depth, f->name, f->kind == FIELD_PAGES ? " []" : "");
    }
}

static void put_fields(struct buf *out, size_t depth, const struct field *fields, size_t n,
                       const struct strings *words)
{
    for (size_t i = 0; i < n; i++)
        if (!fields[i].via.n)
            put_field(out, depth, &fields[i], words);
}

void render_blank(const struct type *t, const struct strings *words, struct buf *out)
{
    buf_put(out, STR("---\n# "));
    put_inline(out, t->help.n ? t->help : t->one);
    buf_char(out, '\n');
    buf_put(out, STR("title:\ntype: "));
    buf_put(out, t->name);
    buf_put(out, STR("\nsummary:\nowner:\n# "));
    put_inline(out, strings_get(words, STR("blank_draft")));
    buf_put(out, STR("\ndraft: true\n"));
    put_fields(out, 0, t->fields, t->n_fields, words);
    buf_put(out, STR("---\n"));
}
