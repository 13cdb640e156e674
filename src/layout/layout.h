/* layout - Mustache templates: compiled once, evaluated straight into the page's buffer.
 * Owns:      compiled templates, in the store's arena.
 * Fails:     a template that cannot be read is a diagnostic (code template) with its place, and is not added.
 *            Rendering cannot fail: unknown names and partials are empty; what passes a bound (LIMIT_TEMPLATE_*)
 *            is left out, and layout_render says so.
 * Processes: the store is filled before workers are forked and only read in them.
 * Invariant: knows values, not pages. HTML-escapes text by default; VALUE_HTML is printed as it is.
 * Source:    the Mustache specification 1.4: interpolation, sections, inverted, partials, comments, delimiters,
 *            inheritance, dynamic names; no lambdas.
 * Example:   struct layouts ls = {.arena = a};
 *            layout_add(&ls, STR("base"), text, path, 1, ds);
 *            layout_render(&ls, layout_find(&ls, STR("base")), &root, scratch, out);
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "base/diag.h"
#include "base/map.h"
#include "base/value.h"

struct buf;
struct layout;

struct layouts {
    struct arena *arena;
    struct map by_name; /* struct layout */
};

/* name: "base", "partials/card"; line: of the file that text begins on. A template of the same name is
 * replaced. Name, text and path must live as long as the store; all of the text's faults are reported. No
 * partial reaches a template named "". */
bool layout_add(struct layouts *ls, struct str name, struct str text, struct str path, uint32_t line,
                struct diags *ds);
const struct layout *layout_find(const struct layouts *ls, struct str name);

/* Appends what the template makes of root to `out`. Returns NULL, or, when a bound was passed, a sentence
 * that says which. */
const char *layout_render(const struct layouts *ls, const struct layout *l, const struct value *root,
                          struct arena *scratch, struct buf *out);

/* Each name that the layout uses ({{a.b}} gives "a.b"), with its place; inner names of sections too, but not
 * {{.}}, which names nothing. Partials and parents named literally come with is_partial, dynamic ones as the
 * name that is looked up. */
struct layout_use {
    struct str name;
    struct str path;
    uint32_t line, col;
    bool is_partial;
    bool raw;                         /* {{{ }}} or {{& }} */
    const struct layout_use *section; /* the one around it in this template, or NULL; gone after the call */
};
void layout_each_use(const struct layout *l, void (*fn)(void *ctx, const struct layout_use *u), void *ctx);

#endif
