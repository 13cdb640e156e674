#include "model/site.h"

#include <stdlib.h>

#include "base/aside.h"
#include "base/path.h"
#include "model/abbreviations.h"
#include "model/builder.h"
#include "model/gates.h"
#include "model/listing.h"
#include "model/stale.h"
#include "model/units.h"
#include "read/privacy.h"

static struct str below_content(const struct site_input *in, struct str path)
{
    return in->content.n ? str_from(path, in->content.n + 1) : path;
}

/* README.md serves as a folder's page where there is no index.md; its own address otherwise. */
static bool is_folder_page(const struct builder *b, struct str below)
{
    struct str base = path_base(below);
    if (str_eq(base, STR("index.md")) || str_eq(base, STR("_index.md")))
        return true;
    if (!str_eq(base, STR("README.md")))
        return false;
    struct str dir = path_dir(below), root = path_join(b->a, b->in->content, dir);
    return !map_has(&b->site->by_source, path_join(b->a, root, STR("index.md"))) &&
           !map_has(&b->site->by_source, path_join(b->a, root, STR("_index.md")));
}

static void set_type(struct builder *b, struct page *p)
{
    const struct types *ts = b->in->types;
    const struct value *v = value_get(p->front, STR("type"));
    if (!ts->n)
        return;
    p->type = types_of_folder(ts, p->dir);
    if (!v || v->kind == VALUE_NULL)
        return;
    p->type = types_find(ts, value_str(v));
    if (p->type)
        return;
    struct str *names = ARENA_ARRAY(b->a, struct str, ts->n);
    for (size_t i = 0; i < ts->n; i++)
        names[i] = ts->items[i].name;
    struct str near = diag_nearest(value_str(v), names, ts->n);
    if (near.n)
        diag_at(b->ds, CODE_UNKNOWN_TYPE, p->source, v->line, v->col,
                "unknown type \"%.*s\"; did you mean \"%.*s\"?", STR_F(value_str(v)), STR_F(near));
    else
        diag_at(b->ds, CODE_UNKNOWN_TYPE, p->source, v->line, v->col, "unknown type \"%.*s\"",
                STR_F(value_str(v)));
}

static void no_layout(struct builder *b, struct str path, uint32_t line, uint32_t col, struct str name)
{
    diag_at(b->ds, CODE_UNKNOWN_LAYOUT, path, line, col, "there is no layout \"%.*s\" in layouts/",
            STR_F(name));
}

static void check_type_layouts(struct builder *b)
{
    for (size_t i = 0; i < b->in->types->n; i++) {
        const struct type *t = &b->in->types->items[i];
        if (t->layout.n && !b->in->has_layout(b->in->layout_ctx, t->layout))
            no_layout(b, t->path, t->layout_line, t->layout_col, t->layout);
    }
}

static void set_layout(struct builder *b, struct page *p)
{
    const struct site_input *in = b->in;
    const struct value *v = value_get(p->front, STR("layout"));
    struct str asked = value_str(v);
    p->layout = p->type && in->has_layout(in->layout_ctx, p->type->layout.n ? p->type->layout : p->type->name)
                    ? (p->type->layout.n ? p->type->layout : p->type->name)
                    : STR("page");
    if (!asked.n)
        return;
    if (in->has_layout(in->layout_ctx, asked) && str_find(asked, '/') == STR_NONE)
        p->layout = asked;
    else if (in->types->n)
        no_layout(b, p->source, v->line, v->col, asked);
}

static void set_order(struct builder *b, struct page *p)
{
    const struct value *order = value_get(p->front, STR("order"));
    int64_t i;
    if (order && value_as_int(order, &i))
        p->order = i;
    (void)b;
}

static void set_sort_key(struct builder *b, struct page *p)
{
    struct str as = value_str(value_get(p->front, STR("sort_as")));
    p->sort_key = collate_key(b->collate, as.n ? as : p->title, b->a);
}

static void add_page(struct builder *b, size_t i)
{
    const struct site_input *in = b->in;
    struct page *p = builder_add(b, PAGE_FILE);
    p->source = in->entries[i].path;
    map_put(&b->site->by_source, p->source, p);
    if (in->docs[i]) {
        p->inner.doc = in->docs[i];
        p->front = &in->docs[i]->front;
        p->inner.words = in->docs[i]->words;
    } else {
        p->faulty = true;
    }
    if (in->faulty && map_has(in->faulty, p->source))
        p->faulty = true;
    if (in->history->present && i < in->history->n_records)
        p->inner.record = &in->history->records[i];
}

static void check_name(struct builder *b, struct str path)
{
    if (privacy_has_cpr(below_content(b->in, path)))
        diag_at(b->ds, CODE_CPR_NUMBER, path, 0, 0,
                "the name of this file looks as if it held a CPR number: rename it, also in the history");
}

static void place_page(struct builder *b, struct page *p)
{
    struct str below = below_content(b->in, p->source), base = path_base(below);
    p->dir = path_dir(below);
    p->is_index = is_folder_page(b, below);
    p->stem = p->is_index ? STR("index") : str_sub(base, 0, base.n - path_ext(base).n);
    set_type(b, p);
    set_layout(b, p);
    p->apart = str_eq(p->layout, STR("status"));
    set_order(b, p);
}

/* Names that references are written by: "type/stem", "/stem" for any type, and paths below content come from by_source. */
static void name_page(struct builder *b, struct page *p)
{
    struct str stem = p->is_index && p->dir.n ? path_base(p->dir) : p->stem;
    struct str names[2] = {p->type ? str_printf(b->a, "%.*s/%.*s", STR_F(p->type->name), STR_F(stem))
                                   : STR(""),
                           str_printf(b->a, "/%.*s", STR_F(stem))};
    for (int i = 0; i < 2; i++)
        if (names[i].n && !map_has(&b->site->by_name, names[i]))
            map_put(&b->site->by_name, names[i], b->pages[p->index]);
}

/* A page by its path below the content, with or without its ending, or its folder's. */
static const struct page *by_path(const struct site *s, struct str below)
{
    struct str path = path_join(s->arena, s->content, below);
    const struct page *p = map_get(&s->by_source, path);
    if (!p)
        p = map_get(&s->by_source, str_cat(s->arena, path, STR(".md")));
    if (!p)
        p = map_get(&s->by_source, str_cat(s->arena, path, STR("/index.md")));
    return p;
}

const struct page *site_reference(const struct site *s, const struct str *to, size_t n_to, struct str written)
{
    const struct page *p = NULL;
    written = str_trim(written);
    if (!written.n)
        return NULL;
    for (size_t i = 0; i < n_to && !p; i++)
        p = map_get(&s->by_name, str_printf(s->arena, "%.*s/%.*s", STR_F(to[i]), STR_F(written)));
    if (!n_to)
        p = map_get(&s->by_name, str_printf(s->arena, "/%.*s", STR_F(written)));
    if (p)
        return p;
    p = by_path(s, written);
    for (size_t i = 0; i < n_to && !p;
         i++) { /* as the editor in the browser writes it, of a page in a folder there */
        const struct type *t = types_find(s->types, to[i]);
        p = t && t->folder.n ? by_path(s, path_join(s->arena, t->folder, written)) : NULL;
    }
    for (size_t i = 0; p && i < n_to; i++)
        if (p->type && str_eq(p->type->name, to[i]))
            return p;
    return n_to ? NULL : p;
}

const struct page *site_page_by_url(const struct site *s, struct str url)
{
    const struct page *p = map_get(&s->by_url, url);
    return p && p->visible ? p : NULL;
}

static void set_gates(struct builder *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct page *p = b->pages[i];
        p->visible = gates_visible(p, b->in->now, b->in->drafts);
        gates_bound(p, b->in->now, &b->site->until);
        int64_t next = gates_next(p, b->in->now, b->in->drafts);
        if (next && (!b->site->next_gate.at || next < b->site->next_gate.at)) {
            b->site->next_gate.at = next;
            b->site->next_gate.page = p;
            b->site->next_gate.opens = !p->visible;
        }
    }
}

/* A page for searching, beside the index. An editor's own page or folder there stands. */
static void add_search(struct builder *b)
{
    struct str url = STR("soeg/");
    if (!b->in->search_title.n || map_has(&b->site->by_url, url))
        return;
    struct page *p = builder_add(b, PAGE_SEARCH);
    p->url = url;
    p->title = b->in->search_title;
    p->layout = STR("soeg");
    map_put(&b->site->by_url, url, p);
    b->site->search = p;
}

/* Freezes: pages by url, numbered so, and lists by type. */
static void finish(struct builder *b)
{
    struct site *s = b->site;
    s->n_pages = b->n;
    s->pages = ARENA_ARRAY(b->a, const struct page *, b->n);
    for (size_t i = 0; i < b->n; i++)
        s->pages[i] = b->pages[i];
    if (b->n)
        qsort(s->pages, b->n, sizeof *s->pages, page_by_url);
    struct page **sorted = ARENA_ARRAY(b->a, struct page *, b->n);
    for (size_t i = 0; i < b->n; i++)
        sorted[i] = b->pages[s->pages[i]->index];
    s->by_type = ARENA_ARRAY(b->a, struct pages, s->types->n + 1);
    for (size_t i = 0; i < b->n; i++) {
        struct page *p = sorted[i];
        p->index = (uint32_t)i;
        if (p->visible && p->origin == PAGE_FILE && !p->apart)
            pages_add(&s->by_type[p->type ? p->type->index : s->types->n], b->a, p);
    }
    for (size_t i = 0; i <= s->types->n; i++)
        if (s->by_type[i].n)
            qsort(s->by_type[i].items, s->by_type[i].n, sizeof *s->by_type[i].items, page_by_order);
    s->front = map_get(&s->by_url, STR(""));
    units_find(s, sorted);
    units_name_people(s, b->in->people);
}

static void each_page(struct builder *b, void (*visit)(struct builder *b, struct page *p))
{
    for (size_t i = 0; i < b->n; i++) {
        visit(b, b->pages[i]);
        aside_step(i);
    }
}

struct site *site_build(const struct site_input *in, struct arena *a, struct diags *ds)
{
    struct site *s = ARENA_NEW(a, struct site);
    struct builder b = {.in = in,
                        .site = s,
                        .a = a,
                        .ds = ds,
                        .folders = {.arena = a},
                        .files = {.arena = a},
                        .withheld = {.arena = a},
                        .judged = {.arena = a}};
    s->settings = in->settings;
    s->types = in->types;
    s->people = in->people;
    s->history = in->history;
    s->content = in->content;
    s->now = in->now;
    s->today = date_to_days(moment_day((struct moment){in->now, settings_offset(in->settings, in->now)}));
    s->until = settings_epoch(in->settings, s->today + 1, 0);
    s->arena = a;
    s->by_source = (struct map){.arena = a};
    s->by_url = (struct map){.arena = a};
    s->by_name = (struct map){.arena = a};
    s->units = (struct map){.arena = a};
    s->file_index = (struct map){.arena = a};
    b.collate = s->collate = collate_open(in->settings->language);
    for (size_t i = 0; i < in->n; i++)
        add_page(&b, i);
    for (size_t i = 0; i < in->n_files; i++)
        map_put(&b.files, in->files[i].path, (void *)(uintptr_t)&in->files[i]);
    for (size_t i = 0; i < in->n; i++)
        check_name(&b, in->entries[i].path);
    for (size_t i = 0; i < in->n_files; i++)
        check_name(&b, in->files[i].path);
    check_type_layouts(&b);
    each_page(&b, place_page);
    address_pages(&b);
    set_gates(&b);
    each_page(&b, name_page);
    each_page(&b, fields_check);
    each_page(&b, listings_read);
    relations_tags(&b);
    tree_add_folders(&b);
    past_find(&b);
    aliases_add(&b);
    aliases_add_former(&b);
    removed_tell(&b);
    past_add_pages(&b);
    add_search(&b);
    each_page(&b, set_sort_key);
    relations_link(&b);
    tree_connect(&b);
    abbreviations_anchor(&b);
    links_resolve(&b);
    bounds_check(&b);
    feeds_find(&b);
    calendars_make(&b);
    finish(&b);
    abbreviations_gather(s);
    stale_judge(s, a);
    return s;
}

void site_close(struct site *s)
{
    if (s)
        collate_close(s->collate);
}
