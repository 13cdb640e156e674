/* chart - pictures that a layout declares in its front matter, drawn as SVG from the page's own data, with the data beside.
 *   charts:
 *     gang: {kind: timeline, label: course, list: trin, date: dato, title: organ, status: status}
 *     hjul: {kind: wheel, label: year, of: QUERY, from: fra, to: til, repeat: hvert_aar}
 *     spor: {kind: trace, label: thread, layers: [input, kategori, plan, plan.indsatser], links: [input.kategori, plan.indsatser]}
 *     felt: {kind: matrix, label: counts, of: QUERY}
 * Owns:      nothing; lies in the arena.
 * Fails:     a wrong declaration is a diagnostic (bad-query) with the layout's line and column; its picture is never drawn.
 * Invariant: {{#NAME}} is nothing when there is nothing to draw; else it has `svg`, and the same as text: a timeline's and a
 *            wheel's `items`, a trace's `layers` with `items`; a wheel and a trace have `until`, the moment at which the first page
 *            drawn runs out. `label` is the key of a string: the picture's title. Only visible
 *            pages are drawn, and no name of a type stands in this code.
 */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include "base/diag.h"
#include "view/view.h"

struct chart;

/* A layout's chart as declared; queries: those of the same layout. NULL when it cannot be drawn. */
struct chart *chart_compile(const struct value_pair *p, const struct named_query *queries, size_t n_queries,
                            const struct types *types, struct str path, struct arena *a, struct diags *ds);
struct value chart_value(const struct view *v, const struct chart *c, struct arena *a);

#endif
