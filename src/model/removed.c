#include "model/builder.h"

/* The addresses of content/_gone.yaml: pages that are gone for good, as their readers may see. */
static struct map read_gone(struct builder *b)
{
    struct map gone = {.arena = b->a};
    const struct value *map = b->in->gone, *list = value_get(map, STR("gone"));
    struct str url;
    if (map && (map->map.n != 1 || !list || list->kind != VALUE_LIST))
        diag_at(
            b->ds, CODE_BAD_SETTING, b->in->gone_path, 1, 1,
            "here stands \"gone\", a list of the addresses of pages that are gone, such as gone: [temaer/stoej/], and no more");
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        const struct value *v = &list->list.items[i];
        if (v->kind == VALUE_TEXT && aliases_url(b->a, str_trim(v->s), &url))
            map_put(&gone, url, b);
        else
            diag_at(b->ds, CODE_BAD_SETTING, b->in->gone_path, v->line, v->col,
                    "\"%.*s\" is no address of a page, such as temaer/stoej/", STR_F(value_str(v)));
    }
    return gone;
}

void removed_tell(struct builder *b)
{
    const struct history *h = b->in->history;
    struct map gone = read_gone(b);
    struct str url;
    for (size_t i = 0; i < h->n_removed && b->in->settings->present; i++) {
        const struct removed *r = &h->removed[i];
        if (past_of_removed(b, r, &url) && !map_has(&b->site->by_url, url) && !map_has(&gone, url))
            diag_at(
                b->ds, CODE_REMOVED_PAGE, r->path, 0, 0,
                "the page was removed, and nothing tells its readers where to go; write \"%.*s\" under aliases "
                "in the page that took its place, or in content/_gone.yaml",
                STR_F(url));
    }
}
