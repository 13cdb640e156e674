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
        if (!is_key(key) || !value.n || value.p[0] == '[' || value.p[0] == '{' ||
            str_starts(value, STR("\"\"\"")) || value_get(map, key))
            continue;
        struct value v = {.kind = VALUE_TEXT, .line = no, .col = 1};
        v.s = scalar(value, a, &v.plain);
        value_map_add(map, a, key, v);
    }
}
