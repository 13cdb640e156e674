#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/number.h"
#include "base/path.h"
#include "model/period.h"
#include "model/reach.h"
#include "view/file.h"
#include "view/film.h"
#include "view/then.h"

/* Where a declared value stands: on a page, or in a group of it. */
struct scope {
    const struct view *view;
    const struct page *page;
    const struct field *fields;
    size_t n;
    const struct value *map;
    const struct field *list;  /* a list of the page's, whose item stands here */
    const struct scope *outer; /* the group around this one, for what chose it (choosers) */
};

static struct value show(const struct scope *s, const struct field *f, const struct value *v,
                         struct arena *a);

/* ---- small objects: a text with members ---- */

struct labelled { /* prints `text`; members by name */
    struct str text;
    struct value members; /* VALUE_MAP */
};

static bool labelled_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    const struct labelled *l = self->obj.self;
    return value_member(&l->members, key, a, out);
}

static struct str labelled_text(const struct value *self, struct arena *a)
{
    (void)a;
    return ((const struct labelled *)self->obj.self)->text;
}

static struct str labelled_name(const struct value *self, size_t i)
{
    const struct labelled *l = self->obj.self;
    return i < l->members.map.n ? l->members.map.pairs[i].key.s : (struct str){NULL, 0};
}

static const struct value_class labelled_class = {"labelled", labelled_get, labelled_text, NULL,
                                                  labelled_name};

static struct labelled *labelled_new(struct arena *a, struct str text)
{
    struct labelled *l = ARENA_NEW(a, struct labelled);
    l->text = text;
    l->members.kind = VALUE_MAP;
    return l;
}

static struct value labelled_value(const struct labelled *l)
{
    return value_object(&labelled_class, l, NULL);
}

/* ---- groups ---- */

static const struct field *scope_field(const struct scope *s, struct str name)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->fields[i].name, name))
            return &s->fields[i];
    return NULL;
}

/* The id of an item that others may link to. */
static bool group_anchor(const struct scope *s, struct value *out)
{
    for (size_t i = 0; i < s->page->n_anchors; i++)
        if (s->page->anchors[i].item == s->map) {
            *out = value_text(s->page->anchors[i].id);
            return true;
        }
    return false;
}

static bool choosers(const struct scope *s, struct str name, struct arena *a, struct value *out);

static bool group_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    for (const struct scope *s = self->obj.self; s; s = s->outer) {
        const struct field *f = scope_field(s, key->s);
        const struct value *v = f ? value_get(s->map, key->s) : NULL;
        if (f)
            *out = v ? show(s, f, v, a) : value_null();
        if (f || choosers(s, key->s, a, out))
            return true;
    }
    if (str_eq(key->s, STR("anchor")))
        return group_anchor(self->obj.self, out);
    return view_count(self, key, a, out);
}

/* What a group prints as: its title in one of the usual words, else its first text. */
static struct str group_text(const struct value *self, struct arena *a)
{
    static const struct str titles[] = {STR_INIT("titel"), STR_INIT("title"), STR_INIT("navn"),
                                        STR_INIT("name")};
    const struct scope *s = self->obj.self;
    (void)a;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (value_get(s->map, titles[i]))
            return value_str(value_get(s->map, titles[i]));
    for (size_t i = 0; i < s->map->map.n; i++)
        if (s->map->map.pairs[i].value.kind == VALUE_TEXT)
            return s->map->map.pairs[i].value.s;
    return STR("");
}

static struct str group_name(const struct value *self, size_t i)
{
    const struct scope *s = self->obj.self;
    return i < s->n ? s->fields[i].name : (struct str){NULL, 0};
}

static const struct value_class group_class = {"group", group_get, group_text, NULL, group_name};

static struct value show_group(const struct scope *s, const struct field *f, const struct value *v,
                               struct arena *a)
{
    struct scope *in = ARENA_NEW(a, struct scope);
    const struct field *own = s->page->type ? type_field(s->page->type, f->name) : NULL;
    bool of_list = own && own->kind == FIELD_LIST && own->fields == f->fields;
    *in = (struct scope){s->view, s->page, f->fields, f->n_fields, v, of_list ? own : NULL, NULL};
    return value_object(&group_class, in, NULL);
}

/* ---- what chose an item of a list: the inverse of a choice ---- */

struct choosing {
    const struct scope *item; /* that is asked */
    struct str name;          /* of the inverse */
    struct arena *a;
    struct value *found;
    size_t n, cap;
};

/* "stationer.id": the list's name and the item's own value under what stands behind the dot. */
static bool chooses(const struct choosing *c, const struct field *f, const struct value *map)
{
    size_t dot = str_find(f->from, '.');
    if (f->kind != FIELD_CHOICE || dot == STR_NONE || !str_eq(f->inverse, c->name) ||
        !str_eq(str_sub(f->from, 0, dot), c->item->list->name))
        return false;
    struct str id = value_str(value_get(c->item->map, str_from(f->from, dot + 1)));
    return id.n && str_eq(id, value_str(value_get(map, f->name)));
}

/* The groups in the lists of `s` that chose the item, in the order written; each has the members of the group around it too. */
static void find_choosers(struct choosing *c, const struct scope *s)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct field *f = &s->fields[i];
        const struct value *list = value_get(s->map, f->name);
        if (chooses(c, f, s->map))
            *ARENA_PUSH(c->a, c->found, c->n, c->cap, struct value) = value_object(&group_class, s, NULL);
        for (size_t k = 0; f->n_fields && list && list->kind == VALUE_LIST && k < list->list.n; k++) {
            struct scope *in = ARENA_NEW(c->a, struct scope);
            *in = (struct scope){s->view,
                                 s->page,
                                 f->fields,
                                 f->n_fields,
                                 &list->list.items[k],
                                 NULL,
                                 s->map == s->page->front ? NULL : s};
            find_choosers(c, in);
        }
    }
}

static bool declares(const struct field *fields, size_t n, struct str inverse)
{
    for (size_t i = 0; i < n; i++)
        if ((fields[i].kind == FIELD_CHOICE && str_eq(fields[i].inverse, inverse)) ||
            declares(fields[i].fields, fields[i].n_fields, inverse))
            return true;
    return false;
}

static bool choosers(const struct scope *s, struct str name, struct arena *a, struct value *out)
{
    const struct type *t = s->page->type;
    struct choosing c = {.item = s, .name = name, .a = a};
    if (!s->list || !declares(t->fields, t->n_fields, name))
        return false;
    struct scope *page = ARENA_NEW(a, struct scope);
    *page = (struct scope){s->view, s->page, t->fields, t->n_fields, s->page->front, NULL, NULL};
    find_choosers(&c, page);
    *out = value_list(c.found, c.n);
    return true;
}

/* ---- scalars ---- */

static struct value show_time(const struct scope *s, const struct value *v, struct arena *a)
{
    int minutes;
    if (!date_parse_time(str_trim(v->s), &minutes))
        return *v;
    struct labelled *l = labelled_new(a, strings_time(s->view->vs->strings, minutes, a));
    value_map_add(&l->members, a, STR("iso"),
                  value_text(str_printf(a, "%02d:%02d", minutes / 60, minutes % 60)));
    return labelled_value(l);
}

static struct value show_date(const struct scope *s, const struct value *v, struct arena *a)
{
    struct date d;
    return date_parse_loose(str_sub(str_trim(v->s), 0, 10), &d) ? view_date(s->view, d, a) : value_text(v->s);
}

/* "foraaret 2024" as written for files becomes "foråret 2024"; a hyphen between numbers or months a dash. */
static struct value show_period(const struct scope *s, const struct value *v, struct arena *a)
{
    struct period p;
    struct date d;
    if (date_parse_loose(str_trim(v->s), &d))
        return view_date(s->view, d, a);
    struct buf b = {0};
    for (size_t i = 0; i < v->s.n; i++) {
        if (v->s.p[i] == '-')
            buf_put(&b, STR("–"));
        else if (str_starts(str_from(v->s, i), STR("aa")))
            buf_put(&b, STR("å")), i++;
        else
            buf_char(&b, v->s.p[i]);
    }
    struct labelled *l = labelled_new(a, buf_dup(a, &b));
    buf_free(&b);
    if (period_parse(v->s, &p)) {
        value_map_add(&l->members, a, STR("from"), view_date(s->view, p.from, a));
        value_map_add(&l->members, a, STR("to"), view_date(s->view, p.to, a));
        value_map_add(&l->members, a, STR("iso"), value_text(date_iso(a, p.from)));
        value_map_add(&l->members, a, STR("past"), value_bool(view_past(s->view, p.to)));
    }
    return labelled_value(l);
}

/* A file beside the page: prints its name, and has a url, a kind and a size. */
static struct value show_file(const struct scope *s, const struct value *v, struct arena *a)
{
    struct str path;
    if (v->kind != VALUE_TEXT || !path_resolve(a, s->page->dir, v->s, &path))
        return value_null();
    const struct site *site = s->view->vs->site;
    uintptr_t file = (uintptr_t)map_get(&site->file_index, path_join(a, site->content, path));
    if (!file)
        return value_null(); /* not there, or withheld: told by files.c */
    struct labelled *l = labelled_new(a, path_base(path));
    l->members = file_value(s->view, (uint32_t)(file - 1), path_base(path), a);
    value_map_add(&l->members, a, STR("name"), value_text(path_base(path)));
    return labelled_value(l);
}

static struct value show_choice(const struct scope *s, const struct field *f, const struct value *v,
                                struct arena *a)
{
    const struct field *list;
    const struct value *item = f->from.n ? reach_choice(s->view->vs->site, s->page, f, v->s, a, &list) : NULL;
    if (item)
        return show_group(s, list, item, a);
    struct str label = v->s;
    for (size_t i = 0; i < f->n_choices; i++)
        if (str_eq(f->choices[i].id, v->s) && f->choices[i].label.n)
            label = f->choices[i].label;
    struct labelled *l = labelled_new(a, label);
    value_map_add(&l->members, a, STR("id"), value_text(v->s));
    value_map_add(&l->members, a, STR("label"), value_text(label));
    for (size_t i = 0; i < f->n_choices; i++) /* {{#status.er_afsluttet}} */
        value_map_add(&l->members, a, str_cat(a, STR("er_"), f->choices[i].id),
                      value_bool(str_eq(f->choices[i].id, v->s)));
    return labelled_value(l);
}

static struct str escaped(struct str url, struct arena *a)
{
    struct buf b = {0};
    escape_url(&b, url);
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

/* An address: prints itself; its host, itself escaped, and where it may be played in the page when it is a film. */
static struct value show_url(const struct scope *s, const struct value *v, struct arena *a)
{
    struct str url = str_trim(v->s), frame = film_frame(s->view->vs->site->settings, url, a);
    struct labelled *l = labelled_new(a, url);
    value_map_add(&l->members, a, STR("host"), value_text(film_host(url)));
    value_map_add(&l->members, a, STR("href"), value_text(escaped(url, a)));
    value_map_add(&l->members, a, STR("frame"), frame.n ? value_text(escaped(frame, a)) : value_null());
    return labelled_value(l);
}

static struct value show_reference(const struct scope *s, const struct field *f, const struct value *v,
                                   struct arena *a)
{
    const struct page *to = site_reference(s->view->vs->site, f->to, f->n_to, value_str(v));
    if (!to || !to->visible)
        return value_null();
    return f->as_of.n ? then_page(s->view, s->page, f, to, a) : view_page(s->view, to);
}

/* A list of what can be shown: references to hidden pages are not there at all. */
static struct value show_list(const struct scope *s, const struct field *item, const struct value *v,
                              struct arena *a)
{
    size_t n = v->kind == VALUE_LIST ? v->list.n : 1, m = 0;
    struct value *items = ARENA_ARRAY(a, struct value, n);
    for (size_t i = 0; i < n; i++) {
        struct value shown = show(s, item, v->kind == VALUE_LIST ? &v->list.items[i] : v, a);
        if (shown.kind != VALUE_NULL)
            items[m++] = shown;
    }
    return value_list(items, m);
}

static struct value show_part(const struct scope *s, const struct value *v, struct arena *a)
{
    const struct part *part = page_part(s->page, v);
    struct buf b = {0};
    if (!part)
        return value_text(v->s);
    view_body(s->view, s->page, part->doc, part->targets, a, &b);
    struct value out = value_html(buf_dup(a, &b));
    buf_free(&b);
    return out;
}

static struct value show(const struct scope *s, const struct field *f, const struct value *v, struct arena *a)
{
    struct field item = *f;
    bool b;
    int64_t i;
    if (v->kind == VALUE_NULL)
        return value_null();
    switch (f->kind) {
    case FIELD_BOOLEAN:
        return value_as_bool(v, &b) ? value_bool(b) : value_null();
    case FIELD_INTEGER:
        return value_as_int(v, &i) ? value_int(i) : value_null();
    case FIELD_NUMBER:
        return value_text(strings_number(s->view->vs->strings, number_plain(a, str_trim(v->s)), a));
    case FIELD_DATE:
        return show_date(s, v, a);
    case FIELD_TIME:
        return show_time(s, v, a);
    case FIELD_PERIOD:
        return show_period(s, v, a);
    case FIELD_CHOICE:
        return show_choice(s, f, v, a);
    case FIELD_URL:
        return show_url(s, v, a);
    case FIELD_PAGE:
        return show_reference(s, f, v, a);
    case FIELD_PAGES:
        item.kind = FIELD_PAGE;
        return show_list(s, &item, v, a);
    case FIELD_LIST:
        if (!f->of)
            item.kind = f->n_fields ? FIELD_GROUP : FIELD_TEXT;
        return show_list(s, f->of ? f->of : &item, v, a);
    case FIELD_GROUP:
        return v->kind == VALUE_MAP ? show_group(s, f, v, a) : value_null();
    case FIELD_MARKDOWN:
        return show_part(s, v, a);
    case FIELD_FILE:
        return show_file(s, v, a);
    case FIELD_TEXT:
        break;
    }
    return v->kind == VALUE_TEXT ? value_text(v->s) : value_null();
}

/* A derived field: the pages or values that its path reaches. */
static struct value show_derived(const struct scope *s, const struct field *f, struct arena *a)
{
    struct reached *found;
    size_t n = reach(s->view->vs->site, s->page, f->via, a, &found), m = 0;
    struct value *items = ARENA_ARRAY(a, struct value, n);
    for (size_t i = 0; i < n; i++)
        items[m++] =
            found[i].page ? view_page(s->view, found[i].page) : show(s, found[i].field, found[i].value, a);
    if (f->kind == FIELD_PAGES || f->kind == FIELD_LIST)
        return value_list(items, m);
    return m ? items[0] : value_null();
}

struct value view_field(const struct view *v, const struct page *p, const struct field *f, struct arena *a)
{
    struct scope s = {v, p, p->type->fields, p->type->n_fields, p->front, NULL, NULL};
    if (f->via.n)
        return show_derived(&s, f, a);
    const struct value *written = value_get(p->front, f->name);
    return written ? show(&s, f, written, a) : value_null();
}

struct value view_written(const struct view *v, const struct page *p, const struct field *f,
                          const struct value *written, struct arena *a)
{
    struct scope s = {.view = v, .page = p, .map = p->front};
    enum value_kind shape = f->kind == FIELD_GROUP                            ? VALUE_MAP
                            : f->kind == FIELD_PAGES || f->kind == FIELD_LIST ? VALUE_LIST
                                                                              : VALUE_TEXT;
    return written->kind == shape ? show(&s, f, written, a) : value_null();
}

struct value view_group(const struct view *v, const struct page *p, const struct field *list,
                        const struct value *group, struct arena *a)
{
    struct scope s = {.view = v, .page = p};
    return show_group(&s, list, group, a);
}
