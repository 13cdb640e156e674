#include "base/limits.h"
#include "base/path.h"
#include "model/builder.h"

bool aliases_url(struct arena *a, struct str written, struct str *url)
{
    struct str path, part;
    if (!written.n || written.n > LIMIT_PATH || !path_resolve(a, STR(""), written, &path) || !path.n)
        return false;
    for (struct str rest = path; str_split(&rest, '/', &part);)
        if (path_name_fault(part) || part.p[0] == '.')
            return false;
    *url = str_cat(a, path, STR("/"));
    return true;
}

static void add_redirect(struct builder *b, const struct page *to, struct str url)
{
    struct page *p = builder_add(b, PAGE_ALIAS);
    p->url = url;
    p->title = to->title;
    p->layout = STR("redirect");
    p->replaced_by = to;
    map_put(&b->site->by_url, url, p);
}

static void add_alias(struct builder *b, struct page *to, const struct value *v)
{
    struct str url;
    if (v->kind != VALUE_TEXT || !aliases_url(b->a, str_trim(v->s), &url)) {
        diag_at(b->ds, CODE_BAD_SLUG, to->source, v->line, v->col,
                "alias \"%.*s\" is no path within the site, such as \"temaer/stoej/\"", STR_F(value_str(v)));
        return;
    }
    const struct page *other = map_get(&b->site->by_url, url);
    if (other == to)
        return;
    if (other) {
        diag_at(b->ds, CODE_ALIAS_TAKEN, to->source, v->line, v->col,
                "the alias \"%.*s\" is the address of %.*s, which keeps it", STR_F(url),
                STR_F(other->source.n ? other->source : other->title));
        return;
    }
    add_redirect(b, to, url);
}

void aliases_add(struct builder *b)
{
    for (size_t i = 0, n = b->n; i < n; i++) {
        struct page *p = b->pages[i];
        const struct value *v = value_get(p->front, STR("aliases"));
        if (!v || !p->visible || v->kind == VALUE_NULL)
            continue;
        if (v->kind != VALUE_LIST)
            add_alias(b, p, v);
        for (size_t k = 0; v->kind == VALUE_LIST && k < v->list.n; k++)
            add_alias(b, p, &v->list.items[k]);
    }
}

/* ---- where pages stood before ---- */

struct former {
    const struct page *page;
    int64_t when; /* it last stood there */
};

/* Of several pages that stood at one address the last one has it; the same page where two say the same moment. */
static void claim_former(struct map *claims, struct builder *b, const struct page *p,
                         const struct past_version *v)
{
    struct former *f = map_get(claims, v->url);
    int64_t when = v->version->has_date ? v->version->date.epoch : INT64_MIN;
    if (f && f->when >= when)
        return;
    if (!f) {
        f = ARENA_NEW(b->a, struct former);
        map_put(claims, v->url, f);
    }
    *f = (struct former){p, when};
}

void aliases_add_former(struct builder *b)
{
    struct map claims = {.arena = b->a};
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->pages[i]->inner.n_past; k++)
            if (!map_has(&b->site->by_url, b->pages[i]->inner.past[k].url))
                claim_former(&claims, b, b->pages[i], &b->pages[i]->inner.past[k]);
    MAP_EACH (&claims, e)
        add_redirect(b, ((const struct former *)e->value)->page, e->key.s);
}
