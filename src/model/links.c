#include <stdlib.h>

#include "base/aside.h"
#include "base/path.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/builder.h"
#include "read/links.h"

/* %XX → bytes, for the path of a link; what is no escape stays. */
struct str links_decode(struct arena *a, struct str s)
{
    if (str_find(s, '%') == STR_NONE)
        return s;
    char *p = arena_alloc(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        uint8_t byte;
        char pair[2] = {0};
        if (s.p[i] == '%' && i + 2 < s.n) {
            for (int k = 0; k < 2; k++)
                pair[k] = (char)(s.p[i + 1 + (size_t)k] >= 'A' && s.p[i + 1 + (size_t)k] <= 'F'
                                     ? s.p[i + 1 + (size_t)k] + 32
                                     : s.p[i + 1 + (size_t)k]);
        }
        if (pair[0] && hash_unhex(str_n(pair, 2), &byte, 1) && byte) {
            p[n++] = (char)byte;
            i += 2;
        } else {
            p[n++] = s.p[i];
        }
    }
    return str_n(p, n);
}

static struct str content_path(const struct builder *b, struct str below)
{
    return path_join(b->a, b->in->content, below);
}

/* The page that a path below content means: the file itself, its folder, or (as other generators link) without .md. */
static const struct page *page_at(const struct builder *b, struct str path)
{
    const struct page *p = map_get(&b->site->by_source, content_path(b, path));
    if (p)
        return p;
    static const struct str tries[] = {STR_INIT(".md"), STR_INIT("/index.md"), STR_INIT("/README.md")};
    for (size_t i = 0; i < sizeof tries / sizeof *tries && !p; i++)
        p = map_get(&b->site->by_source,
                    content_path(b, path.n ? str_cat(b->a, path, tries[i]) : str_from(tries[i], 1)));
    if (!p) {
        struct page *folder = map_get(&b->folders, path);
        p = folder && folder->visible ? folder : NULL;
    }
    if (!p)
        p = map_get(&b->site->by_url, path.n ? str_cat(b->a, path, STR("/")) : path);
    return p && p->origin == PAGE_ALIAS ? p->replaced_by : p;
}

bool links_anchor(const struct page *p, struct str want, struct str *id)
{
    for (size_t i = 0; i < p->inner.doc->n_headings; i++) {
        const struct heading *h = &p->inner.doc->headings[i];
        if (str_eq(h->id, want) || str_eq(h->git_id, want)) {
            *id = h->id;
            return true;
        }
    }
    for (size_t i = 0; i < p->n_anchors; i++)
        if (str_eq(p->anchors[i].id, want)) {
            *id = p->anchors[i].id;
            return true;
        }
    return str_eq(want, STR("top")) ? (*id = STR(""), true) : false;
}

enum {
    SUGGEST_MOST = 20
}; /* each search for a near name reads all names: a site with thousands of faults must not wait for it */

struct link {
    struct builder *b;
    struct page *p;
    const struct hole *h;
    struct target *t;
};

static void to_anchor(const struct link *l, const struct page *to, struct str anchor)
{
    l->t->kind = TARGET_PAGE;
    l->t->page = to;
    if (!anchor.n || to->origin != PAGE_FILE)
        return;
    if (links_anchor(to, links_decode(l->b->a, anchor), &l->t->anchor))
        return;
    struct str *ids = ARENA_ARRAY(l->b->a, struct str, to->inner.doc->n_headings);
    for (size_t i = 0; i < to->inner.doc->n_headings; i++)
        ids[i] = to->inner.doc->headings[i].id;
    struct str near = diag_nearest(anchor, ids, to->inner.doc->n_headings);
    struct str where = to == l->p ? str_of(tr("this page")) : to->source;
    if (near.n)
        diag_at(l->b->ds, CODE_BROKEN_ANCHOR, l->p->source, l->h->line, l->h->col,
                "%.*s has no heading \"#%.*s\"; did you mean \"#%.*s\"?", STR_F(where), STR_F(anchor),
                STR_F(near));
    else
        diag_at(l->b->ds, CODE_BROKEN_ANCHOR, l->p->source, l->h->line, l->h->col,
                "%.*s has no heading \"#%.*s\"", STR_F(where), STR_F(anchor));
}

static void to_page(const struct link *l, const struct page *to, struct str anchor)
{
    if (to->visible) {
        to_anchor(l, to, anchor);
        return;
    }
    l->t->kind = TARGET_TEXT;
    if (!to->faulty)
        diag_at(l->b->ds, CODE_LINK_TO_HIDDEN, l->p->source, l->h->line, l->h->col,
                "%.*s is not published, so this link becomes text", STR_F(to->source));
}

static void broken(const struct link *l, struct str path)
{
    struct builder *b = l->b;
    bool image = l->h->kind == HOLE_IMAGE;
    struct str base = path_base(path), near = STR("");
    l->t->kind = TARGET_TEXT;
    if (image || (path_ext(path).n && !str_ends(path, STR(".md")))) {
        diag_at(b->ds, CODE_BROKEN_FILE, l->p->source, l->h->line, l->h->col, "there is no file \"%.*s\"",
                STR_F(l->h->dest));
        return;
    }
    size_t least = 8;
    bool search = b->suggested++ < SUGGEST_MOST;
    MAP_EACH (&b->site->by_source, e) {
        if (!search)
            break;
        const struct page *p = e->value;
        struct str name = path_base(e->key.s);
        size_t apart = name.n > base.n ? name.n - base.n : base.n - name.n;
        size_t d = p->visible && p != l->p && apart < least ? str_distance(base, name) : least;
        if (d < least && d < base.n / 2) {
            least = d;
            near = e->key.s;
        }
    }
    struct str folder = path_dir(l->p->source);
    if (folder.n)
        folder = str_cat(b->a, folder, STR("/"));
    if (near.n)
        diag_at(b->ds, CODE_BROKEN_LINK, l->p->source, l->h->line, l->h->col,
                "there is no page \"%.*s\"; did you mean \"%.*s\"?", STR_F(l->h->dest),
                STR_F(path_relative(b->a, folder, near)));
    else
        diag_at(b->ds, CODE_BROKEN_LINK, l->p->source, l->h->line, l->h->col, "there is no page \"%.*s\"",
                STR_F(l->h->dest));
}

static void outside(const struct link *l)
{
    l->t->kind = TARGET_TEXT;
    diag_at(l->b->ds, l->h->kind == HOLE_IMAGE ? CODE_BROKEN_FILE : CODE_BROKEN_LINK, l->p->source,
            l->h->line, l->h->col, "\"%.*s\" lies outside the site", STR_F(l->h->dest));
}

/* A destination without a scheme: path?query#anchor, relative to the page's folder. */
static void resolve_relative(const struct link *l)
{
    struct builder *b = l->b;
    struct str dest = l->h->dest, anchor = STR(""), path;
    size_t hash = str_find(dest, '#'), query;
    if (hash != STR_NONE) {
        anchor = str_from(dest, hash + 1);
        dest = str_sub(dest, 0, hash);
    }
    query = str_find(dest, '?');
    if (query != STR_NONE)
        dest = str_sub(dest, 0, query);
    if (!dest.n) {
        to_page(l, l->p, anchor);
        return;
    }
    if (!path_resolve(b->a, l->p->dir, links_decode(b->a, dest), &path) || utf8_invalid(path) != STR_NONE) {
        outside(l);
        return;
    }
    const struct page *to = l->h->kind == HOLE_IMAGE ? NULL : page_at(b, path);
    const struct source_entry *file = to ? NULL : map_get(&b->files, content_path(b, path));
    if (to) {
        to_page(l, to, anchor);
    } else if (file && files_withheld(b, l->p, file, l->h->line, l->h->col)) {
        l->t->kind = TARGET_TEXT;
    } else if (file) {
        l->t->kind = TARGET_FILE;
        l->t->file = files_use(b, file);
        l->t->anchor = anchor;
    } else {
        broken(l, path);
    }
}

static void add_link(struct builder *b, const struct page *from, const struct page *to)
{
    if (!to || to == from || !to->visible || to->origin != PAGE_FILE || from->origin != PAGE_FILE)
        return;
    pages_add(&b->pages[from->index]->inner.links, b->a, to);
}

static struct target *resolve_doc(struct builder *b, struct page *p, const struct doc *d)
{
    struct target *targets = ARENA_ARRAY(b->a, struct target, d->n_holes);
    for (size_t i = 0; i < d->n_holes; i++) {
        struct link l = {b, p, &d->holes[i], &targets[i]};
        if (l.h->kind == HOLE_STRING || l.h->kind == HOLE_CAPITALS)
            continue;
        if (l.h->dropped)
            l.t->kind = TARGET_TEXT;
        else if (link_has_scheme(l.h->dest))
            l.t->kind = TARGET_WEB;
        else
            resolve_relative(&l);
        if (l.t->kind == TARGET_PAGE)
            add_link(b, p, l.t->page);
    }
    return targets;
}

/* A Markdown field is a small document of its own. One line stands where its value begins; several lines are a block below
 * the key ("tekst: |"), whose indentation nobody told. */
static void place_hole(struct hole *h, const struct value *v)
{
    bool block = str_find(str_trim(v->s), '\n') != STR_NONE;
    h->line = block ? v->line + h->line : v->line;
    h->col = block ? 0 : v->col;
}

static void add_part(struct builder *b, struct page *p, const struct value *v)
{
    struct doc *d = doc_parse(v->s, b->a);
    for (size_t i = 0; i < d->n_holes; i++)
        place_hole(&d->holes[i], v);
    for (size_t i = 0; i < d->diags.n; i++)
        if (d->diags.items[i].code != CODE_CPR_NUMBER && d->diags.items[i].code != CODE_PRIVATE_CONTACT)
            diag_at(b->ds, d->diags.items[i].code, p->source, v->line, v->col, "%.*s",
                    STR_F(d->diags.items[i].text)); /* those two were told of the whole file */
    struct target *targets = resolve_doc(b, p, d);
    *ARENA_PUSH(b->a, p->parts, p->n_parts, p->cap_parts, struct part) = (struct part){v, d, targets};
}

static void resolve_parts(struct builder *b, struct page *p, const struct field *fields, size_t n,
                          const struct value *map)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        const struct value *v = value_get(map, f->name);
        uint32_t file;
        if (!v)
            continue;
        if (f->kind == FIELD_MARKDOWN && v->kind == VALUE_TEXT)
            add_part(b, p, v);
        else if (f->kind == FIELD_FILE && v->kind == VALUE_TEXT && v->s.n)
            files_beside(b, p, v, &file);
        else if (f->n_fields && v->kind == VALUE_MAP)
            resolve_parts(b, p, f->fields, f->n_fields, v);
        for (size_t k = 0; f->n_fields && v->kind == VALUE_LIST && k < v->list.n; k++)
            resolve_parts(b, p, f->fields, f->n_fields, &v->list.items[k]);
    }
}

static void resolve_page(struct builder *b, struct page *p)
{
    p->inner.targets = resolve_doc(b, p, p->inner.doc);
    files_attach(b, p);
    if (p->type)
        resolve_parts(b, p, p->type->fields, p->type->n_fields, p->front);
}

static void sort_once(struct pages *ps)
{
    size_t n = 0;
    if (ps->n)
        qsort(ps->items, ps->n, sizeof *ps->items, page_by_url);
    for (size_t i = 0; i < ps->n; i++)
        if (!n || ps->items[n - 1] != ps->items[i])
            ps->items[n++] = ps->items[i];
    ps->n = n;
}

void links_resolve(struct builder *b)
{
    withhold_files(b);
    for (size_t i = 0; i < b->n; i++) {
        aside_step(i);
        struct page *p = b->pages[i];
        if (!p->visible)
            continue;
        resolve_page(b, p);
        for (size_t k = 0; k < p->n_relations; k++)
            for (size_t j = 0; j < p->relations[k].pages.n; j++)
                add_link(b, p, p->relations[k].pages.items[j]);
        add_link(b, p, p->owner);
        sort_once(&p->inner.links);
    }
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->pages[i]->inner.links.n; k++)
            pages_add(&b->pages[b->pages[i]->inner.links.items[k]->index]->inner.backlinks, b->a,
                      b->pages[i]);
    for (size_t i = 0; i < b->n; i++)
        sort_once(&b->pages[i]->inner.backlinks);
}
