/* show - what the tests of read/ compare: diagnostics, values and docs as text. */
#ifndef TESTS_UNIT_SHOW_H
#define TESTS_UNIT_SHOW_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/value.h"
#include "read/doc.h"

/* "2:8 yaml: text\n" for each */
static inline void show_diags(const struct diags *ds, struct buf *out)
{
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = ds->items + i;
        struct str code = code_name(d->code);
        buf_printf(out, "%u:%u %.*s: %.*s\n", d->line, d->col, STR_F(code), STR_F(d->text));
    }
}

typedef void show_fn(struct buf *out, const struct hole *h, bool open);

/* The HTML from..to with the n holes in it, each opened and closed by fn. */
static inline void show_holes(const struct doc *d, size_t first, size_t n, uint32_t from, uint32_t to,
                              show_fn *fn, struct buf *out)
{
    for (size_t i = first; i < first + n; i += 1 + d->holes[i].inner) {
        const struct hole *h = d->holes + i;
        buf_put(out, str_sub(d->html, from, h->start - from));
        fn(out, h, true);
        show_holes(d, i + 1, h->inner, h->start, h->end, fn, out);
        fn(out, h, false);
        from = h->end;
    }
    buf_put(out, str_sub(d->html, from, to - from));
}

static inline void show_hole(struct buf *out, const struct hole *h, bool open)
{
    static const char *const names[] = {"LINK", "IMAGE", "AUTO", "VIDEO", "STRING", "CAPITALS"};
    bool empty = h->kind == HOLE_IMAGE || h->kind == HOLE_STRING;
    if (h->kind == HOLE_CAPITALS) /* the word stands there as it is; tests of markup are not about it */
        return;
    if (!open) {
        buf_put(out, empty ? STR("") : STR("{/}"));
        return;
    }
    buf_printf(out, "{%s %.*s", names[h->kind], STR_F(h->dest));
    if (h->title.n)
        buf_printf(out, "|title=%.*s", STR_F(h->title));
    if (h->kind == HOLE_IMAGE)
        buf_printf(out, "|alt=%.*s", STR_F(h->alt));
    buf_put(out, h->dropped ? STR("|dropped}") : STR("}"));
}

/* The HTML with its holes: {LINK dest|title=t}text{/}, {IMAGE dest|alt=a}. */
static inline void show_html(const struct doc *d, struct buf *out)
{
    show_holes(d, 0, d->n_holes, 0, (uint32_t)d->html.n, show_hole, out);
}

static inline void assert_shown(struct buf *got, const char *want)
{
    buf_char(got, 0);
    assert_string_equal(got->p, want);
    buf_free(got);
}

#endif
