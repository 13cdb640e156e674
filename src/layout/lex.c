#include "layout/lex.h"

#include "base/limits.h"
#include "base/utf8.h"

void lex_init(struct lexer *x, struct str text, struct str path, uint32_t line, struct diags *ds)
{
    *x = (struct lexer){
        .text = text, .path = path, .ds = ds, .open = STR("{{"), .close = STR("}}"), .line = line, .col = 1};
}

/* Places are counted once, from tag to tag, so that a long line of tags costs no more than its bytes. */
static void count_to(struct lexer *x, size_t to)
{
    for (; x->counted < to; x->counted++) {
        unsigned char c = (unsigned char)x->text.p[x->counted];
        if (c == '\n') {
            x->line++;
            x->col = 1;
        } else if ((c & 0xC0) != 0x80) {
            x->col++;
        }
    }
}

static size_t find(const struct lexer *x, size_t from, struct str what)
{
    size_t i = str_find_str(str_from(x->text, from), what);
    return i == STR_NONE ? STR_NONE : from + i;
}

/* The closing delimiter between from and to; with a mark the byte before it must be that mark, and its place
 * is given. */
static size_t find_close(const struct lexer *x, size_t from, size_t to, char mark)
{
    for (size_t i = from;; i++) {
        size_t j = str_find_str(str_sub(x->text, i, to > i ? to - i : 0), x->close);
        if (j == STR_NONE)
            return STR_NONE;
        i += j;
        if (!mark)
            return i;
        if (i > from && x->text.p[i - 1] == mark)
            return i - 1;
    }
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* For messages: the first line of a tag, and not too much of it. */
static struct str excerpt(struct str s)
{
    return utf8_cut(str_sub(s, 0, str_find(s, '\n')), 40);
}

static void fault_unclosed(struct lexer *x, const struct tag *t, const char *mark, size_t next)
{
    struct str seen = excerpt(str_sub(x->text, t->from, next - t->from));
    x->faults++;
    if (next == x->text.n) {
        diag_at(x->ds, CODE_TEMPLATE, x->path, t->line, t->col,
                "tag \"%.*s\" is not closed: expected \"%s%.*s\", found the end of the file",
                STR_F(str_trim(seen)), mark, STR_F(x->close));
        return;
    }
    count_to(x, next);
    diag_at(x->ds, CODE_TEMPLATE, x->path, t->line, t->col,
            "tag \"%.*s\" is not closed: expected \"%s%.*s\", found \"%.*s\" on line %u",
            STR_F(str_trim(seen)), mark, STR_F(x->close), STR_F(x->open), x->line);
}

/* {{=<% %>=}}: two words, neither with an = in it. */
static void set_delimiters(struct lexer *x, const struct tag *t)
{
    size_t first = 0, second, n = t->name.n;
    while (first < n && !blank(t->name.p[first]))
        first++;
    second = first;
    while (second < n && blank(t->name.p[second]))
        second++;
    struct str open = str_sub(t->name, 0, first), close = str_from(t->name, second);
    bool one = true;
    for (size_t i = 0; i < close.n; i++)
        one = one && !blank(close.p[i]);
    if (open.n && close.n && one && str_find(t->name, '=') == STR_NONE) {
        x->open = open;
        x->close = close;
        return;
    }
    x->faults++;
    diag_at(x->ds, CODE_TEMPLATE, x->path, t->line, t->col,
            "expected two delimiters with a blank between them and without \"=\", found \"%.*s\"",
            STR_F(excerpt(t->name)));
}

static enum tag_kind kind_of(char mark)
{
    return mark == '{' ? TAG_RAW : mark && strchr("&#^/><$!=", mark) ? (enum tag_kind)mark : TAG_VARIABLE;
}

/* Reads the tag at `from`; false when it is not closed, with x->at where a next one may begin. */
static bool read_tag(struct lexer *x, size_t from, struct tag *t)
{
    size_t at = from + x->open.n;
    count_to(x, from);
    *t = (struct tag){.from = from, .line = x->line, .col = x->col};
    while (at < x->text.n && blank(x->text.p[at]))
        at++;
    char mark = at < x->text.n ? x->text.p[at] : 0;
    t->kind = kind_of(mark);
    if (t->kind != TAG_VARIABLE)
        at++;
    char twin = mark == '{' ? '}' : mark == '=' ? '=' : 0; /* stands before the closing delimiter */
    size_t next = x->text.n;
    if (t->kind != TAG_DELIMITERS && t->kind != TAG_COMMENT) {
        size_t other = find(x, at, x->open);
        next = other == STR_NONE ? x->text.n : other;
    }
    /* where another tag opens this one must have closed; that may be one place, as in |a| */
    size_t end = find_close(x, at, next == x->text.n ? next : next + x->close.n, twin);
    if (end == STR_NONE) {
        fault_unclosed(x, t, twin == '}' ? "}" : twin == '=' ? "=" : "", next);
        x->at = next;
        return false;
    }
    t->name = str_trim(str_sub(x->text, at, end - at));
    t->to = end + (twin != 0) + x->close.n;
    x->at = t->to;
    return true;
}

bool lex_next(struct lexer *x, struct tag *t)
{
    while (x->faults < LIMIT_DIAGS) {
        size_t from = find(x, x->at, x->open);
        if (from == STR_NONE)
            return false;
        if (!read_tag(x, from, t))
            continue;
        if (t->kind == TAG_DELIMITERS)
            set_delimiters(x, t);
        return true;
    }
    return false;
}
