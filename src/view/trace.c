#include "base/arena.h"
#include "model/gates.h"
#include "view/chart_parts.h"

/* The thread through a page: all that leads to it and all that it leads to, by the links declared, layer below layer, with a curve
 * at the side for each link. A link made by editors alone (editorial) is dashed. */

enum { SIDE = 78, COLUMNS = 35, NODES_MOST = 60, EDGES_MOST = 200, ROW = 6 };

struct node {
    size_t layer;
    const struct page *page;
    size_t item; /* in the page's list of groups; 0 for the page itself */
    struct str title;
    int y;
};

struct edge {
    size_t from, to; /* nodes: from in the upper layer */
    bool editorial;
};

struct trace {
    const struct view *v;
    const struct chart *c;
    struct arena *a;
    struct node *nodes;
    struct edge *edges;
    size_t n_nodes, n_edges, left_out;
};

static size_t layer_of(const struct chart *c, const struct type *type, const struct field *group)
{
    size_t i = 0;
    while (i < c->n_layers && (c->layers[i].type != type || c->layers[i].field != group))
        i++;
    return i;
}

static size_t node_add(struct trace *t, struct node node)
{
    for (size_t i = 0; i < t->n_nodes; i++)
        if (t->nodes[i].page == node.page && t->nodes[i].layer == node.layer && t->nodes[i].item == node.item)
            return i;
    if (t->n_nodes == NODES_MOST) {
        t->left_out++;
        return STR_NONE;
    }
    t->nodes[t->n_nodes] = node;
    return t->n_nodes++;
}

static void edge_add(struct trace *t, size_t x, size_t y, bool editorial)
{
    bool down = t->nodes[x].layer < t->nodes[y].layer;
    struct edge e = {down ? x : y, down ? y : x, editorial};
    for (size_t i = 0; i < t->n_edges; i++)
        if (t->edges[i].from == e.from && t->edges[i].to == e.to) {
            t->edges[i].editorial &= editorial;
            return;
        }
    if (t->n_edges < EDGES_MOST)
        t->edges[t->n_edges++] = e;
}

static void reach_node(struct trace *t, size_t from, struct node node, bool editorial, bool down)
{
    if (node.layer == t->c->n_layers || node.layer == t->nodes[from].layer ||
        (node.layer > t->nodes[from].layer) != down)
        return;
    size_t at = node_add(t, node);
    if (at != STR_NONE)
        edge_add(t, from, at, editorial);
}

static void reach_pages(struct trace *t, size_t from, const struct pages *ps, const struct type *only,
                        bool editorial, bool down)
{
    for (size_t i = 0; ps && i < ps->n; i++) {
        const struct page *p = ps->items[i];
        if (p->visible && p->type && (!only || p->type == only))
            reach_node(t, from,
                       (struct node){.layer = layer_of(t->c, p->type, NULL), .page = p, .title = p->title},
                       editorial, down);
    }
}

static void reach_groups(struct trace *t, size_t from, const struct chart_link *l, bool down)
{
    const struct page *p = t->nodes[from].page;
    struct value shown = view_field(t->v, p, l->field, t->a);
    for (size_t i = 0; shown.kind == VALUE_LIST && i < shown.list.n; i++)
        reach_node(t, from,
                   (struct node){layer_of(t->c, l->type, l->field), p, i + 1,
                                 value_to_text(&shown.list.items[i], t->a), 0},
                   l->field->editorial, down);
}

/* One step from a node, down the layers or up. */
static void follow(struct trace *t, size_t at, bool down)
{
    struct node n = t->nodes[at];
    if (n.item) { /* a group leads to its page alone */
        reach_node(t, at,
                   (struct node){
                       .layer = layer_of(t->c, n.page->type, NULL), .page = n.page, .title = n.page->title},
                   false, down);
        return;
    }
    for (size_t i = 0; i < t->c->n_links; i++) {
        const struct chart_link *l = &t->c->links[i];
        struct key name = key_of(l->field->name), inverse = key_of(l->field->inverse);
        if (l->type == n.page->type && l->field->n_fields)
            reach_groups(t, at, l, down);
        else if (l->type == n.page->type)
            reach_pages(t, at, page_relation(n.page, &name), NULL, l->field->editorial, down);
        if (l->field->inverse.n)
            reach_pages(t, at, page_relation(n.page, &inverse), l->type, l->field->editorial, down);
    }
}

/* Down from the page, then up from it: what was found on the way is followed on in the same direction. */
static void gather(struct trace *t)
{
    for (size_t i = 0; i < t->n_nodes; i++)
        follow(t, i, true);
    size_t below = t->n_nodes;
    follow(t, 0, false);
    for (size_t i = below; i < t->n_nodes; i++)
        follow(t, i, false);
}

/* ---- the picture ---- */

static struct str layer_title(const struct chart_layer *l)
{
    return l->field ? l->field->label.n ? l->field->label : l->field->name : l->type->many;
}

static int draw_layer(struct trace *t, size_t layer, int y, struct buf *b)
{
    bool any = false;
    for (size_t i = 0; i < t->n_nodes; i++) {
        struct node *n = &t->nodes[i];
        if (n->layer != layer)
            continue;
        if (!any)
            y += SVG_LINE * svg_text(b, SIDE + 12, y + SVG_LINE, "small", COLUMNS, 1,
                                     layer_title(&t->c->layers[layer])) +
                 4;
        any = true;
        n->y = y + SVG_LINE - 4;
        y += SVG_LINE * svg_text(b, SIDE + 12, y + SVG_LINE, i ? "" : "strong", COLUMNS, 3, n->title) + ROW;
        buf_printf(b, "<circle class=\"node%s\" cx=\"%d\" cy=\"%d\" r=\"5\"/>", i ? "" : " self", SIDE, n->y);
    }
    return any ? y + ROW : y;
}

static void draw_edges(const struct trace *t, int height, struct buf *b)
{
    for (size_t i = 0; i < t->n_edges; i++) {
        const struct edge *e = &t->edges[i];
        int from = t->nodes[e->from].y, to = t->nodes[e->to].y;
        int bow = SIDE - 10 - (SIDE - 14) * (to - from) / (height > 1 ? height : 1) - 8;
        bow = 2 * bow - SIDE < 4 ? bow / 2 : bow; /* longer ones reach further out, and stay in the picture */
        buf_printf(b, "<path class=\"link%s\" d=\"M%d,%dC%d,%d %d,%d %d,%d\"/>",
                   e->editorial ? " editorial" : "", SIDE - 5, from, bow, from, bow, to, SIDE - 5, to);
    }
}

static struct value told(const struct trace *t, const struct node *n)
{
    struct value m = {.kind = VALUE_MAP};
    value_map_add(&m, t->a, STR("title"), value_text(n->title));
    value_map_add(&m, t->a, STR("page"), n->item ? value_null() : view_page(t->v, n->page));
    value_map_add(&m, t->a, STR("current"), value_bool(n == t->nodes));
    value_map_add(&m, t->a, STR("until"), view_until(t->v, gates_until(n->page), t->a));
    return m;
}

/* The same as text: layers with what stands in them. */
static struct value told_layers(const struct trace *t, struct buf *words)
{
    struct value *layers = ARENA_ARRAY(t->a, struct value, t->c->n_layers);
    size_t n = 0;
    for (size_t l = 0; l < t->c->n_layers; l++) {
        struct value m = {.kind = VALUE_MAP}, *items = ARENA_ARRAY(t->a, struct value, t->n_nodes);
        size_t k = 0;
        for (size_t i = 0; i < t->n_nodes; i++) {
            if (t->nodes[i].layer != l)
                continue;
            struct str before =
                k ? STR(", ")
                  : str_printf(t->a, "%s%.*s: ", n ? "; " : "", STR_F(layer_title(&t->c->layers[l])));
            buf_put(words, before);
            buf_put(words, t->nodes[i].title);
            items[k++] = told(t, &t->nodes[i]);
        }
        if (!k)
            continue;
        value_map_add(&m, t->a, STR("title"), value_text(layer_title(&t->c->layers[l])));
        value_map_add(&m, t->a, STR("items"), value_list(items, k));
        layers[n++] = m;
    }
    return value_list(layers, n);
}

struct value trace_draw(const struct view *v, const struct chart *c, struct arena *a)
{
    struct trace t = {.v = v, .c = c, .a = a};
    size_t layer = layer_of(c, v->page->type, NULL);
    if (layer == c->n_layers)
        return value_null();
    t.nodes = ARENA_ARRAY(a, struct node, NODES_MOST);
    t.edges = ARENA_ARRAY(a, struct edge, EDGES_MOST);
    node_add(&t, (struct node){.layer = layer, .page = v->page, .title = v->page->title});
    gather(&t);
    if (t.n_nodes < 2)
        return value_null();
    struct buf rows = {0}, body = {0}, words = {0};
    struct value m = {.kind = VALUE_MAP};
    int y = 0;
    int64_t until = INT64_MAX;
    for (size_t i = 0; i < t.n_nodes; i++) {
        int64_t own = gates_until(t.nodes[i].page);
        until = own < until ? own : until;
    }
    for (size_t l = 0; l < c->n_layers; l++)
        y = draw_layer(&t, l, y, &rows);
    draw_edges(&t, y, &body);
    buf_put(&body, buf_str(&rows));
    value_map_add(&m, a, STR("layers"), told_layers(&t, &words));
    value_map_add(&m, a, STR("svg"),
                  svg_frame(c->id, strings_get(v->vs->strings, c->label), buf_str(&words), y, &body, a));
    value_map_add(&m, a, STR("until"), view_until(v, until, a));
    value_map_add(&m, a, STR("left_out"), t.left_out ? value_int((int64_t)t.left_out) : value_null());
    buf_free(&rows);
    buf_free(&body);
    buf_free(&words);
    return m;
}
