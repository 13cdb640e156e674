#include "base/arena.h"
#include "base/buf.h"
#include "base/tr.h"
#include "model/findings.h"
#include "model/gates.h"
#include "model/knows.h"
#include "model/reads.h"
#include "view/feeds.h"
#include "view/news.h"

/* `site` in a layout: what is the same on every page, but for links, which are relative to the page being rendered. */
typedef struct value site_getter(const struct view *v, struct arena *a);

static struct value text_or_null(struct str s)
{
    return s.n ? value_text(s) : value_null();
}

static struct value get_title(const struct view *v, struct arena *a)
{
    (void)a;
    return value_text(v->vs->site->settings->title);
}

static struct value get_base_url(const struct view *v, struct arena *a)
{
    (void)a;
    return text_or_null(v->vs->site->settings->base_url);
}

static struct value get_language(const struct view *v, struct arena *a)
{
    (void)a;
    return value_text(v->vs->site->settings->language);
}

static struct value get_contact(const struct view *v, struct arena *a)
{
    (void)a;
    return text_or_null(v->vs->site->settings->contact);
}

static struct value get_contact_is_mail(const struct view *v, struct arena *a)
{
    (void)a;
    return value_bool(str_find(v->vs->site->settings->contact, '@') != STR_NONE);
}

static struct value get_menu(const struct view *v, struct arena *a)
{
    const struct settings *s = v->vs->site->settings;
    struct value *items = ARENA_ARRAY(a, struct value, s->n_menu);
    size_t n = 0;
    for (size_t i = 0; i < s->n_menu; i++) {
        const struct page *to = site_page_by_url(v->vs->site, s->menu[i].to);
        struct value m = {.kind = VALUE_MAP};
        if (!to)
            continue;
        bool exact = str_eq(v->page->url, s->menu[i].to);
        value_map_add(&m, a, STR("title"), value_text(s->menu[i].title));
        value_map_add(&m, a, STR("url"), value_text(view_link(v, to, a)));
        value_map_add(&m, a, STR("current"), value_bool(exact && !v->is_404));
        value_map_add(&m, a, STR("within"),
                      value_bool(!exact && s->menu[i].to.n && str_starts(v->page->url, s->menu[i].to)));
        items[n++] = m;
    }
    return value_list(items, n);
}

/* What the build came to: whoever shows it is made anew by every build. */
static const struct view_site *build_of(const struct view *v)
{
    reads_note_build();
    return v->vs;
}

static struct value get_date(const struct view *v, struct arena *a)
{
    const struct history *h = build_of(v)->site->history;
    return h->has_commit_date ? view_moment(v, h->commit_date, a) : value_null();
}

static struct value get_commit(const struct view *v, struct arena *a)
{
    const struct history *h = build_of(v)->site->history;
    return h->present ? value_text(hash_hex(a, h->commit.b, sizeof h->commit.b)) : value_null();
}

/* ---- findings: [{code, level, why, items: [{page, line}], items_count}] ---- */

static struct value finding_items(const struct view *v, const struct finding *f, size_t n, struct arena *a)
{
    struct value *items = ARENA_ARRAY(a, struct value, n);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("page"), view_page(v, f[i].page));
        value_map_add(&items[i], a, STR("line"), f[i].line ? value_int(f[i].line) : value_null());
    }
    return value_list(items, n);
}

static struct value finding_group(const struct view *v, const struct finding *f, size_t n, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP};
    struct str level = diag_level_name(f->level);
    value_map_add(&m, a, STR("code"), value_text(code_name(f->code)));
    value_map_add(&m, a, STR("level"), value_text(level));
    value_map_add(&m, a, str_cat(a, STR("er_"), level), value_bool(true));
    value_map_add(&m, a, STR("why"),
                  value_text(str_of(tr_in(v->vs->site->settings->language, code_why(f->code)))));
    value_map_add(&m, a, STR("items"), finding_items(v, f, n, a));
    value_map_add(&m, a, STR("items_count"), value_int((int64_t)n));
    return m;
}

static struct value get_findings(const struct view *v, struct arena *a)
{
    const struct findings *all = &build_of(v)->findings;
    struct value *groups = ARENA_ARRAY(a, struct value, all->n);
    size_t n = 0;
    for (size_t i = 0, end; i < all->n; i = end) {
        for (end = i + 1; end < all->n && all->items[end].code == all->items[i].code;)
            end++;
        groups[n++] = finding_group(v, &all->items[i], end - i, a);
    }
    return value_list(groups, n);
}

/* ---- the state of the site: pages_shown, warnings, next_closing ---- */

static struct value get_pages_shown(const struct view *v, struct arena *a)
{
    const struct site *s = v->vs->site;
    int64_t n = 0;
    (void)a;
    for (size_t i = 0; i < s->n_pages; i++)
        n += s->pages[i]->visible && s->pages[i]->origin == PAGE_FILE;
    return value_int(n);
}

static struct value get_warnings(const struct view *v, struct arena *a)
{
    const struct findings *all = &build_of(v)->findings;
    int64_t n = 0;
    (void)a;
    for (size_t i = 0; i < all->n; i++)
        n += all->items[i].level == DIAG_WARNING;
    return value_int(n);
}

/* When the next page that is shown is no longer. When one opens is not told: that would be a trace of it. */
static struct value get_next_closing(const struct view *v, struct arena *a)
{
    const struct site *s = v->vs->site;
    int64_t at = INT64_MAX;
    for (size_t i = 0; i < s->n_pages; i++)
        if (s->pages[i]->visible && gates_until(s->pages[i]) < at)
            at = gates_until(s->pages[i]);
    return at < INT64_MAX ? view_moment(v, (struct moment){at, settings_offset(s->settings, at)}, a)
                          : value_null();
}

/* ---- search_words: [{word, count}]; search_keywords: [{word, items: [{page, again}], items_count}] ---- */

static struct value get_search_words(const struct view *v, struct arena *a)
{
    const struct searched *s = build_of(v)->searched;
    struct value *items = ARENA_ARRAY(a, struct value, s->n_words);
    for (size_t i = 0; i < s->n_words; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("word"), value_text(s->words[i].word));
        value_map_add(&items[i], a, STR("count"), value_int(s->words[i].count));
    }
    return value_list(items, s->n_words);
}

static struct value keyword_value(const struct view *v, const struct searched_keyword *k, struct arena *a)
{
    struct value m = {.kind = VALUE_MAP}, *items = ARENA_ARRAY(a, struct value, k->n);
    for (size_t i = 0; i < k->n; i++) {
        items[i] = (struct value){.kind = VALUE_MAP};
        value_map_add(&items[i], a, STR("page"), view_page(v, k->places[i].page));
        value_map_add(&items[i], a, STR("again"), value_bool(k->places[i].again));
    }
    value_map_add(&m, a, STR("word"), value_text(k->word));
    value_map_add(&m, a, STR("items"), value_list(items, k->n));
    value_map_add(&m, a, STR("items_count"), value_int((int64_t)k->n));
    return m;
}

static struct value get_search_keywords(const struct view *v, struct arena *a)
{
    const struct searched *s = build_of(v)->searched;
    struct value *items = ARENA_ARRAY(a, struct value, s->n_keywords);
    for (size_t i = 0; i < s->n_keywords; i++)
        items[i] = keyword_value(v, s->keywords[i], a);
    return value_list(items, s->n_keywords);
}

static struct value get_changes(const struct view *v, struct arena *a)
{
    return news_days(v, NULL, a);
}

/* Whom to ask, for a script: null where nobody is told of. */
static struct value get_knows_url(const struct view *v, struct arena *a)
{
    return knows_any(v->vs->site) ? value_text(view_file_link(v, STR("api/knows.json"), a)) : value_null();
}

static const struct {
    struct str name;
    site_getter *get;
} members[] = {
    {STR_INIT("title"), get_title},
    {STR_INIT("base_url"), get_base_url},
    {STR_INIT("language"), get_language},
    {STR_INIT("contact"), get_contact},
    {STR_INIT("contact_is_mail"), get_contact_is_mail},
    {STR_INIT("menu"), get_menu},
    {STR_INIT("date"), get_date},
    {STR_INIT("commit"), get_commit},
    {STR_INIT("findings"), get_findings},
    {STR_INIT("pages_shown"), get_pages_shown},
    {STR_INIT("warnings"), get_warnings},
    {STR_INIT("next_closing"), get_next_closing},
    {STR_INIT("changes"), get_changes},
    {STR_INIT("knows_url"), get_knows_url},
    {STR_INIT("feeds"), feeds_of_site},
    {STR_INIT("search_words"), get_search_words},
    {STR_INIT("search_keywords"), get_search_keywords},
};
enum { N_MEMBERS = sizeof members / sizeof *members };

static bool site_get(const struct value *self, const struct key *key, struct arena *a, struct value *out)
{
    for (size_t i = 0; i < N_MEMBERS; i++)
        if (str_eq(members[i].name, key->s)) {
            *out = members[i].get(self->obj.self, a);
            return true;
        }
    return view_count(self, key, a, out);
}

static struct str site_name(const struct value *self, size_t i)
{
    (void)self;
    return i < N_MEMBERS ? members[i].name : (struct str){NULL, 0};
}

static const struct value_class site_class = {.name = "site", .get = site_get, .name_at = site_name};

struct value view_site_value(const struct view *v)
{
    return value_object(&site_class, v, NULL);
}

bool view_site_name(struct str name)
{
    for (size_t i = 0; i < N_MEMBERS; i++)
        if (str_eq(members[i].name, name))
            return true;
    return false;
}
