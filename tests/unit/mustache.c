/* The official specification's tests (tests/mustache/) straight against the engine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "layout/layout.h"

static struct value value_of(const json_t *j, struct arena *a)
{
    struct value v = value_null(), item;
    const char *key;
    json_t *member;
    switch (json_typeof(j)) {
    case JSON_OBJECT:
        v.kind = VALUE_MAP;
        json_object_foreach((json_t *)j, key, member) value_map_add(&v, a, str_of(key), value_of(member, a));
        return v;
    case JSON_ARRAY:
        v = value_list(ARENA_ARRAY(a, struct value, json_array_size(j)), json_array_size(j));
        for (size_t i = 0; i < v.list.n; i++) {
            item = value_of(json_array_get(j, i), a);
            v.list.items[i] = item;
        }
        return v;
    case JSON_STRING:
        return value_text(str_n(json_string_value(j), json_string_length(j)));
    case JSON_INTEGER:
        return value_int(json_integer_value(j));
    case JSON_REAL:
        return (struct value){.kind = VALUE_REAL, .r = json_real_value(j)};
    case JSON_TRUE:
    case JSON_FALSE:
        return value_bool(json_is_true(j));
    case JSON_NULL:
        break;
    }
    return v;
}

static bool run_case(const json_t *test)
{
    struct arena a = {0};
    struct layouts ls = {.arena = &a};
    struct diags ds = {.arena = &a};
    struct buf out = {0};
    const char *name;
    json_t *partial;
    struct str text = str_of(json_string_value(json_object_get(test, "template")));
    struct str want = str_of(json_string_value(json_object_get(test, "expected")));
    struct value data = value_of(json_object_get(test, "data"), &a);
    bool ok = layout_add(&ls, STR(""), text, STR("template"), 1, &ds);
    json_object_foreach(json_object_get(test, "partials"), name, partial) ok =
        layout_add(&ls, str_of(name), str_of(json_string_value(partial)), str_of(name), 1, &ds) && ok;
    if (ok)
        ok = !layout_render(&ls, layout_find(&ls, STR("")), &data, &a, &out) && str_eq(buf_str(&out), want);
    if (!ok) {
        printf("# %s: wanted <%.*s>\n# got <%.*s>\n", json_string_value(json_object_get(test, "name")),
               STR_F(want), STR_F(buf_str(&out)));
        diags_print(&ds, stdout);
    }
    buf_free(&out);
    arena_clear(&a);
    return ok;
}

static void run_file(void **state)
{
    char path[512];
    const char *root = getenv("ROOT");
    snprintf(path, sizeof path, "%s/tests/mustache/%s.json", root ? root : ".", (const char *)*state);
    json_t *file = json_load_file(path, 0, NULL), *tests = json_object_get(file, "tests"), *test;
    size_t i, bad = 0;
    assert_true(json_array_size(tests) >= 12);
    json_array_foreach(tests, i, test) bad += !run_case(test);
    json_decref(file);
    assert_int_equal(bad, 0);
}

#define SPEC(name)                                                                                           \
    {                                                                                                        \
        name, run_file, NULL, NULL, name                                                                     \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC("comments"), SPEC("delimiters"), SPEC("interpolation"), SPEC("inverted"),
        SPEC("sections"), SPEC("partials"),   SPEC("inheritance"),   SPEC("dynamic-names"),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
