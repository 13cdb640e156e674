#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/path.h"
#include "view/chart.h"
#include "view/form.h"
#include "view/share.h"

/* The root context of a layout: the page's own members, what is the same for the whole site, and the layout's queries and charts. */
typedef struct value root_getter(const struct view *v, struct arena *a);

static struct value get_site(const struct view *v, struct arena *a)
{
    (void)a;
    return view_site_value(v);
}

static struct value get_root(const struct view *v, struct arena *a)
{
    return value_text(v->base.n ? v->base : path_relative(a, v->url, STR("")));
}

static struct value get_home(const struct view *v, struct arena *a)
{
    const struct page *front = site_page_by_url(v->vs->site, STR(""));
    return front ? value_text(view_link(v, front, a)) : value_null();
}

/* The page for searching that was made; an editor's own is there by its name. */
static struct value get_search_page(const struct view *v, struct arena *a)
{
    const struct page *p = v->vs->site->search;
    return p ? value_text(view_link(v, p, a)) : value_null();
}

static struct value get_strings(const struct view *v, struct arena *a)
{
    (void)a;
    return value_object(&strings_class, v->vs->strings, NULL);
}

/* {{assets.site_css}}: the file's name with _ for every sign. */
static bool assets_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct view *v = self->obj.self;
    MAP_EACH (v->vs->assets, e) {
        bool same = e->key.s.n == key->s.n;
        for (size_t i = 0; same && i < key->s.n; i++) {
            char c = e->key.s.p[i];
            bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            same = key->s.p[i] == (word ? c : '_');
        }
        if (same) {
            *out = value_text(view_file_link(v, *(const struct str *)e->value, a));
            return true;
        }
    }
    return false;
}

static const struct value_class assets_class = {.name = "assets", .get = assets_get};

static struct value get_assets(const struct view *v, struct arena *a)
{
    (void)a;
    return value_object(&assets_class, v, NULL);
}

/* {{#named.ordliste}}<a href="{{url}}">: a page by its name, as references in front matter are written; nothing when it is hidden. */
static bool named_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct view *v = self->obj.self;
    const struct page *to = site_reference(v->vs->site, NULL, 0, key->s);
    (void)a;
    *out = to && to->visible ? view_page(v, to) : value_null();
    return true;
}

static const struct value_class named_class = {.name = "named", .get = named_get};

static struct value get_named(const struct view *v, struct arena *a)
{
    (void)a;
    return value_object(&named_class, v, NULL);
}

static struct value get_types(const struct view *v, struct arena *a)
{
    (void)a;
    return form_value(v->vs->site->types);
}

static struct value get_is_front(const struct view *v, struct arena *a)
{
    (void)a;
    return value_bool(!v->page->url.n && !v->is_404);
}

static struct value get_is_404(const struct view *v, struct arena *a)
{
    (void)a;
    return value_bool(v->is_404);
}

static struct value get_is_offline(const struct view *v, struct arena *a)
{
    (void)a;
    return value_bool(v->vs->offline);
}

static struct value get_has_history(const struct view *v, struct arena *a)
{
    (void)a;
    return value_bool(v->vs->site->history->present);
}

static struct value get_now(const struct view *v, struct arena *a)
{
    int64_t now = v->vs->site->now;
    return view_moment(v, (struct moment){now, settings_offset(v->vs->site->settings, now)}, a);
}

/* ---- the side menu: folders on the way to the page are open ---- */

enum { TREE_MOST = 120 }; /* more pages in one folder are not all named in every page's menu */

static bool on_way(const struct page *p, const struct page *to)
{
    for (; to; to = to->parent)
        if (to == p)
            return true;
    return false;
}

enum { TREE_TITLE, TREE_URL, TREE_CURRENT, TREE_OPEN, TREE_FOLDER, TREE_CHILDREN, TREE_NAMES };

/* The names are hashed once for a menu, which has a hundred pages on every page. */
struct tree {
    const struct view *v;
    struct arena *a;
    struct key names[TREE_NAMES];
};

static struct value tree_of(const struct tree *t, const struct page *at);

static struct value tree_item(const struct tree *t, const struct page *p, bool open)
{
    const struct value values[TREE_NAMES] = {
        [TREE_TITLE] = value_text(p->title),
        [TREE_URL] = value_text(view_link(t->v, p, t->a)),
        [TREE_CURRENT] = value_bool(p == t->v->page),
        [TREE_OPEN] = value_bool(open),
        [TREE_FOLDER] = value_bool(p->children.n != 0),
        [TREE_CHILDREN] = open ? tree_of(t, p) : value_list(NULL, 0),
    };
    struct value m = {.kind = VALUE_MAP};
    m.map.n = TREE_NAMES;
    m.map.pairs = arena_raw(t->a, sizeof *m.map.pairs * TREE_NAMES);
    for (size_t i = 0; i < TREE_NAMES; i++)
        m.map.pairs[i] = (struct value_pair){.key = t->names[i], .value = values[i]};
    return m;
}

static struct value tree_of(const struct tree *t, const struct page *at)
{
    struct value *items = ARENA_ARRAY(t->a, struct value, at->children.n);
    bool all = at->children.n <= TREE_MOST;
    size_t n = 0;
    for (size_t i = 0; i < at->children.n; i++) {
        const struct page *p = at->children.items[i];
        /* a tag's pages stand elsewhere: were the front page, which may have tags, open below one, this would never end */
        bool open = p->parent == at && on_way(p, t->v->page);
        if (all || open || (p->is_index && at->url.n == 0))
            items[n++] = tree_item(t, p, open);
    }
    return value_list(items, n);
}

static struct value get_tree(const struct view *v, struct arena *a)
{
    struct tree t = {.v = v, .a = a};
    static const struct str names[TREE_NAMES] = {
        [TREE_TITLE] = STR_INIT("title"),     [TREE_URL] = STR_INIT("url"),
        [TREE_CURRENT] = STR_INIT("current"), [TREE_OPEN] = STR_INIT("open"),
        [TREE_FOLDER] = STR_INIT("folder"),   [TREE_CHILDREN] = STR_INIT("children"),
    };
    for (size_t i = 0; i < TREE_NAMES; i++)
        t.names[i] = key_of(names[i]);
    return v->vs->site->front ? tree_of(&t, v->vs->site->front) : value_list(NULL, 0);
}

static const struct {
    struct str name;
    root_getter *get;
} members[] = {
    {STR_INIT("site"), get_site},
    {STR_INIT("root"), get_root},
    {STR_INIT("home"), get_home},
    {STR_INIT("t"), get_strings},
    {STR_INIT("assets"), get_assets},
    {STR_INIT("is_front"), get_is_front},
    {STR_INIT("is_404"), get_is_404},
    {STR_INIT("is_offline"), get_is_offline},
    {STR_INIT("now"), get_now},
    {STR_INIT("has_history"), get_has_history},
    {STR_INIT("tree"), get_tree},
    {STR_INIT("paging"), share_pages},
    {STR_INIT("named"), get_named},
    {STR_INIT("types"), get_types},
    {STR_INIT("search_page"), get_search_page},
};
enum { N_MEMBERS = sizeof members / sizeof *members };

/* ---- queries ---- */

static bool is_shared(const struct view *v, const struct key *name)
{
    for (size_t i = 0; v->share && i < v->n_queries; i++)
        if (v->queries[i].query == v->share->query)
            return str_eq(v->queries[i].name.s, name->s);
    return false;
}

/* {{#NAME_pages}} */
static bool share_member(const struct view *v, const struct key *key, struct arena *a, struct value *out)
{
    if (!str_ends(key->s, STR("_pages")))
        return false;
    struct key name = key_of(str_sub(key->s, 0, key->s.n - 6));
    for (size_t i = 0; i < v->n_queries; i++)
        if (str_eq(v->queries[i].name.s, name.s)) {
            *out = is_shared(v, &name) ? share_pages(v, a) : value_null();
            return true;
        }
    return false;
}

static bool query_member(const struct view *v, const struct key *key, struct arena *a, struct value *out)
{
    for (size_t i = 0; i < v->n_queries; i++)
        if (v->queries[i].name.hash == key->hash && str_eq(v->queries[i].name.s, key->s)) {
            *out = view_query(v, v->queries[i].query, a);
            return true;
        }
    if (!str_ends(key->s, STR("_count")))
        return false;
    struct key name = key_of(str_sub(key->s, 0, key->s.n - 6));
    if (!query_member(v, &name, a, out))
        return false;
    if (v->share && out->kind == VALUE_LIST && is_shared(v, &name)) /* of all pages together */
        *out = v->share->found ? value_int((int64_t)v->share->found) : value_null();
    else
        *out = out->kind == VALUE_LIST && out->list.n ? value_int((int64_t)out->list.n) : value_null();
    return true;
}

static bool chart_member(const struct view *v, const struct key *key, struct arena *a, struct value *out)
{
    for (size_t i = 0; i < v->n_charts; i++)
        if (v->charts[i].name.hash == key->hash && str_eq(v->charts[i].name.s, key->s)) {
            *out = chart_value(v, v->charts[i].chart, a);
            return true;
        }
    return false;
}

static bool root_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct view *v = self->obj.ctx;
    size_t row = (uintptr_t)map_get_key(&v->vs->root_members, key);
    if (row) {
        *out = members[row - 1].get(v, a);
        return true;
    }
    if (query_member(v, key, a, out) || share_member(v, key, a, out) || chart_member(v, key, a, out))
        return true;
    struct value page = view_page(v, v->page);
    return page.obj.cls->get(&page, key, a, out);
}

static struct str root_name(const struct value *self, size_t i)
{
    const struct view *v = self->obj.ctx;
    if (i < v->n_queries)
        return v->queries[i].name.s;
    i -= v->n_queries;
    if (i < v->n_charts)
        return v->charts[i].name.s;
    i -= v->n_charts;
    if (i < N_MEMBERS)
        return members[i].name;
    struct value page = view_page(v, v->page);
    /* cppcheck-suppress returnDanglingLifetime ; a name is static text, not the page's */
    return page.obj.cls->name_at(&page, i - N_MEMBERS);
}

static const struct value_class root_class = {"root", root_get, NULL, NULL, root_name};

struct value view_root(const struct view *v)
{
    return value_object(&root_class, v->page, v);
}

void view_open_root(struct view_site *vs, struct arena *a)
{
    vs->root_members = (struct map){.arena = a};
    for (uintptr_t i = 0; i < N_MEMBERS; i++)
        map_put(&vs->root_members, members[i].name, (void *)(i + 1));
}

bool view_root_name(struct str name)
{
    for (size_t i = 0; i < N_MEMBERS; i++)
        if (str_eq(members[i].name, name))
            return true;
    return false;
}
