#include "model/past.h"

#include "base/aside.h"
#include "base/path.h"
#include "model/builder.h"
#include "model/gates.h"

static bool says_now(const struct doc *d, const struct version *v)
{
    return d && oid_eq(&d->blob, &v->blob);
}

size_t past_blobs(const struct history *h, struct doc *const *docs, struct arena *a, struct oid **out)
{
    size_t n = 0, all = 0;
    for (size_t i = 0; i < h->n_records; i++)
        all += h->records[i].n_versions;
    *out = ARENA_ARRAY(a, struct oid, all + h->n_removed);
    for (size_t i = 0; i < h->n_records; i++) {
        const struct record *r = &h->records[i];
        for (size_t k = 0; k < r->n_versions && k < PAST_MOST && r->n_versions > 1; k++)
            if (!says_now(docs[i], &r->versions[k]))
                (*out)[n++] = r->versions[k].blob;
    }
    for (size_t i = 0; i < h->n_removed; i++)
        (*out)[n++] = h->removed[i].blob;
    return n;
}

/* Whether a file of this path was a page: below content, and no name set aside. */
static bool was_page(const struct site_input *in, struct str path, struct str *below)
{
    struct str part;
    if (in->content.n &&
        !(str_starts(path, in->content) && path.n > in->content.n && path.p[in->content.n] == '/'))
        return false;
    *below = in->content.n ? str_from(path, in->content.n + 1) : path;
    for (struct str rest = *below; str_split(&rest, '/', &part);)
        if (part.n && (part.p[0] == '.' || (part.p[0] == '_' && in->settings->present)))
            return false;
    return str_ends(path, STR(".md"));
}

/* The version as the page that it was, as far as its gates and its address ask. */
static struct page as_page(const struct builder *b, const struct doc *d, struct str below)
{
    struct str base = path_base(below), stem = str_sub(base, 0, base.n - path_ext(base).n);
    const struct value *type = value_get(&d->front, STR("type"));
    struct page q = {.inner.doc = d, .front = &d->front, .dir = path_dir(below)};
    q.is_index = str_eq(stem, STR("index")) || str_eq(stem, STR("_index")) || str_eq(stem, STR("README"));
    q.stem = q.is_index ? STR("index") : stem;
    q.type = type && type->kind == VALUE_TEXT ? types_find(b->in->types, type->s)
                                              : types_of_folder(b->in->types, q.dir);
    return q;
}

enum standing { PUBLIC, NOT_PUBLIC, CLOSED };

/* until: when the next version came, or now. */
static enum standing judge(struct page *q, const struct type *present, const struct version *v, int64_t until,
                           const struct builder *b)
{
    const struct type *types[2] = {q->type, present};
    if (diags_any(&q->inner.doc->diags, DIAG_ERROR))
        return NOT_PUBLIC;
    for (int i = 0; i < 2; i++) {
        q->type = types[i];
        gates_read(q, b->in->settings, b->ds);
        gates_bound(q, b->in->now, &b->site->until);
        if (b->in->now >= q->cleared_until)
            return CLOSED;
        if (q->draft || q->cleared_from > until || (q->has_publish && q->publish_at > until))
            return NOT_PUBLIC;
    }
    q->type = types[0];
    return q->has_expires && (!v->has_date || q->expires_at <= v->date.epoch) ? NOT_PUBLIC : PUBLIC;
}

/* The moment from which readers could see the version. */
static void set_since(struct past_version *x, const struct page *q, const struct settings *s)
{
    int64_t since = x->version->date.epoch;
    if (q->has_publish && q->publish_at > since)
        since = q->publish_at;
    if (q->cleared_from > since)
        since = q->cleared_from;
    x->has_since = x->version->has_date;
    x->since = (struct moment){since, settings_offset(s, since)};
}

/* What the version said: of a page with one version that is what it says now, and so it is of one with the same bytes. */
static const struct doc *doc_of(const struct builder *b, const struct page *p, const struct version *v)
{
    return p->inner.record->n_versions == 1 || says_now(p->inner.doc, v) ? p->inner.doc
                                                                         : old_find(b->in->old, &v->blob);
}

/* The version is put in when it was public. False: it was closed, and what came before is not asked for. */
static bool add_version(struct builder *b, struct page *p, const struct version *v, int64_t until)
{
    struct str below;
    const struct doc *d = doc_of(b, p, v);
    if (!d || !was_page(b->in, v->path, &below))
        return true;
    struct page q = as_page(b, d, below);
    enum standing standing = judge(&q, p->type, v, until, b);
    if (standing != PUBLIC)
        return standing != CLOSED;
    struct past_version *x = &p->inner.past[p->inner.n_past++];
    *x = (struct past_version){.version = v, .doc = d, .url = address_of_page(b, &q)};
    set_since(x, &q, b->in->settings);
    return true;
}

bool past_of_removed(struct builder *b, const struct removed *r, struct str *url)
{
    struct str below;
    struct diags none = {.arena = b->a};
    struct builder quiet = *b;
    quiet.ds = &none;
    const struct doc *d = old_find(b->in->old, &r->blob);
    if (!d || !was_page(b->in, r->path, &below))
        return false;
    struct page q = as_page(b, d, below);
    struct version last = {.date = r->date, .has_date = r->has_date};
    if (judge(&q, q.type, &last, r->has_date ? r->date.epoch : INT64_MIN, &quiet) != PUBLIC)
        return false;
    *url = address_of_page(b, &q);
    return true;
}

static void find_past(struct builder *b, struct page *p)
{
    int64_t until = b->in->now;
    size_t all = p->inner.record->n_versions, n = all < PAST_MOST ? all : PAST_MOST;
    p->inner.past = ARENA_ARRAY(b->a, struct past_version, n);
    for (size_t i = 0; i < n; i++) {
        const struct version *v = &p->inner.record->versions[i];
        if (!add_version(b, p, v, until))
            return;
        if (!v->has_date)
            until = INT64_MIN; /* of what came before nobody can say how long it stood */
        else if (v->date.epoch < until)
            until = v->date.epoch;
    }
    p->inner.past_begins = p->inner.record->complete && n == all;
}

const struct past_version *past_at(const struct page *p, int64_t moment)
{
    const struct inner *in = page_inner(p);
    for (size_t i = 0; i < in->n_past && in->past[i].has_since; i++)
        if (in->past[i].since.epoch <= moment)
            return &in->past[i];
    return NULL;
}

void past_find(struct builder *b)
{
    struct diags none = {.arena = b->a};
    struct builder quiet = *b;
    quiet.ds = &none;
    for (size_t i = 0; i < b->n; i++) {
        if (b->pages[i]->visible && b->pages[i]->origin == PAGE_FILE && b->pages[i]->inner.record)
            find_past(&quiet, b->pages[i]);
        aside_step(i);
    }
}

/* A page of its own for the history, below the page. A page that an editor put there stands; in a plain folder it is no fault. */
static void add_history(struct builder *b, struct page *of)
{
    struct str url = str_printf(b->a, "%.*s%.*s/", STR_F(of->url), STR_F(b->in->history_segment));
    const struct page *there = map_get(&b->site->by_url, url);
    if (there && there->origin == PAGE_FILE && b->in->settings->present)
        diag_at(b->ds, CODE_RESERVED_PERMALINK, there->source, 1, 1,
                "the address \"%.*s\" belongs to the history of %.*s; give the page another slug", STR_F(url),
                STR_F(of->source));
    if (there)
        return;
    struct page *p = builder_add(b, PAGE_HISTORY);
    p->url = url;
    p->dir = of->dir;
    p->title = of->title;
    p->layout = STR("historik");
    p->history_of = p->parent = of;
    of->inner.history_page = p;
    map_put(&b->site->by_url, url, p);
}

void past_add_pages(struct builder *b)
{
    for (size_t i = 0, n = b->n; i < n; i++)
        if (b->pages[i]->inner.n_past > 1)
            add_history(b, b->pages[i]);
}
