#include "view/ways.h"

#include "base/buf.h"
#include "base/escape.h"
#include "base/path.h"
#include "read/pattern.h"

enum {
    TEXT_MOST = 1500
}; /* bytes of a new page that its link may carry: web servers take addresses of 8 kB, encoded it grows */

struct value ways_edit(const struct view *v, const struct page *p, struct arena *a)
{
    struct str form = v->vs->site->settings->edit_url;
    const struct pattern_place places[] = {{STR("source"), p->source}};
    if (!form.n || !p->source.n)
        return value_null();
    if (str_find(form, '{') == STR_NONE)
        form = str_cat(a, form, str_ends(form, STR("/")) ? STR("{source}") : STR("/{source}"));
    return value_text(pattern_fill(a, form, places, 1));
}

static void put_key(struct buf *b, struct str key)
{
    buf_put(b, key);
    buf_put(b, STR(":\n"));
}

/* What a page of the type must say, to be filled in; a draft until its editor says otherwise. */
static struct str blank(const struct view *v, const struct type *t, struct arena *a)
{
    const struct settings *s = v->vs->site->settings;
    struct buf b = {0};
    buf_put(&b, STR("---\ntitle:\n"));
    for (size_t i = 0; i < s->n_required; i++)
        if (!str_eq(s->required[i], STR("title")))
            put_key(&b, s->required[i]);
    for (size_t i = 0; t && i < t->n_fields; i++)
        if (t->fields[i].required && !t->fields[i].via.n)
            put_key(&b, t->fields[i].name);
    buf_put(&b, STR("draft: true\n---\n"));
    struct str out = b.n > TEXT_MOST ? STR("---\ntitle:\ndraft: true\n---\n") : buf_dup(a, &b);
    buf_free(&b);
    return out;
}

struct value ways_new(const struct view *v, const struct page *p, struct arena *a)
{
    const struct site *site = v->vs->site;
    struct str form = site->settings->new_url;
    const struct page *beside = p->history_of ? p->history_of : p;
    const struct type *t = types_of_folder(site->types, beside->dir);
    struct value m = {.kind = VALUE_MAP};
    if (!form.n)
        return value_null();
    struct str folder = path_join(a, site->content, beside->dir);
    struct str name = str_cat(a, strings_get(v->vs->strings, STR("new_page_name")), STR(".md"));
    const struct pattern_place places[] = {
        {STR("folder"), folder},
        {STR("name"), name},
        {STR("source"), path_join(a, folder, name)},
        {STR("text"), blank(v, t, a)},
    };
    value_map_add(&m, a, STR("url"),
                  value_text(pattern_fill(a, form, places, sizeof places / sizeof *places)));
    value_map_add(&m, a, STR("kind"), t && t->has_folder && t->folder.n ? value_text(t->one) : value_null());
    return m;
}

/* The lines of a mail end as mails want it. */
static struct value mail(const struct view *v, struct str to, struct str title, struct str url,
                         struct arena *a)
{
    const struct strings *s = v->vs->strings;
    struct str subject = v->is_404 ? strings_get(s, STR("report_missing"))
                                   : strings_fill(s, STR("report_subject"), STR("title"), title, a);
    struct str ask = strings_get(s, v->is_404 ? STR("report_missing_text") : STR("report_text"));
    struct buf b = {0};
    buf_put(&b, STR("mailto:"));
    escape_url(&b, to);
    buf_put(&b, STR("?subject="));
    escape_url_path(&b, subject);
    buf_put(&b, STR("&body="));
    escape_url_path(&b, ask);
    buf_put(&b, STR("%0D%0A%0D%0A"));
    escape_url_path(&b, url);
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return value_text(out);
}

struct value ways_report(const struct view *v, const struct page *p, struct arena *a)
{
    struct str contact = v->vs->site->settings->contact;
    struct value link = view_permalink(v, p->url, a);
    struct str url = v->is_404 ? STR("") : link.kind == VALUE_TEXT ? link.s : p->source;
    struct str title = v->is_404 ? strings_get(v->vs->strings, STR("report_missing")) : p->title;
    const struct pattern_place places[] = {
        {STR("title"), title}, {STR("url"), url}, {STR("source"), v->is_404 ? STR("") : p->source}};
    if (pattern_is_mail(contact) && str_find(contact, '?') == STR_NONE)
        contact = str_from(contact, STR("mailto:").n);
    if (pattern_is_mail(contact) || str_find_str(contact, STR("://")) != STR_NONE)
        return value_text(pattern_fill(a, contact, places, sizeof places / sizeof *places));
    return str_find(contact, '@') != STR_NONE ? mail(v, contact, title, url, a) : value_null();
}
