#include "model/renew.h"

#include "base/buf.h"
#include "base/path.h"
#include "model/builder.h"
#include "read/links.h"

struct renewal {
    const struct site *site;
    const struct page *was;
    struct page *now; /* a copy, until all is well */
    struct doc *doc;
    struct arena *a;
};

/* ---- front matter ---- */

static bool same_value(const struct value *x, const struct value *y, struct arena *a)
{
    enum { DEPTH = 16 };
    struct buf one = {0}, other = {0};
    value_json(x, a, false, DEPTH, &one);
    value_json(y, a, false, DEPTH, &other);
    bool same = str_eq(buf_str(&one), buf_str(&other));
    buf_free(&one);
    buf_free(&other);
    return same;
}

/* What the page alone shows; of a type that closes its pages by their fields, any of them may decide more. */
static bool is_its_own(const struct page *p, struct str key)
{
    static const bool own[FIELD_GROUP + 1] = {
        [FIELD_TEXT] = true, [FIELD_INTEGER] = true, [FIELD_NUMBER] = true, [FIELD_DATE] = true,
        [FIELD_TIME] = true, [FIELD_BOOLEAN] = true, [FIELD_PERIOD] = true, [FIELD_CHOICE] = true,
        [FIELD_URL] = true,  [FIELD_PAGE] = true,    [FIELD_PAGES] = true,
    };
    static const struct str keys[] = {STR_INIT("title"), STR_INIT("summary"), STR_INIT("tags"),
                                      STR_INIT("owner")};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(key, keys[i]))
            return true;
    const struct field *f = p->type && !p->type->n_gates ? type_field(p->type, key) : NULL;
    return f && own[f->kind] && !f->no_circle;
}

static const struct value *said_before(const struct renewal *r, const struct value_pair *pair)
{
    const struct value *before = value_get(r->was->front, pair->key.s);
    return before && same_value(before, &pair->value, r->a) ? before : NULL;
}

static bool front_decides_nothing_else(const struct renewal *r)
{
    const struct value *was = r->was->front, *now = &r->doc->front;
    for (size_t i = 0; i < was->map.n; i++)
        if (!value_get(now, was->map.pairs[i].key.s) && !is_its_own(r->was, was->map.pairs[i].key.s))
            return false;
    for (size_t i = 0; i < now->map.n; i++)
        if (!said_before(r, &now->map.pairs[i]) && !is_its_own(r->was, now->map.pairs[i].key.s))
            return false;
    return true;
}

/* Relations and anchors point into values from before; a Markdown field is known by where its value lies. */
static void keep_values(const struct renewal *r)
{
    for (size_t i = 0; i < r->doc->front.map.n; i++) {
        struct value_pair *pair = &r->doc->front.map.pairs[i];
        const struct value *before = said_before(r, pair);
        if (!before)
            continue;
        pair->value = *before;
        for (size_t k = 0; k < r->now->n_parts; k++)
            if (r->now->parts[k].value == before)
                r->now->parts[k].value = &pair->value;
    }
}

/* ---- links ---- */

static bool known_before(const struct renewal *r, const struct hole *h, struct target *t)
{
    const struct doc *d = r->was->inner.doc;
    for (size_t i = 0; i < d->n_holes; i++)
        if ((d->holes[i].kind == HOLE_IMAGE) == (h->kind == HOLE_IMAGE) &&
            str_eq(d->holes[i].dest, h->dest)) {
            *t = r->was->inner.targets[i];
            return true;
        }
    return false;
}

/* A path without a query, to a page or a file that goes out anyway. */
static bool resolve(const struct renewal *r, const struct hole *h, struct target *t)
{
    struct str path, anchor = STR(""), dest = h->dest;
    size_t hash = str_find(dest, '#');
    if (hash != STR_NONE) {
        anchor = links_decode(r->a, str_from(dest, hash + 1));
        dest = str_sub(dest, 0, hash);
    }
    if (!path_resolve(r->a, r->now->dir, links_decode(r->a, dest), &path))
        return false;
    path = path_join(r->a, r->site->content, path);
    const struct page *to = dest.n ? map_get(&r->site->by_source, path) : r->now;
    size_t file = (uintptr_t)map_get(&r->site->file_index, path);
    if (to && to->visible && h->kind != HOLE_IMAGE) {
        *t = (struct target){.kind = TARGET_PAGE, .page = dest.n ? to : r->was};
        return !anchor.n || links_anchor(to, anchor, &t->anchor);
    }
    *t = (struct target){.kind = TARGET_FILE, .file = (uint32_t)(file - 1), .anchor = anchor};
    return dest.n && file;
}

static bool renew_links(const struct renewal *r)
{
    struct target *targets = ARENA_ARRAY(r->a, struct target, r->doc->n_holes);
    for (size_t i = 0; i < r->doc->n_holes; i++) {
        const struct hole *h = &r->doc->holes[i];
        if (h->kind == HOLE_STRING || h->kind == HOLE_CAPITALS || h->dropped)
            continue;
        if (link_has_scheme(h->dest))
            targets[i].kind = TARGET_WEB;
        else if (!known_before(r, h, &targets[i]) && !resolve(r, h, &targets[i]))
            return false;
    }
    r->now->inner.targets = targets;
    return true;
}

/* ---- the page ---- */

/* Its title, what it refers to, and whether it has no error. */
static bool judge(const struct renewal *r)
{
    const struct site *s = r->site;
    struct diags ds = {.arena = r->a};
    const struct site_input in = {.settings = s->settings, .types = s->types, .now = s->now};
    struct builder b = {.in = &in, .site = (struct site *)s, .a = r->a, .ds = &ds, .judged = {.arena = r->a}};
    address_tell(&b, r->now);
    fields_check(&b, r->now);
    bool related = relations_renew(&b, r->now);
    for (size_t i = 0; i < r->doc->diags.n; i++)
        *ARENA_PUSH(r->a, ds.items, ds.n, ds.cap, struct diag) = r->doc->diags.items[i];
    diags_settle(&ds, !s->settings->present, s->settings->levels);
    return related && !diags_count(&ds, DIAG_ERROR);
}

bool renew_page(const struct site *s, struct page *p, struct doc *d, struct arena *a)
{
    struct page now = *p;
    const struct renewal r = {s, p, &now, d, a};
    now.inner.doc = d;
    now.front = &d->front;
    now.inner.words = d->words;
    now.parts = ARENA_ARRAY(a, struct part, p->n_parts);
    now.cap_parts = p->n_parts;
    for (size_t i = 0; i < p->n_parts; i++)
        now.parts[i] = p->parts[i];
    if (!p->visible || !front_decides_nothing_else(&r) || !renew_links(&r) || !judge(&r))
        return false;
    keep_values(&r);
    *p = now;
    return true;
}
