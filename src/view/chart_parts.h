/* chart_parts - what chart.c hands those who draw.
 * Owns:      nothing; lies in the arena.
 * Invariant: each draws one kind; value_null() when there is nothing to draw.
 */
#ifndef VIEW_CHART_PARTS_H
#define VIEW_CHART_PARTS_H

#include "view/chart.h"
#include "view/svg.h"

struct chart_layer {
    const struct type *type;
    const struct field *field; /* a list of groups in such a page; NULL: the pages themselves */
};

struct chart_link {
    const struct type *type;
    const struct field *field; /* leads to pages, with an inverse, or is a list of groups */
};

typedef struct value chart_drawer(const struct view *v, const struct chart *c, struct arena *a);

struct chart {
    chart_drawer *draw;
    struct str id;                                          /* the name it was declared by */
    struct str label;                                       /* key of the string that is its title */
    struct str list, date, from, to, title, status, repeat; /* names of fields, each as its kind wants it */
    const struct query *of;
    struct chart_layer *layers;
    size_t n_layers;
    struct chart_link *links;
    size_t n_links;
};

chart_drawer timeline_draw, wheel_draw, trace_draw, grid_draw;

#endif
