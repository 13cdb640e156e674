/* Fuzz driver of the template engine. Input: a template, then its partials, each behind a NUL byte; they are named "", "1",
 * "2" and so on. The data is always the same: some of each kind of value, and names of partials. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "layout/layout.h"

static struct value make_data(struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, 3);
    struct value data = {.kind = VALUE_MAP}, inner = {.kind = VALUE_MAP};
    value_map_add(&inner, a, STR("t"), value_text(STR("in <b>\nof & \"l\"")));
    value_map_add(&inner, a, STR("p"), value_text(STR("2")));
    items[0] = inner;
    items[1] = value_int(7);
    items[2] = value_list(items, 1);
    value_map_add(&data, a, STR("t"), value_text(STR("<out>")));
    value_map_add(&data, a, STR("h"), value_html(STR("<i>\n</i>")));
    value_map_add(&data, a, STR("l"), value_list(items, 3));
    value_map_add(&data, a, STR("m"), inner);
    value_map_add(&data, a, STR("n"), value_null());
    value_map_add(&data, a, STR("p"), value_text(STR("1")));
    return data;
}

static void count_use(void *ctx, const struct layout_use *u)
{
    *(size_t *)ctx += u->name.n + u->line;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0}, scratch = {0};
    struct layouts ls = {.arena = &a};
    struct diags ds = {.arena = &a};
    struct buf out = {0};
    struct value data = make_data(&a);
    struct str rest = str_dup(&a, str_n((const char *)bytes, n)), text;
    size_t uses = 0;
    for (int i = 0; i < 8 && str_split(&rest, 0, &text); i++)
        layout_add(&ls, i ? str_printf(&a, "%d", i) : STR(""), text, STR("t"), 1, &ds);
    MAP_EACH (&ls.by_name, e)
        layout_each_use(e->value, count_use, &uses);
    if (layout_find(&ls, STR("")))
        layout_render(&ls, layout_find(&ls, STR("")), &data, &scratch, &out);
    buf_free(&out);
    arena_clear(&scratch);
    arena_clear(&a);
    return 0;
}
