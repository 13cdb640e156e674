#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/path.h"
#include "base/tr.h"
#include "model/gates.h"
#include "model/upkeep.h"
#include "view/feeds.h"
#include "view/file.h"
#include "view/film.h"
#include "view/knows.h"
#include "view/news.h"
#include "view/people.h"
#include "view/quote.h"
#include "view/stale.h"
#include "view/view.h"
#include "view/ways.h"

/* The members of a page object, one row each. `ctx` of the object is the view, `self` the page. */
typedef struct value getter(const struct view *v, const struct page *p, struct arena *a);

static struct str join_url(struct arena *a, struct str base, struct str path)
{
    struct buf b = {0};
    buf_put(&b, base);
    if (base.n && base.p[base.n - 1] != '/')
        buf_char(&b, '/');
    escape_url_path(&b, path);
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

static struct str encoded(struct arena *a, struct str path)
{
    return escape_url_path_needed(path) ? join_url(a, STR(""), path) : path;
}

struct str view_file_link(const struct view *v, struct str path, struct arena *a)
{
    if (v->base.n)
        return join_url(a, v->base, path);
    return encoded(a, path_relative(a, v->url, path));
}

struct str view_address(const struct view *v, struct str to, struct arena *a)
{
    struct str url = v->base.n ? join_url(a, v->base, to) : encoded(a, path_relative(a, v->url, to));
    return v->vs->offline ? str_cat(a, url, STR("index.html")) : url;
}

struct str view_link(const struct view *v, const struct page *to, struct arena *a)
{
    return view_address(v, to->url, a);
}

static struct value page_list(const struct view *v, const struct pages *ps, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, ps->n);
    for (size_t i = 0; i < ps->n; i++)
        items[i] = view_page(v, ps->items[i]);
    return value_list(items, ps->n);
}

static struct value page_or_null(const struct view *v, const struct page *p)
{
    return p ? view_page(v, p) : value_null();
}

static struct value text_or_null(struct str s)
{
    return s.n ? value_text(s) : value_null();
}

static struct value front_date(const struct view *v, const struct page *p, struct str key, struct arena *a)
{
    struct date d;
    return date_parse_loose(str_sub(str_trim(value_str(value_get(p->front, key))), 0, 10), &d)
               ? view_date(v, d, a)
               : value_null();
}

static struct value get_title(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v, (void)a;
    return value_text(p->title);
}

/* What only a page has that a relation with `as_of` shows (then.h), or that links here (quote.h): of another one, what stands around it must not show through. */
static struct value get_nothing(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v, (void)p, (void)a;
    return value_null();
}

static struct value get_summary(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v, (void)a;
    return text_or_null(p->summary);
}

static struct value get_url(const struct view *v, const struct page *p, struct arena *a)
{
    return value_text(view_link(v, p, a));
}

struct value view_permalink(const struct view *v, struct str url, struct arena *a)
{
    struct str base = v->vs->site->settings->base_url;
    return base.n ? value_text(join_url(a, base, url)) : value_null();
}

static struct value get_permalink(const struct view *v, const struct page *p, struct arena *a)
{
    return view_permalink(v, p->url, a);
}

static struct value get_body(const struct view *v, const struct page *p, struct arena *a)
{
    const struct inner *in = page_inner(p);
    struct buf b = {0};
    view_body(v, p, in->doc, in->targets, a, &b);
    struct value out = value_html(buf_dup(a, &b));
    buf_free(&b);
    return out;
}

/* The file `name` beside the page, where it has one. */
static struct value file_beside(const struct view *v, const struct page *p, bool there, struct str name,
                                struct arena *a)
{
    return there ? value_text(view_file_link(v, str_cat(a, p->url, name), a)) : value_null();
}

static struct value get_calendar(const struct view *v, const struct page *p, struct arena *a)
{
    return file_beside(v, p, p->calendar != NULL, STR("kalender.ics"), a);
}

static struct value get_feed(const struct view *v, const struct page *p, struct arena *a)
{
    return file_beside(v, p, p->feed || p->feed_about, STR("feed.xml"), a);
}

static struct value get_words(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v, (void)a;
    return value_int(page_inner(p)->words);
}

static struct value get_source(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v, (void)a;
    return text_or_null(p->source);
}

static struct value get_type(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v;
    struct value m = {.kind = VALUE_MAP};
    if (!p->type)
        return value_null();
    value_map_add(&m, a, STR("name"), value_text(p->type->name));
    value_map_add(&m, a, STR("one"), value_text(p->type->one));
    value_map_add(&m, a, STR("many"), value_text(p->type->many));
    value_map_add(&m, a, str_cat(a, STR("er_"), p->type->name), value_bool(true));
    return m;
}

static struct value get_toc(const struct view *v, const struct page *p, struct arena *a)
{
    const struct inner *in = page_inner(p);
    (void)v;
    bool wanted = true;
    size_t n = 0;
    const struct value *toc = value_get(p->front, STR("toc"));
    struct value *items = ARENA_ARRAY(a, struct value, in->doc->n_headings);
    if (toc)
        value_as_bool(toc, &wanted);
    for (size_t i = 0; i < in->doc->n_headings; i++) {
        const struct heading *h = &in->doc->headings[i];
        if (h->level > 3)
            continue;
        items[n] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[n], a, STR("id"), value_text(h->id));
        value_map_add(&items[n], a, STR("title"), value_text(h->text));
        value_map_add(&items[n], a, STR("level"), value_int(h->level));
        value_map_add(&items[n++], a, STR("deep"), value_bool(h->level > 2));
    }
    return wanted && n > 1 ? value_list(items, n) : value_list(NULL, 0);
}

static struct value get_crumbs(const struct view *v, const struct page *p, struct arena *a)
{
    size_t depth = 0;
    for (const struct page *up = p->parent; up; up = up->parent)
        depth++;
    struct value *items = ARENA_ARRAY(a, struct value, depth);
    size_t i = depth;
    for (const struct page *up = p->parent; up && i; up = up->parent)
        items[--i] = view_page(v, up);
    return value_list(items, depth);
}

static struct value get_children(const struct view *v, const struct page *p, struct arena *a)
{
    return page_list(v, &p->children, a);
}

static struct value get_parent(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    return page_or_null(v, p->parent);
}

static struct value get_previous(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    return page_or_null(v, p->previous);
}

static struct value get_next(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    return page_or_null(v, p->next);
}

static struct value get_tags(const struct view *v, const struct page *p, struct arena *a)
{
    return page_list(v, &p->tags, a);
}

static struct value get_owner(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    return page_or_null(v, p->owner);
}

static struct value get_replaced_by(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    return page_or_null(v, p->replaced_by);
}

static struct value get_date(const struct view *v, const struct page *p, struct arena *a)
{
    return front_date(v, p, STR("date"), a);
}

static struct value get_publish(const struct view *v, const struct page *p, struct arena *a)
{
    return front_date(v, p, STR("publish"), a);
}

static struct value get_expires(const struct view *v, const struct page *p, struct arena *a)
{
    return front_date(v, p, STR("expires"), a);
}

static struct value get_reviewed(const struct view *v, const struct page *p, struct arena *a)
{
    struct review last;
    return upkeep_reviewed(p, &last) ? view_date(v, last.day, a) : value_null();
}

static struct value get_reviewed_by(const struct view *v, const struct page *p, struct arena *a)
{
    struct review last;
    struct value touch =
        upkeep_reviewed(p, &last) && last.touch ? people_touch(v, last.touch, a) : value_null();
    const struct value *author = value_get(&touch, STR("author"));
    return author ? *author : value_null();
}

static struct value get_review_due(const struct view *v, const struct page *p, struct arena *a)
{
    struct date due;
    return upkeep_due(p, &due) ? view_date(v, due, a) : value_null();
}

static struct value get_overdue(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    return value_bool(upkeep_overdue(v->vs->site, p));
}

static struct value get_stale(const struct view *v, const struct page *p, struct arena *a)
{
    return stale_reasons(v, p, a);
}

static struct value get_draft(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v, (void)a;
    return value_bool(p->draft);
}

static struct value get_created(const struct view *v, const struct page *p, struct arena *a)
{
    const struct inner *in = page_inner(p);
    return in->record ? people_touch(v, &in->record->created, a) : value_null();
}

static struct value get_updated(const struct view *v, const struct page *p, struct arena *a)
{
    const struct inner *in = page_inner(p);
    return in->record ? people_touch(v, &in->record->updated, a) : value_null();
}

static struct value get_contributors(const struct view *v, const struct page *p, struct arena *a)
{
    const struct inner *in = page_inner(p);
    return in->record && in->record->complete ? people_contributors(v, in->record, a) : value_list(NULL, 0);
}

static struct value get_history_url(const struct view *v, const struct page *p, struct arena *a)
{
    const struct inner *in = page_inner(p);
    return in->history_page ? value_text(view_link(v, in->history_page, a)) : value_null();
}

static struct value get_history_of(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    return page_or_null(v, p->history_of);
}

static struct value get_changes(const struct view *v, const struct page *p, struct arena *a)
{
    return news_days(v, p, a);
}

static struct value get_fields(const struct view *v, const struct page *p, struct arena *a)
{
    size_t n = 0, all = p->type ? p->type->n_fields : 0;
    struct value *items = ARENA_ARRAY(a, struct value, all);
    for (size_t i = 0; i < all; i++) {
        const struct field *f = &p->type->fields[i];
        struct value shown = view_field(v, p, f, a), m = {.kind = VALUE_MAP};
        if (!value_truthy(&shown))
            continue;
        value_map_add(&m, a, STR("name"), value_text(f->name));
        value_map_add(&m, a, STR("label"), value_text(f->label));
        value_map_add(&m, a, STR("editorial"), value_bool(f->editorial));
        bool pages = f->kind == FIELD_PAGES || f->kind == FIELD_PAGE;
        value_map_add(&m, a, STR("pages"),
                      pages ? (shown.kind == VALUE_LIST ? shown : value_list(&shown, 1)) : value_null());
        if (pages && shown.kind != VALUE_LIST) {
            struct value *one = ARENA_NEW(a, struct value);
            *one = shown;
            m.map.pairs[m.map.n - 1].value = value_list(one, 1);
        }
        value_map_add(&m, a, STR("items"), !pages && shown.kind == VALUE_LIST ? shown : value_null());
        value_map_add(&m, a, STR("html"), shown.kind == VALUE_HTML ? shown : value_null());
        bool text = !pages && shown.kind != VALUE_LIST && shown.kind != VALUE_HTML;
        value_map_add(&m, a, STR("text"), text ? value_text(value_to_text(&shown, a)) : value_null());
        items[n++] = m;
    }
    return value_list(items, n);
}

static struct value get_relations(const struct view *v, const struct page *p, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, p->n_inverses);
    for (size_t i = 0; i < p->n_inverses; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("name"), value_text(p->inverses[i].name.s));
        value_map_add(&items[i], a, STR("label"), value_text(p->inverses[i].label));
        value_map_add(&items[i], a, STR("pages"), page_list(v, &p->inverses[i].pages, a));
    }
    return value_list(items, p->n_inverses);
}

static struct value get_attachments(const struct view *v, const struct page *p, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, p->n_attachments);
    for (size_t i = 0; i < p->n_attachments; i++)
        items[i] = file_value(v, p->attachments[i].file, p->attachments[i].title, a);
    return value_list(items, p->n_attachments);
}

static struct value get_listings(const struct view *v, const struct page *p, struct arena *a)
{
    return view_listings(v, p, a);
}

struct value view_until(const struct view *v, int64_t until, struct arena *a)
{
    if (until == INT64_MAX)
        return value_null();
    return view_moment(v, (struct moment){until, settings_offset(v->vs->site->settings, until)}, a);
}

static struct value get_until(const struct view *v, const struct page *p, struct arena *a)
{
    return p->visible ? view_until(v, gates_until(p), a) : value_null();
}

static struct value get_is_current(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    return value_bool(p == v->page);
}

static struct value get_slug(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v, (void)a;
    return value_text(p->stem);
}

static struct value get_hidden(const struct view *v, const struct page *p, struct arena *a)
{
    (void)a;
    const char *why = gates_reason(p, v->vs->site->now, false);
    return why ? value_text(str_of(tr_in(v->vs->site->settings->language, why))) : value_null();
}

static const struct {
    struct str name;
    getter *get;
} members[] = {
    {STR_INIT("title"), get_title},
    {STR_INIT("summary"), get_summary},
    {STR_INIT("url"), get_url},
    {STR_INIT("permalink"), get_permalink},
    {STR_INIT("slug"), get_slug},
    {STR_INIT("type"), get_type},
    {STR_INIT("source"), get_source},
    {STR_INIT("words"), get_words},
    {STR_INIT("draft"), get_draft},
    {STR_INIT("hidden"), get_hidden},
    {STR_INIT("date"), get_date},
    {STR_INIT("publish"), get_publish},
    {STR_INIT("expires"), get_expires},
    {STR_INIT("reviewed"), get_reviewed},
    {STR_INIT("reviewed_by"), get_reviewed_by},
    {STR_INIT("review_due"), get_review_due},
    {STR_INIT("overdue"), get_overdue},
    {STR_INIT("stale"), get_stale},
    {STR_INIT("knows"), knows_value},
    {STR_INIT("owner"), get_owner},
    {STR_INIT("tags"), get_tags},
    {STR_INIT("created"), get_created},
    {STR_INIT("updated"), get_updated},
    {STR_INIT("contributors"), get_contributors},
    {STR_INIT("history_url"), get_history_url},
    {STR_INIT("history_of"), get_history_of},
    {STR_INIT("versions"), view_versions},
    {STR_INIT("changes"), get_changes},
    {STR_INIT("reading"), view_reading},
    {STR_INIT("film"), film_any},
    {STR_INIT("then"), get_nothing},
    {STR_INIT("link_then"), get_nothing},
    {STR_INIT("then_same"), get_nothing},
    {STR_INIT("replaced_by"), get_replaced_by},
    {STR_INIT("edit_url"), ways_edit},
    {STR_INIT("new_page"), ways_new},
    {STR_INIT("report_url"), ways_report},
    {STR_INIT("attachments"), get_attachments},
    {STR_INIT("until"), get_until},
    {STR_INIT("crumbs"), get_crumbs},
    {STR_INIT("parent"), get_parent},
    {STR_INIT("previous"), get_previous},
    {STR_INIT("next"), get_next},
    {STR_INIT("children"), get_children},
    {STR_INIT("backlinks"), quote_backlinks},
    {STR_INIT("sentence"), get_nothing},
    {STR_INIT("relation"), get_nothing},
    {STR_INIT("toc"), get_toc},
    {STR_INIT("calendar"), get_calendar},
    {STR_INIT("feed"), get_feed},
    {STR_INIT("feeds"), feeds_of_page},
    {STR_INIT("fields"), get_fields},
    {STR_INIT("relations"), get_relations},
    {STR_INIT("listings"), get_listings},
    {STR_INIT("is_current"), get_is_current},
    {STR_INIT("body"), get_body},
};
enum { N_MEMBERS = sizeof members / sizeof *members };

static bool own_member(const struct view *v, const struct page *p, const struct key *key, struct arena *a,
                       struct value *out)
{
    size_t row = (uintptr_t)map_get_key(&v->vs->members, key);
    if (row)
        *out = members[row - 1].get(v, p, a);
    return row != 0;
}

static bool declared_member(const struct view *v, const struct page *p, const struct key *key,
                            struct arena *a, struct value *out)
{
    const struct field *f = p->type ? map_get_key(&p->type->by_name, key) : NULL;
    if (f) {
        *out = view_field(v, p, f, a);
        return true;
    }
    if (!map_get_key(&v->vs->names, key))
        return false;
    const struct pages *inverse = page_relation(p, key);
    *out = inverse ? page_list(v, inverse, a) : value_null();
    return true;
}

bool view_count(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    struct value list;
    if (!str_ends(key->s, STR("_count")))
        return false;
    struct key name = key_of(str_sub(key->s, 0, key->s.n - 6));
    if (!self->obj.cls->get(self, &name, a, &list))
        return false;
    *out = list.kind == VALUE_LIST ? value_int((int64_t)list.list.n) : value_null();
    if (list.kind == VALUE_LIST && !list.list.n)
        *out = value_null();
    return true;
}

static bool page_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct view *v = self->obj.ctx;
    const struct page *p = self->obj.self;
    return own_member(v, p, key, a, out) || declared_member(v, p, key, a, out) ||
           view_count(self, key, a, out);
}

static struct str page_text(const struct value *self, struct arena *a)
{
    (void)a;
    return ((const struct page *)self->obj.self)->title;
}

static struct str page_name(const struct value *self, size_t i)
{
    const struct page *p = self->obj.self;
    if (i < N_MEMBERS)
        return members[i].name;
    i -= N_MEMBERS;
    size_t own = p->type ? p->type->n_fields : 0;
    if (i < own)
        return p->type->fields[i].name;
    i -= own;
    return i < p->n_inverses ? p->inverses[i].name.s : (struct str){NULL, 0};
}

static const struct value_class page_class = {"page", page_get, page_text, NULL, page_name};

struct value view_page(const struct view *v, const struct page *p)
{
    return value_object(&page_class, p, v);
}

static void add_names(struct view_site *vs, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        map_put(&vs->names, fields[i].name, vs);
        if (fields[i].inverse.n)
            map_put(&vs->names, fields[i].inverse, vs);
        add_names(vs, fields[i].fields, fields[i].n_fields);
    }
}

void view_open(struct view_site *vs, struct arena *a)
{
    vs->names = vs->members = (struct map){.arena = a};
    for (uintptr_t i = 0; i < N_MEMBERS; i++)
        map_put(&vs->members, members[i].name, (void *)(i + 1));
    view_open_root(vs, a);
    for (size_t i = 0; i < vs->site->types->n; i++)
        add_names(vs, vs->site->types->items[i].fields, vs->site->types->items[i].n_fields);
}

bool view_page_name(struct str name)
{
    for (size_t i = 0; i < N_MEMBERS; i++)
        if (str_eq(members[i].name, name))
            return true;
    return false;
}
