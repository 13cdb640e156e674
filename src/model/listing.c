#include "model/listing.h"

#include "base/limits.h"
#include "model/builder.h"

/* The name becomes part of an id on the page. */
static bool plain(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
            return false;
    }
    return name.n != 0;
}

/* What remains without the title is a query. */
static const struct query *read_query(struct builder *b, const struct page *p, const struct value *spec)
{
    struct value rest = *spec;
    rest.map.n = 0;
    rest.map.pairs = ARENA_ARRAY(b->a, struct value_pair, spec->map.n);
    for (size_t i = 0; i < spec->map.n; i++)
        if (!str_eq(spec->map.pairs[i].key.s, STR("title")))
            rest.map.pairs[rest.map.n++] = spec->map.pairs[i];
    return query_compile(&rest, b->in->types, p->source, b->a, b->ds);
}

static bool read_listing(struct builder *b, const struct page *p, const struct value_pair *pair,
                         struct listing *out)
{
    const struct value *title = value_get(&pair->value, STR("title")),
                       *paged = value_get(&pair->value, STR("per_page"));
    out->name = pair->key.s;
    out->title = str_trim(value_str(title));
    if (!plain(out->name)) {
        diag_at(b->ds, CODE_BAD_QUERY, p->source, pair->line, pair->col,
                "the list's name \"%.*s\" wants small letters, digits, - and _ alone", STR_F(out->name));
        return false;
    }
    if (!out->title.n || pair->value.kind != VALUE_MAP) {
        diag_at(b->ds, CODE_BAD_QUERY, p->source, pair->line, pair->col,
                "the list \"%.*s\" lacks a title: write {title: ..., of: ...}", STR_F(out->name));
        return false;
    }
    if (paged) {
        diag_at(b->ds, CODE_BAD_QUERY, p->source, paged->line, paged->col,
                "only a layout spreads a list over pages; use limit here");
        return false;
    }
    out->query = read_query(b, p, &pair->value);
    return true;
}

void listings_read(struct builder *b, struct page *p)
{
    const struct value *v = value_get(p->front, STR("queries"));
    if (!v || v->kind == VALUE_NULL || p->origin != PAGE_FILE)
        return;
    if (v->kind != VALUE_MAP) {
        diag_at(b->ds, CODE_BAD_QUERY, p->source, v->line, v->col,
                "queries wants names with lists: {meetings: {title: Meetings, of: TYPE}}");
        return;
    }
    if (v->map.n > LIMIT_LISTINGS) {
        diag_at(b->ds, CODE_LIMIT, p->source, v->line, v->col, "the page asks for %zu lists; %d is the most",
                v->map.n, LIMIT_LISTINGS);
        return;
    }
    struct listing *list = ARENA_ARRAY(b->a, struct listing, v->map.n);
    for (size_t i = 0; i < v->map.n; i++)
        p->n_listings += read_listing(b, p, &v->map.pairs[i], &list[p->n_listings]);
    p->listings = list;
}
