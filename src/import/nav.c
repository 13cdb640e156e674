#include "import/nav.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "read/yaml.h"

static const struct str settings[] = {STR_INIT("mkdocs.yml"), STR_INIT("mkdocs.yaml")};

struct nav {
    struct folder *folder;
    struct str path; /* of the settings */
    int64_t n;       /* pages so far */
};

static bool is_away(struct str s)
{
    return str_find_str(s, STR("://")) != STR_NONE;
}

/* A title goes only where the page says none: neither in its front matter (front_keys sees to that) nor as its first line. */
static void take_page(struct nav *nav, struct str title, const struct value *v)
{
    struct arena *a = nav->folder->arena;
    struct folder_item *it = folder_find(nav->folder, v->s);
    if (is_away(v->s))
        return;
    if (!it || !it->page) {
        diag_at(nav->folder->diags, CODE_NOT_PLACED, nav->path, v->line, v->col,
                "the link to \"%.*s\" leads to nothing in this folder", STR_F(v->s));
        return;
    }
    struct value order = {.kind = VALUE_TEXT, .plain = true};
    order.s = str_printf(a, "%lld", (long long)++nav->n);
    if (!value_get(&it->found, STR("order")))
        value_map_add(&it->found, a, STR("order"), order);
    if (title.n)
        it->menu_title = title;
}

static void take_items(struct nav *nav, const struct value *list);

static void take_item(struct nav *nav, const struct value_pair *p)
{
    if (p->value.kind == VALUE_TEXT)
        take_page(nav, p->key.s, &p->value);
    if (p->value.kind != VALUE_LIST)
        return;
    diag_at(nav->folder->diags, CODE_NOT_PLACED, nav->path, p->line, p->col,
            "there is no place for the menu's section \"%.*s\"", STR_F(p->key.s));
    take_items(nav, &p->value);
}

static void take_items(struct nav *nav, const struct value *list)
{
    for (size_t i = 0; i < list->list.n; i++) {
        const struct value *v = &list->list.items[i];
        if (v->kind == VALUE_TEXT)
            take_page(nav, STR(""), v);
        for (size_t k = 0; v->kind == VALUE_MAP && k < v->map.n; k++)
            take_item(nav, &v->map.pairs[k]);
    }
}

static void read_settings(struct folder *f, const struct folder_item *it)
{
    struct nav nav = {.folder = f, .path = it->entry->path};
    struct buf bytes = {0};
    struct diags own = {.arena = f->arena};
    struct value all;
    if (source_read(f->source, it->entry, LIMIT_SETTINGS, f->diags, &bytes)) {
        bool ok = yaml_parse_data(buf_dup(f->arena, &bytes), nav.path, f->arena, &own, &all);
        const struct value *menu = ok ? value_get(&all, STR("nav")) : NULL;
        if (!ok)
            diag_at(f->diags, CODE_NOT_PLACED, nav.path, 0, 0,
                    "these settings cannot be read, nor the menu in them");
        if (menu && menu->kind == VALUE_LIST)
            take_items(&nav, menu);
    }
    buf_free(&bytes);
}

void nav_read(struct folder *f)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        const struct folder_item *it = map_get(&f->by_path, settings[i]);
        if (it)
            read_settings(f, it);
    }
}
