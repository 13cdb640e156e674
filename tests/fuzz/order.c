/* Fuzz driver: a file's front matter as `fmt` puts it in order, and what other generators write there (TOML). In order it stays in
 * order, says the same and has the same body. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "read/front.h"
#include "read/order.h"
#include "read/toml.h"

static const struct str names[] = {STR_INIT("title"), STR_INIT("type"), STR_INIT("b"), STR_INIT("a")};

static const struct value *look(struct str bytes, struct arena *a, struct front *f)
{
    struct diags ds = {.arena = a};
    return front_read(bytes, STR("f"), a, &ds, f) ? &f->map : NULL;
}

static void check_same(struct str before, struct str after, struct arena *a)
{
    struct front one, two;
    const struct value *x = look(before, a, &one), *y = look(after, a, &two);
    struct buf xs = {0}, ys = {0};
    fuzz_require(x && y && x->map.n == y->map.n, "both can be read");
    fuzz_require(str_eq(one.body, two.body) && before.n == after.n, "the body stays");
    for (size_t i = 0; i < x->map.n; i++) {
        const struct value *v = value_get(y, x->map.pairs[i].key.s);
        fuzz_require(v != NULL, "every key stays");
        buf_clear(&xs);
        buf_clear(&ys);
        value_json(&x->map.pairs[i].value, a, false, 0, &xs);
        value_json(v, a, false, 0, &ys);
        fuzz_require(str_eq(buf_str(&xs), buf_str(&ys)), "every value stays");
    }
    buf_free(&xs);
    buf_free(&ys);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct str all = str_n((const char *)bytes, n), out, again;
    struct value map = {.kind = VALUE_MAP};
    if (order_front(all, names, sizeof names / sizeof *names, &a, &out) == ORDER_CHANGED) {
        check_same(all, out, &a);
        /* libyaml counts U+2029 as the end of a line, which is none in a file: keys behind one may not be told apart */
        enum order_result then = order_front(out, names, sizeof names / sizeof *names, &a, &again);
        fuzz_require(then == ORDER_KEPT || then == ORDER_ODD, "what is in order stays so");
    }
    toml_front(all, 1, &a, &map);
    arena_clear(&a);
    return 0;
}
