#include <stdlib.h>

#include "base/arena.h"
#include "base/aside.h"
#include "base/buf.h"
#include "base/escape.h"
#include "model/sections.h"
#include "render/listed.h"
#include "render/outputs.h"

struct api {
    const struct site *site;
    struct arena scratch; /* reset after each page */
    struct buf *out;
};

static void put_text(struct api *api, struct str s)
{
    buf_char(api->out, '"');
    escape_json(api->out, s);
    buf_char(api->out, '"');
}

static void put_name(struct api *api, struct str name)
{
    buf_char(api->out, ',');
    put_text(api, name);
    buf_char(api->out, ':');
}

static void put_text_or_null(struct api *api, struct str s)
{
    if (s.n)
        put_text(api, s);
    else
        buf_put(api->out, STR("null"));
}

/* Slugs need no encoding, but what a page is called is not for this file to promise. */
static void put_url(struct api *api, struct str url)
{
    buf_char(api->out, '"');
    escape_url_path(api->out, url);
    buf_char(api->out, '"');
}

static void put_touch(struct api *api, const struct touch *t)
{
    if (!t || !t->known) {
        buf_put(api->out, STR("null"));
        return;
    }
    bool dated = t->has_date && moment_sane(t->date);
    buf_put(api->out, STR("{\"date\":"));
    put_text_or_null(api, dated ? moment_iso(&api->scratch, t->date) : STR(""));
    put_name(api, STR("author"));
    put_text_or_null(api, listed_author(api->site, t));
    put_name(api, STR("commit"));
    put_text(api, hash_hex(&api->scratch, t->commit.b, sizeof t->commit.b));
    buf_char(api->out, '}');
}

/* ---- contributors ---- */

struct contributor {
    struct str name;
    uint64_t commits;
};

static int most_first(const void *x, const void *y)
{
    const struct contributor *a = x, *b = y;
    if (a->commits != b->commits)
        return a->commits > b->commits ? -1 : 1;
    return str_cmp(a->name, b->name);
}

/* How many commits count: none can be anyone's more than once. */
static uint64_t counted_versions(const struct record *r)
{
    uint64_t n = 0;
    for (size_t i = 0; i < r->n_versions; i++)
        n += !r->versions[i].ignored;
    return n;
}

/* People who are shown by one name are one contributor. A commit with two of them (an author and a co-author) is in both of
 * their counts, and the record does not say which: the sum is held down to the number of commits there are, which is right
 * when all are shown by the site's one name. */
static size_t merge_contributors(struct api *api, const struct record *r, struct contributor **out)
{
    const struct history *h = api->site->history;
    struct contributor *list = ARENA_ARRAY(&api->scratch, struct contributor, r->n_people);
    struct map by_name = {.arena = &api->scratch};
    uint64_t most = counted_versions(r);
    size_t n = 0;
    for (size_t i = 0; i < r->n_people; i++) {
        if (r->people[i].person >= h->n_people)
            continue;
        const struct person *person = &h->people[r->people[i].person];
        struct str name = people_shown(api->site->people, api->site->settings, person->name, person->email);
        struct contributor *c = map_get(&by_name, name);
        if (!name.n)
            continue;
        if (!c) {
            c = &list[n++];
            c->name = name;
            map_put(&by_name, name, c);
        }
        c->commits += r->people[i].commits;
        if (most && c->commits > most)
            c->commits = most;
    }
    if (n)
        qsort(list, n, sizeof *list, most_first);
    *out = list;
    return n;
}

static void put_contributors(struct api *api, const struct record *r)
{
    struct contributor *list;
    if (!r || !r->complete || !api->site->history) {
        buf_put(api->out, STR("null"));
        return;
    }
    size_t n = merge_contributors(api, r, &list);
    buf_char(api->out, '[');
    for (size_t i = 0; i < n; i++) {
        buf_put(api->out, i ? STR(",{\"name\":") : STR("{\"name\":"));
        put_text(api, list[i].name);
        put_name(api, STR("commits"));
        buf_int(api->out, (int64_t)list[i].commits);
        buf_char(api->out, '}');
    }
    buf_char(api->out, ']');
}

/* ---- sections and links ---- */

static void put_section(struct api *api, struct str id, struct str title, const struct touch *updated)
{
    buf_put(api->out, STR("{\"id\":"));
    put_text(api, id);
    put_name(api, STR("title"));
    put_text(api, title);
    put_name(api, STR("updated"));
    put_touch(api, updated);
    buf_char(api->out, '}');
}

/* What stands before the first heading is a section too, named as the page. */
static void put_sections(struct api *api, const struct page *p)
{
    struct sections s = sections_of(p, &api->scratch);
    buf_char(api->out, '[');
    for (size_t i = 0; i < s.n; i++) {
        const struct heading *h = s.items[i].heading;
        if (i)
            buf_char(api->out, ',');
        put_section(api, h ? h->id : STR(""), h ? h->text : p->title, &s.items[i].history.newest);
    }
    buf_char(api->out, ']');
}

static void put_links(struct api *api, const struct pages *pages)
{
    bool first = true;
    buf_char(api->out, '[');
    for (size_t i = 0; i < pages->n; i++) {
        if (!listed_has(pages->items[i]))
            continue;
        if (!first)
            buf_char(api->out, ',');
        first = false;
        put_url(api, pages->items[i]->url);
    }
    buf_char(api->out, ']');
}

static void put_page(struct api *api, const struct page *p)
{
    const struct inner *in = page_inner(p);
    buf_put(api->out, STR("{\"url\":"));
    put_url(api, p->url);
    put_name(api, STR("source"));
    put_text(api, p->source);
    put_name(api, STR("type"));
    put_text_or_null(api, p->type ? p->type->name : STR(""));
    put_name(api, STR("title"));
    put_text(api, p->title);
    put_name(api, STR("summary"));
    put_text_or_null(api, p->summary);
    put_name(api, STR("words"));
    buf_int(api->out, in->words);
    put_name(api, STR("created"));
    put_touch(api, in->record ? &in->record->created : NULL);
    put_name(api, STR("updated"));
    put_touch(api, in->record ? &in->record->updated : NULL);
    put_name(api, STR("contributors"));
    put_contributors(api, in->record);
    put_name(api, STR("sections"));
    put_sections(api, p);
    put_name(api, STR("links"));
    put_links(api, &in->links);
    put_name(api, STR("backlinks"));
    put_links(api, &in->backlinks);
    buf_char(api->out, '}');
}

void render_api(const struct site *s, struct buf *out)
{
    struct api api = {.site = s, .out = out};
    bool first = true;
    buf_char(out, '[');
    for (size_t i = 0; i < s->n_pages; i++) { /* sorted by url as the site is */
        aside_step(i);
        if (!listed_has(s->pages[i]))
            continue;
        buf_put(out, first ? STR("\n") : STR(",\n"));
        first = false;
        put_page(&api, s->pages[i]);
        arena_reset(&api.scratch);
    }
    buf_put(out, STR("\n]\n"));
    arena_clear(&api.scratch);
}
