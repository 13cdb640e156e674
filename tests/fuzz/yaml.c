/* Fuzz driver: front matter and data. A value, or at least one error; its texts are UTF-8 without unwanted characters. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "read/input.h"
#include "read/yaml.h"

static bool clean(struct str s)
{
    for (size_t i = 0; i < s.n;)
        if (utf8_unwanted(utf8_next(s, &i)))
            return false;
    return true;
}

static bool value_clean(const struct value *v, unsigned depth)
{
    if (depth > 70 || (v->kind == VALUE_TEXT && !clean(v->s)))
        return false;
    if (v->kind == VALUE_LIST)
        for (size_t i = 0; i < v->list.n; i++)
            if (!value_clean(v->list.items + i, depth + 1))
                return false;
    if (v->kind == VALUE_MAP)
        for (size_t i = 0; i < v->map.n; i++)
            if (!clean(v->map.pairs[i].key.s) || !value_clean(&v->map.pairs[i].value, depth + 1))
                return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diags ds = {.arena = &a};
    struct str text;
    struct value v;
    if (input_read(str_n((const char *)data, size), STR(""), &a, &ds, &text)) {
        bool ok = yaml_parse(text, STR("f"), 1, &a, &ds, &v);
        fuzz_require(ok != diags_any(&ds, DIAG_ERROR), "a value, or an error");
        fuzz_require(!ok || value_clean(&v, 0), "texts without unwanted characters");
        ok = yaml_parse_data(text, STR("f"), &a, &ds, &v);
        fuzz_require(!ok || value_clean(&v, 0), "data without unwanted characters");
    }
    arena_clear(&a);
    return 0;
}
