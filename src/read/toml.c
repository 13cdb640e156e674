#include "read/toml.h"

#include "base/arena.h"

/* The text between quotes, without its escapes (only \" and \\ matter to a title); a bare word as it stands. */
static struct str scalar(struct str s, struct arena *a, bool *plain)
{
    char quote = s.n ? s.p[0] : 0;
    *plain = quote != '"' && quote != '\'';
    if (*plain) {
        size_t comment = str_find(s, '#');
        return str_trim(comment == STR_NONE ? s : str_sub(s, 0, comment));
    }
    char *p = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 1; i < s.n && s.p[i] != quote; i++) {
        if (quote == '"' && s.p[i] == '\\' && i + 1 < s.n)
            i++;
        p[n++] = s.p[i];
    }
    return str_n(p, n);
}

/* `["a", "b"]`, over several lines or in one; what stands behind the bracket is left. *rest: the lines that follow. */
static struct value list(struct str s, struct str *rest, uint32_t *no, struct arena *a)
{
    struct value v = {.kind = VALUE_LIST, .line = *no, .col = 1};
    size_t cap = 0;
    for (s = str_from(s, 1);;) {
        s = str_trim(s);
        struct str line;
        if (s.n && s.p[0] != '#') {
            if (s.p[0] == ']')
                return v;
            struct value item = {.kind = VALUE_TEXT, .line = *no, .col = 1};
            size_t n = 1;
            bool quoted = s.p[0] == '"' || s.p[0] == '\'';
            while (n < s.n && (quoted ? s.p[n] != s.p[0] : s.p[n] != ',' && s.p[n] != ']'))
                n += s.p[n] == '\\' && s.p[0] == '"' && n + 1 < s.n ? 2 : 1;
            item.s = scalar(str_sub(s, 0, n + quoted), a, &item.plain);
            if (s.p[0] != ',')
                *ARENA_PUSH(a, v.list.items, v.list.n, cap, struct value) = item;
            s = str_from(s, s.p[0] == ',' ? 1 : n + quoted);
        } else if (str_split(rest, '\n', &line)) {
            s = line;
            ++*no;
        } else {
            return v;
        }
    }
}

/* The text between """ and """, or ''' and ''', over several lines; empty when it has no end. */
static struct str long_text(struct str s, struct str *rest, uint32_t *no)
{
    struct str all = str_n(s.p + 3, (size_t)(rest->p + rest->n - s.p) - 3);
    size_t n = str_find_str(all, str_sub(s, 0, 3)), lines = 0, at = 0;
    if (n == STR_NONE)
        return STR("");
    size_t line_end = str_find(str_from(all, n), '\n');
    at = line_end == STR_NONE ? all.n : n + line_end + 1;
    for (size_t i = 0; i < at; i++)
        lines += all.p[i] == '\n';
    *rest = at > s.n - 3 ? str_from(all, at) : *rest;
    *no += lines > 0 ? (uint32_t)lines - 1 : 0;
    return str_trim(str_sub(all, 0, n));
}

static bool is_key(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
              c == '-'))
            return false;
    }
    return s.n != 0;
}

void toml_front(struct str text, uint32_t first_line, struct arena *a, struct value *map)
{
    struct str line;
    for (uint32_t no = first_line; str_split(&text, '\n', &line); no++) {
        struct str bare = str_trim(line);
        size_t equals = str_find(bare, '=');
        if (bare.n && bare.p[0] == '[')
            return;
        struct str key = equals == STR_NONE ? STR("") : str_trim(str_sub(bare, 0, equals));
        struct str value = equals == STR_NONE ? STR("") : str_trim(str_from(bare, equals + 1));
        if (!is_key(key) || !value.n || value.p[0] == '{' || value_get(map, key))
            continue;
        struct value v = {.kind = VALUE_TEXT, .line = no, .col = 1};
        if (str_starts(value, STR("\"\"\"")) || str_starts(value, STR("'''")))
            v.s = long_text(value, &text, &no);
        else if (value.p[0] == '[')
            v = list(value, &text, &no, a);
        else
            v.s = scalar(value, a, &v.plain);
        if (v.kind == VALUE_LIST || v.s.n || value.p[0] != '"' || !str_starts(value, STR("\"\"\"")))
            value_map_add(map, a, key, v);
    }
}
