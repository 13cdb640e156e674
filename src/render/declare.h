/* declare - what a layout's front matter asks for: queries, charts and files beside the page.
 *            queries: {NAME: QUERY}            {{#NAME}} gives what it finds (model/query.h)
 *            charts: {NAME: CHART}             {{#NAME}} has the picture (view/chart.h)
 *            files: {NAME.csv: QUERY'S NAME}   the query's two-way table as a file in the page's folder
 *                   {NAME.md: {blank: TYPE}}   a page of that type to fill in (blank.h)
 * Owns:      nothing; lies in the arena.
 * Fails:     what cannot be is a diagnostic (template, bad-query) with the layout's line and column; that part is left out.
 * Invariant: names of files are of small letters, digits and hyphens, so that they never lead out of the page's folder.
 */
#ifndef RENDER_DECLARE_H
#define RENDER_DECLARE_H

#include "base/diag.h"
#include "view/view.h"

struct declared_file {
    struct str name;
    const struct query *query; /* with a matrix; or */
    const struct type *blank;
};

/* A string that a chart is named by, to be looked up when the strings are there. */
struct declared_label {
    struct str key, path;
    uint32_t line, col;
};

struct declared {
    struct named_query *queries;
    size_t n_queries, cap_queries;
    struct named_chart *charts;
    size_t n_charts, cap_charts;
    struct declared_label *labels; /* of the charts */
    size_t n_labels, cap_labels;
    struct declared_file *files;
    size_t n_files;
};

struct declared *declare_read(const struct value *front, const struct types *types, struct str path,
                              struct arena *a, struct diags *ds);
/* What `from` declares and `into` does not yet: the child's come first, then those of its parents and partials. Files stay the
 * layout's own. */
void declare_merge(struct declared *into, const struct declared *from, struct arena *a);

#endif
