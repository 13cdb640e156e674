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

/* The HTML with its holes: {LINK dest|title}text{/}, {IMAGE dest|title|alt}. */
static inline void show_html(const struct doc *d, struct buf *out)
{
    static const char *const names[] = {"LINK", "IMAGE", "AUTO", "VIDEO", "STRING"};
    size_t next = 0;
    for (size_t i = 0; i <= d->html.n; i++) {
        for (size_t k = 0; k < next; k++)
            if (d->holes[k].end == i && d->holes[k].kind != HOLE_IMAGE && d->holes[k].kind != HOLE_STRING &&
                d->holes[k].start < i)
                buf_put(out, STR("{/}"));
        for (; next < d->n_holes && d->holes[next].start == i; next++) {
            const struct hole *h = d->holes + next;
            buf_printf(out, "{%s %.*s", names[h->kind], STR_F(h->dest));
            if (h->title.n)
                buf_printf(out, "|title=%.*s", STR_F(h->title));
            if (h->kind == HOLE_IMAGE)
                buf_printf(out, "|alt=%.*s", STR_F(h->alt));
            buf_put(out, h->dropped ? STR("|dropped}") : STR("}"));
        }
        if (i < d->html.n)
            buf_char(out, d->html.p[i]);
    }
}

static inline void assert_shown(struct buf *got, const char *want)
{
    buf_char(got, 0);
    assert_string_equal(got->p, want);
    buf_free(got);
}

#endif
