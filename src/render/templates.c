#include "render/templates.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/pack.h"
#include "base/path.h"
#include "base/tr.h"
#include "read/front.h"
#include "read/yaml.h"
#include "render/listed.h"
#include "view/builtin.h"
#include "view/share.h"

static const struct declared nothing;

static struct str layout_name(struct arena *a, struct str path)
{
    struct str name = str_from(path, sizeof "layouts/" - 1);
    return str_dup(a, str_sub(name, 0, name.n - path_ext(name).n));
}

static void add_template(struct templates *t, struct str name, struct str bytes, struct str path,
                         const struct types *types, struct diags *ds)
{
    struct front front;
    if (!front_read(bytes, path, t->arena, ds, &front))
        return;
    layout_add(&t->layouts, name, front.body, path, front.body_line, ds);
    map_put(&t->declared, name, declare_read(&front.map, types, path, t->arena, ds));
}

static bool read_entry(struct templates *t, struct source *src, const struct source_entry *e,
                       struct diags *ds, struct str *bytes, struct buf *read)
{
    struct buf b = {0};
    bool ok = source_read(src, e, LIMIT_SETTINGS, ds, &b);
    if (ok) {
        struct sha256 h = hash_sha256(buf_str(&b));
        *bytes = buf_dup(t->arena, &b);
        pack_str(read, e->path);
        buf_put_n(read, h.b, sizeof h.b);
    }
    buf_free(&b);
    return ok;
}

/* The built-in ones stand in the binary as NAME.mustache and partials_NAME.mustache. */
static void add_builtin(struct templates *t, const struct types *types, struct diags *ds)
{
    for (const struct builtin *b = builtin_files; b->name; b++) {
        struct str file = str_of(b->name), name;
        if (!str_ends(file, STR(".mustache")))
            continue;
        name = str_sub(file, 0, file.n - 9);
        if (str_starts(name, STR("partials_")))
            name = str_cat(t->arena, STR("partials/"), str_from(name, 9));
        if (!layout_find(&t->layouts, name))
            add_template(t, name, str_n(b->begin, (size_t)(b->end - b->begin)),
                         str_cat(t->arena, STR("(built in) "), file), types, ds);
    }
}

static void add_strings(struct templates *t, struct str language, struct diags *ds)
{
    struct str bytes;
    struct str file = str_cat(t->arena, language, STR(".yaml"));
    if (!builtin_find(file, &bytes) && !builtin_find(STR("en.yaml"), &bytes))
        return;
    yaml_parse(bytes, file, 1, t->arena, ds, &t->strings.builtin);
}

/* ---- what a child declares, and its parents ---- */

struct merge {
    struct templates *t;
    struct declared *into;
    struct map seen; /* layouts done */
};

static void merge_from(struct merge *m, struct str name);

static void merge_use(void *ctx, const struct layout_use *u)
{
    if (u->is_partial)
        merge_from(ctx, u->name);
}

static void merge_from(struct merge *m, struct str name)
{
    const struct layout *l = layout_find(&m->t->layouts, name);
    const struct declared *own = map_get(&m->t->declared, name);
    if (!l || map_has(&m->seen, name))
        return;
    map_put(&m->seen, str_dup(m->t->arena, name), m);
    if (own)
        declare_merge(m->into, own, m->t->arena);
    layout_each_use(l, merge_use, m);
}

/* One listing of a page can be spread over further pages: of two, nobody could tell which a further page goes on with. */
static void check_paged(const struct declared *d, struct diags *ds)
{
    const struct query *first = NULL;
    for (size_t i = 0; i < d->n_queries; i++) {
        const struct query *q = d->queries[i].query;
        if (query_per_page(q) && first)
            query_refuse_pages(q, ds);
        else if (query_per_page(q))
            first = q;
    }
}

void templates_load(struct templates *t, struct source *src, const struct source_list *files,
                    struct str language, const struct types *types, struct arena *a, struct diags *ds)
{
    *t = (struct templates){.arena = a};
    t->layouts.arena = t->declared.arena = t->merged.arena = a;
    t->layouts.by_name.arena = a;
    struct str strings_path = str_printf(a, "layouts/strings/%.*s.yaml", STR_F(language));
    struct buf read = {0};
    for (size_t i = 0; i < files->n; i++) {
        const struct source_entry *e = &files->items[i];
        struct str bytes;
        if (str_ends(e->path, STR(".mustache")) && read_entry(t, src, e, ds, &bytes, &read))
            add_template(t, layout_name(a, e->path), bytes, e->path, types, ds);
        else if (str_eq(e->path, strings_path) && read_entry(t, src, e, ds, &bytes, &read))
            yaml_parse(bytes, e->path, 1, a, ds, &t->strings.own);
    }
    t->read = buf_dup(a, &read);
    buf_free(&read);
    add_builtin(t, types, ds);
    add_strings(t, language, ds);
    strings_open(&t->strings, a);
    MAP_EACH (&t->declared, e) {
        struct merge m = {.t = t, .into = ARENA_NEW(a, struct declared), .seen = {.arena = a}};
        merge_from(&m, e->key.s);
        map_put(&t->merged, e->key.s, m.into);
        check_paged(m.into, ds);
    }
}

static void note_time(void *asked, const struct layout_use *u)
{
    if (str_eq(u->name, STR("now")) || str_starts(u->name, STR("now.")))
        *(bool *)asked = true;
}

bool templates_ask_time(const struct templates *t)
{
    bool asked = false;
    MAP_EACH (&t->layouts.by_name, e)
        layout_each_use(e->value, note_time, &asked);
    return asked;
}

bool templates_has(void *templates, struct str name)
{
    const struct templates *t = templates;
    return layout_find(&t->layouts, name) != NULL;
}

/* ---- names ---- */

struct checker {
    const struct templates *t;
    const struct view_site *vs;
    struct diags *ds;
    struct str layout;
};

/* Members of the small values: dates, choices, groups of queries, findings. */
static const struct str member_names[] = {
    STR_INIT("iso"),      STR_INIT("text"),     STR_INIT("short"),     STR_INIT("year"),
    STR_INIT("month"),    STR_INIT("weekday"),  STR_INIT("id"),        STR_INIT("label"),
    STR_INIT("name"),     STR_INIT("one"),      STR_INIT("many"),      STR_INIT("several"),
    STR_INIT("level"),    STR_INIT("deep"),     STR_INIT("date"),      STR_INIT("author"),
    STR_INIT("commit"),   STR_INIT("commits"),  STR_INIT("current"),   STR_INIT("within"),
    STR_INIT("open"),     STR_INIT("folder"),   STR_INIT("host"),      STR_INIT("href"),
    STR_INIT("from"),     STR_INIT("to"),       STR_INIT("items"),     STR_INIT("page"),
    STR_INIT("pages"),    STR_INIT("html"),     STR_INIT("editorial"), STR_INIT("title"),
    STR_INIT("url"),      STR_INIT("rows"),     STR_INIT("columns"),   STR_INIT("cells"),
    STR_INIT("row"),      STR_INIT("column"),   STR_INIT("sum"),       STR_INIT("none"),
    STR_INIT("count"),    STR_INIT("empty"),    STR_INIT("svg"),       STR_INIT("layers"),
    STR_INIT("number"),   STR_INIT("left_out"), STR_INIT("groups"),    STR_INIT("table"),
    STR_INIT("total"),    STR_INIT("gap"),      STR_INIT("further"),   STR_INIT("canonical"),
    STR_INIT("code"),     STR_INIT("line"),     STR_INIT("why"),       STR_INIT("help"),
    STR_INIT("required"), STR_INIT("min"),      STR_INIT("max"),       STR_INIT("choices"),
    STR_INIT("past"),     STR_INIT("yearly"),   STR_INIT("anchor"),    STR_INIT("kind"),
    STR_INIT("size"),     STR_INIT("word"),     STR_INIT("frame"),     STR_INIT("width"),
    STR_INIT("height"),   STR_INIT("srcset"),   STR_INIT("clock"),
};

/* And of what the history says (view/change.h, view/news.h). */
static const struct str change_names[] = {
    STR_INIT("notes"), STR_INIT("verdict"), STR_INIT("moved"),   STR_INIT("blocks"),    STR_INIT("more"),
    STR_INIT("first"), STR_INIT("brief"),   STR_INIT("changed"), STR_INIT("new"),       STR_INIT("gone"),
    STR_INIT("same"),  STR_INIT("runs"),    STR_INIT("again"),   STR_INIT("added"),     STR_INIT("removed"),
    STR_INIT("day"),   STR_INIT("what"),    STR_INIT("people"),  STR_INIT("rewritten"), STR_INIT("new_pages"),
    STR_INIT("said"),
};

static bool known_name(const struct checker *c, struct str name)
{
    if (str_ends(name, STR("_count")) || str_ends(name, STR("_pages")))
        name.n -= 6;
    if (str_starts(name, STR("er_")))
        return true; /* a choice or a type, asked for by its id */
    for (size_t i = 0; i < sizeof member_names / sizeof *member_names; i++)
        if (str_eq(member_names[i], name))
            return true;
    for (size_t i = 0; i < sizeof change_names / sizeof *change_names; i++)
        if (str_eq(change_names[i], name))
            return true;
    if (view_page_name(name) || view_root_name(name) || view_site_name(name) || map_has(&c->vs->names, name))
        return true;
    MAP_EACH (&c->t->declared, e) {
        const struct declared *d = e->value;
        for (size_t i = 0; i < d->n_queries; i++)
            if (str_eq(d->queries[i].name.s, name))
                return true;
        for (size_t i = 0; i < d->n_charts; i++)
            if (str_eq(d->charts[i].name.s, name))
                return true;
    }
    return false;
}

static bool known_string(const struct checker *c, struct str name)
{
    return map_has(&c->t->strings.by_key, name);
}

static void unknown(const struct checker *c, const struct layout_use *u, struct str name, const char *what)
{
    diag_at(c->ds, CODE_UNKNOWN_NAME, u->path, u->line, u->col, "unknown %s \"%.*s\" in {{%.*s}}", tr(what),
            STR_F(name), STR_F(u->name));
}

/* Names whose members are strings, assets, pages or types. */
static bool is_head(struct str name)
{
    return str_eq(name, STR("t")) || str_eq(name, STR("assets")) || str_eq(name, STR("named")) ||
           str_eq(name, STR("types"));
}

/* One part of a dotted name; `head` is what stands before it when that is one of them (is_head). */
static void check_part(const struct checker *c, const struct layout_use *u, struct str head, struct str part)
{
    if (str_eq(head, STR("t"))) {
        if (!known_string(c, part))
            unknown(c, u, part, "string");
    } else if (str_eq(head, STR("named"))) {
        if (c->vs->site->settings->present && !site_reference(c->vs->site, NULL, 0, part))
            unknown(c, u, part, "page");
    } else if (str_eq(head, STR("types"))) {
        if (!types_find(c->vs->site->types, part))
            unknown(c, u, part, "type");
    } else if (!str_eq(head, STR("assets")) && !known_name(c, part)) {
        unknown(c, u, part, "name");
    }
}

static void check_use(void *ctx, const struct layout_use *u)
{
    const struct checker *c = ctx;
    struct str part, rest = u->name;
    if (u->is_partial) {
        if (!layout_find(&c->t->layouts, u->name))
            diag_at(c->ds, CODE_UNKNOWN_LAYOUT, u->path, u->line, u->col, "there is no layout \"%.*s\"",
                    STR_F(u->name));
        return;
    }
    if (u->raw)
        diag_at(
            c->ds, CODE_TEMPLATE, u->path, u->line, u->col,
            "{{{%.*s}}} would print without escaping; write {{%.*s}}, which prints markup of our own as it is",
            STR_F(u->name), STR_F(u->name));
    struct str head = STR("");
    for (bool first = true; str_split(&rest, '.', &part); first = false) {
        if (first && is_head(part))
            head = part;
        else
            check_part(c, u, head, part);
        if (!first)
            head = STR("");
    }
}

void templates_check(const struct templates *t, const struct view_site *vs, struct diags *ds)
{
    MAP_EACH (&t->layouts.by_name, e) {
        struct checker c = {t, vs, ds, e->key.s};
        layout_each_use(e->value, check_use, &c);
    }
    MAP_EACH (&t->declared, e) {
        const struct declared *d = e->value;
        struct checker c = {t, vs, ds, e->key.s};
        for (size_t i = 0; i < d->n_labels; i++)
            if (!known_string(&c, d->labels[i].key))
                diag_at(ds, CODE_UNKNOWN_NAME, d->labels[i].path, d->labels[i].line, d->labels[i].col,
                        "unknown string \"%.*s\"; a chart's label is the key of one",
                        STR_F(d->labels[i].key));
    }
}

/* ---- one page ---- */

const struct declared *templates_declared(const struct templates *t, const struct page *p)
{
    const struct declared *d = map_get(&t->declared, p->layout);
    return d ? d : &nothing;
}

const struct query *templates_paged(const struct templates *t, const struct page *p)
{
    const struct declared *d = map_get(&t->merged, p->layout);
    for (size_t i = 0; d && i < d->n_queries; i++)
        if (query_per_page(d->queries[i].query))
            return d->queries[i].query;
    return NULL;
}

void templates_view(const struct templates *t, const struct view_site *vs, const struct page *p,
                    struct view *out)
{
    const struct declared *d = map_get(&t->merged, p->layout);
    if (!d)
        d = &nothing;
    *out = (struct view){.vs = vs,
                         .page = p,
                         .url = p->url,
                         .queries = d->queries,
                         .n_queries = d->n_queries,
                         .charts = d->charts,
                         .n_charts = d->n_charts};
}

void templates_render(const struct templates *t, const struct view_site *vs, const struct page *p,
                      const struct view_share *share, bool is_404, struct arena *scratch, struct diags *ds,
                      struct buf *out)
{
    struct view v;
    templates_view(t, vs, p, &v);
    v.ds = ds;
    v.is_404 = is_404;
    v.share = share;
    if (share)
        v.url = share->url;
    if (is_404)
        v.base = vs->root.n ? vs->root : listed_base_path(vs->site->settings); /* shown at any depth */
    const struct layout *l = layout_find(&t->layouts, is_404 ? STR("404") : p->layout);
    v.used = ARENA_ARRAY(scratch, struct view_use, vs->site->abbreviations.n);
    struct value root = view_root(&v);
    const char *bound = l ? layout_render(&t->layouts, l, &root, scratch, out) : NULL;
    if (bound)
        diag_at(ds, CODE_LIMIT, p->source, 0, 0, "the page's layout was stopped: %s", bound);
}
