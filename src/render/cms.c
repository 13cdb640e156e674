#include "render/cms.h"

#include "base/arena.h"
#include "base/path.h"
#include "base/tr.h"
#include "render/cms_fields.h"

/* Keys of pages of any type that an editor fills in: those before the type's own fields, the text, and those after. */
static const struct {
    const char *name, *label, *hint;
    enum field_kind kind;
    bool after;
} engine[] = {
    {"title", TR_MARK("Title"), NULL, FIELD_TEXT, false},
    {"summary", TR_MARK("In short"), TR_MARK("Why a colleague should open the page, in a sentence"),
     FIELD_TEXT, false},
    {"body", TR_MARK("Text"), NULL, FIELD_MARKDOWN, true},
    {"owner", TR_MARK("Who answers for the page"), NULL, FIELD_PAGE, true},
    {"tags", TR_MARK("Subjects"), NULL, FIELD_LIST, true},
    {"date", TR_MARK("The page's date"), NULL, FIELD_DATE, true},
    {"publish", TR_MARK("To be seen from"), NULL, FIELD_DATE, true},
    {"expires", TR_MARK("Not to be seen from"), NULL, FIELD_DATE, true},
    {"reviewed", TR_MARK("Read through on"), NULL, FIELD_DATE, true},
    {"draft", TR_MARK("Draft"), TR_MARK("A draft is not published"), FIELD_BOOLEAN, true},
};
enum { N_ENGINE = sizeof engine / sizeof *engine };

static void add(struct value *m, struct arena *a, const char *name, struct value v)
{
    value_map_add(m, a, str_of(name), v);
}

static void add_text(struct value *m, struct arena *a, const char *name, struct str text)
{
    add(m, a, name, value_text(text));
}

/* ---- where pages are kept ---- */

static struct value backend(const struct editor *e, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    add_text(&m, a, "name", e->host->backend);
    for (unsigned k = EDITOR_REPO; k < EDITOR_KEYS; k++)
        if (e->values[k].n)
            value_map_add(&m, a, editor_key_name((enum editor_key)k), value_text(e->values[k]));
    if (e->host->api.n && !e->values[EDITOR_API_ROOT].n)
        add_text(&m, a, "api_root", path_join(a, e->values[EDITOR_BASE_URL], e->host->api));
    if (e->host->pkce)
        add_text(&m, a, "auth_type", STR("pkce"));
    return m;
}

/* The folder that decap-server was started in, on the editor's own machine. */
static struct value on_this_machine(struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    add_text(&m, a, "name", STR("proxy"));
    add_text(&m, a, "proxy_url", STR("http://localhost:8081/api/v1"));
    add_text(&m, a, "branch", STR("main"));
    return m;
}

/* ---- a type's collection ---- */

static bool is_required(const struct settings *s, struct str name)
{
    for (size_t i = 0; i < s->n_required; i++)
        if (str_eq(s->required[i], name))
            return true;
    return false;
}

/* The one type that all owners so far are of, so that one can be picked; else none. */
static const struct type *type_of_owners(const struct site *s)
{
    const struct type *found = NULL;
    for (size_t i = 0; i < s->n_pages; i++) {
        const struct page *o = s->pages[i]->owner;
        if (o && (!o->type || (found && o->type != found)))
            return NULL;
        found = o ? o->type : found;
    }
    return found;
}

static struct value engine_field(const struct site *s, size_t i, struct arena *a)
{
    const struct type *owners = type_of_owners(s);
    struct str to = owners ? owners->name : STR("");
    struct field f = {.kind = engine[i].kind, .name = str_of(engine[i].name)};
    f.label = str_of(tr(engine[i].label));
    f.help = engine[i].hint ? str_of(tr(engine[i].hint)) : STR("");
    f.required = i == 0 || is_required(s->settings, f.name);
    if (f.kind == FIELD_PAGE && owners) {
        f.to = &to;
        f.n_to = 1;
    }
    return cms_field(s->types, &f, a);
}

/* The type is written into pages that do not get it from their folder. Where they do, there is a field all the same: Sveltia filters by
 * none that is not declared. */
static struct value own_type(const struct type *t, bool says, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    add_text(&m, a, "name", STR("type"));
    add_text(&m, a, "label", STR("type"));
    add_text(&m, a, "widget", STR("hidden"));
    add(&m, a, "required", value_bool(says));
    if (says)
        add_text(&m, a, "default", t->name);
    return m;
}

static struct value fields_of(const struct site *s, const struct type *t, const struct value *type,
                              struct arena *a)
{
    struct value own = cms_fields(s->types, t->fields, t->n_fields, a);
    struct value *items = ARENA_ARRAY(a, struct value, N_ENGINE + own.list.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < N_ENGINE; i++)
        if (!engine[i].after)
            items[n++] = engine_field(s, i, a);
    if (type)
        items[n++] = *type;
    for (size_t i = 0; i < own.list.n; i++)
        items[n++] = own.list.items[i];
    for (size_t i = 0; i < N_ENGINE; i++)
        if (engine[i].after && !type_field(t, str_of(engine[i].name)))
            items[n++] = engine_field(s, i, a);
    return value_list(items, n);
}

/* What the pages of a type that lie in its collection's folder have in common. */
struct habits {
    size_t depth;        /* how many folders below it the deepest of them lies */
    size_t said, silent; /* pages that say their type, and those that have it from their folder */
    size_t indexes;
};

/* How many folders a page's own lies below that of the collection. */
static size_t depth_below(struct str folder, struct str dir)
{
    struct str below = dir.n > folder.n && folder.n ? str_from(dir, folder.n + 1) : str_from(dir, folder.n);
    size_t depth = below.n > 0;
    for (size_t k = 0; k < below.n; k++)
        depth += below.p[k] == '/';
    return depth;
}

static struct habits habits_of(const struct site *s, const struct type *t)
{
    struct habits h = {0};
    for (size_t i = 0; i < s->n_pages; i++) {
        const struct page *p = s->pages[i];
        if (p->type != t || !p->source.n || !path_holds(t->folder, p->dir))
            continue;
        size_t depth = depth_below(t->folder, p->dir);
        h.depth = depth > h.depth ? depth : h.depth;
        bool said = value_get(p->front, STR("type")) != NULL;
        h.said += said;
        h.silent += !said;
        h.indexes += p->is_index;
    }
    return h;
}

/* The editor lists pages as many folders down as this path has slashes. Those of a filter that comes to nothing count too: so all are
 * listed, and a new page lies in the collection's own folder. */
static struct str path_of(size_t depth, struct arena *a)
{
    struct str slashes = STR("");
    for (size_t i = 0; i < depth; i++)
        slashes = str_cat(a, slashes, STR("/"));
    return str_printf(a, "{{slug | default('%.*s')}}", STR_F(slashes));
}

/* Pages that say this type, or those that say none: for Decap without a value, for Sveltia by a pattern, which Decap passes over. Where a
 * folder has both, all of it is shown: better one page too many in the list than one that cannot be found there. */
static void add_filter(struct value *m, const struct type *t, const struct habits *h, struct arena *a)
{
    struct value filter = {.kind = VALUE_MAP};
    if (h->said && h->silent)
        return;
    add_text(&filter, a, "field", STR("type"));
    if (h->said || !t->has_folder)
        add_text(&filter, a, "value", t->name);
    else
        add_text(&filter, a, "pattern", STR("^null$"));
    add(m, a, "filter", filter);
}

static struct value collection(const struct site *s, const struct type *t, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    struct habits h = habits_of(s, t);
    bool creates = t->has_folder || !h.indexes, mixed = h.said && h.silent;
    struct value type = own_type(t, !t->has_folder || h.said, a);
    struct str one = t->one.n ? t->one : t->name;
    add_text(&m, a, "name", t->name);
    add_text(&m, a, "label", t->many.n ? t->many : one);
    add_text(&m, a, "label_singular", one);
    if (t->help.n)
        add_text(&m, a, "description", t->help);
    add_text(&m, a, "folder", t->folder.n ? path_join(a, s->content, t->folder) : s->content);
    add(&m, a, "create", value_bool(creates));
    add(&m, a, "delete", value_bool(t->has_folder));
    add_filter(&m, t, &h, a);
    add_text(&m, a, "extension", STR("md"));
    add_text(&m, a, "format", STR("yaml-frontmatter"));
    add_text(&m, a, "identifier_field", STR("title"));
    add_text(&m, a, "summary", STR("{{title}}"));
    add_text(&m, a, "slug", STR("{{slug}}"));
    if (h.depth)
        add_text(&m, a, "path", path_of(h.depth, a));
    add_text(&m, a, "media_folder", STR("")); /* files lie beside the page that they belong to */
    add_text(&m, a, "public_folder", STR(""));
    add(&m, a, "fields", fields_of(s, t, t->has_folder && mixed ? NULL : &type, a));
    return m;
}

/* ---- the whole ---- */

static struct value slugs(struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    add_text(&m, a, "encoding", STR("ascii"));
    add(&m, a, "clean_accents", value_bool(true));
    return m;
}

/* A page without a type is a page all the same. */
static const struct type plain = {.name = STR_INIT("page"), .has_folder = true};

struct value cms_config(const struct site *s, bool local, struct arena *a)
{
    const struct editor *e = &s->settings->editor;
    struct value m = {.kind = VALUE_MAP}, preview = {.kind = VALUE_MAP}, output = preview;
    size_t n = s->types->n ? s->types->n : 1;
    struct value *items = ARENA_ARRAY(a, struct value, n);
    add(&m, a, "backend", e->host ? backend(e, a) : on_this_machine(a));
    if (local && e->host)
        add(&m, a, "local_backend", value_bool(true));
    add_text(&m, a, "locale", s->settings->language);
    if (s->settings->base_url.n)
        add_text(&m, a, "display_url", s->settings->base_url);
    add(&m, a, "show_preview_links", value_bool(false));
    add_text(&m, a, "media_folder", s->content.n ? s->content : STR("."));
    add_text(&m, a, "public_folder", STR(""));
    add(&m, a, "slug", slugs(a));
    add(&output, a, "omit_empty_optional_fields", value_bool(true)); /* Decap does so by itself */
    add(&m, a, "output", output);
    add(&preview, a, "preview", value_bool(false)); /* it would not look like the page */
    add(&m, a, "editor", preview);
    for (size_t i = 0; i < n; i++)
        items[i] = collection(s, s->types->n ? &s->types->items[i] : &plain, a);
    add(&m, a, "collections", value_list(items, n));
    return m;
}
