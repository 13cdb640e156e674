#include "base/arena.h"
#include "base/buf.h"
#include "view/change.h"
#include "view/people.h"
#include "view/then.h"

enum {
    IN_FULL = 20,          /* entries in which all that changed is told; of older ones when, and by whom */
    SAID_BYTES = 250000,   /* of earlier versions' texts on one page */
    ASKED_BYTES = 1000000, /* of those among them that other pages lead to */
    MANY_BLOCKS = 8,       /* so many parts of the text that a layout may fold them */
};

/* What one person did on one day is one entry: the versions `newest` to `oldest`. */
struct entry {
    size_t newest, oldest;
    bool first; /* the page began with it */
    bool brief;
};

static bool together(const struct past_version *x, const struct past_version *y)
{
    return x->has_since && y->has_since && x->version->author == y->version->author &&
           date_cmp(moment_day(x->since), moment_day(y->since)) == 0;
}

/* The page's oldest version is an entry of its own, the one that the others are compared with in the end. */
static size_t entries_of(const struct page *p, struct entry *out)
{
    const struct inner *in = page_inner(p);
    size_t n = 0;
    for (size_t i = 0; i < in->n_past; i = out[n++].oldest + 1) {
        size_t last = i;
        while (last + 2 < in->n_past && together(&in->past[i], &in->past[last + 1]))
            last++;
        bool oldest = last + 1 == in->n_past;
        out[n] =
            (struct entry){i, last, oldest && in->past_begins, n >= IN_FULL || (oldest && !in->past_begins)};
    }
    return n;
}

/* "v-2023-05-01"; of the day's second entry "v-2023-05-01-2", and so on: counted from the oldest, so that it stays what it is. */
static struct str id_of(const struct page *p, const struct entry *entries, size_t n, size_t i,
                        struct arena *a)
{
    const struct inner *in = page_inner(p);
    const struct past_version *x = &in->past[entries[i].newest];
    size_t nth = 1;
    if (!x->has_since)
        return str_printf(a, "v-%.*s", STR_F(hash_hex(a, x->version->commit.b, 5)));
    struct date day = moment_day(x->since);
    for (size_t k = i + 1; k < n; k++) {
        const struct past_version *older = &in->past[entries[k].newest];
        nth += older->has_since && date_cmp(moment_day(older->since), day) == 0;
    }
    struct str iso = date_iso(a, day);
    return nth == 1 ? str_printf(a, "v-%.*s", STR_F(iso)) : str_printf(a, "v-%.*s-%zu", STR_F(iso), nth);
}

/* ---- how the page was ---- */

/* The entry of a version that another page leads to, as it stood at the end of a day; n: none. */
static size_t entry_led_to(const struct page *p, const struct entry *entries, size_t n,
                           const struct past_version *x)
{
    size_t i = 0;
    while (i < n && x != &page_inner(p)->past[entries[i].newest])
        i++;
    return i;
}

/* Whether an entry has the text of its version: not that of the page as it is now, and no more than is bearable of those that others lead
 * to, nor of the newest. */
static bool *has_said(const struct view *v, const struct page *p, const struct entry *entries, size_t n,
                      struct arena *a)
{
    const struct inner *in = page_inner(p);
    const struct past_version **asked;
    bool *has = ARENA_ARRAY(a, bool, n + 1);
    size_t bytes = 0, n_asked = then_versions(v, p, a, &asked);
    for (size_t k = 0; k < n_asked; k++) {
        size_t i = entry_led_to(p, entries, n, asked[k]);
        if (i == n || has[i] || !entries[i].newest)
            continue;
        bytes += in->past[entries[i].newest].doc->html.n;
        has[i] = bytes <= ASKED_BYTES;
    }
    bytes = 0;
    for (size_t i = 0; i < n && i < IN_FULL; i++) {
        bytes += in->past[entries[i].newest].doc->html.n;
        has[i] = has[i] || (entries[i].newest && bytes <= SAID_BYTES);
    }
    return has;
}

/* The text as its page showed it; links are text. */
static struct value text_of(const struct view *v, const struct past_version *x, struct arena *a)
{
    struct buf b = {0};
    view_body(v, v->page, x->doc, NULL, a, &b);
    struct value out = b.n ? value_html(buf_dup(a, &b)) : value_null();
    buf_free(&b);
    return out;
}

/* Its fields are what it would have gained on a page that said nothing. */
static struct value said_value(const struct view *v, const struct page *p, const struct past_version *x,
                               struct arena *a)
{
    const struct doc none = {.front = {.kind = VALUE_MAP}};
    const struct past_version nothing = {.doc = &none, .url = x->url};
    struct change c = {0};
    struct value m = {.kind = VALUE_MAP};
    change_fields(&c, v, p, &nothing, x, a);
    value_map_add(&m, a, STR("title"), value_text(change_title(x)));
    value_map_add(&m, a, STR("fields"), value_list(c.fields, c.n));
    value_map_add(&m, a, STR("fields_count"), c.n ? value_int((int64_t)c.n) : value_null());
    value_map_add(&m, a, STR("body"), text_of(v, x, a));
    return m;
}

/* ---- entries ---- */

static struct value notes_of(const struct page *p, const struct entry *e, struct arena *a)
{
    const struct inner *in = page_inner(p);
    size_t n = 0;
    struct value *notes = ARENA_ARRAY(a, struct value, e->oldest - e->newest + 1);
    for (size_t i = e->newest; i <= e->oldest; i++)
        if (in->past[i].version->note.n)
            notes[n++] = value_text(in->past[i].version->note);
    return value_list(notes, n);
}

/* All members are there, so that none of the page around it shows through. */
static struct value entry_value(const struct view *v, const struct page *p, const struct entry *e,
                                struct arena *a)
{
    const struct inner *in = page_inner(p);
    const struct past_version *x = &in->past[e->newest];
    struct touch t = {.known = true,
                      .commit = x->version->commit,
                      .date = x->since,
                      .has_date = x->has_since,
                      .author = x->version->author};
    struct value m = people_touch(v, &t, a);
    struct change c = {0};
    if (!e->first && !e->brief)
        c = change_make(v, p, &in->past[e->oldest + 1], x, a);
    value_map_add(&m, a, STR("notes"), notes_of(p, e, a));
    value_map_add(&m, a, STR("first"), value_bool(e->first));
    value_map_add(&m, a, STR("brief"), value_bool(e->brief));
    value_map_add(&m, a, STR("verdict"), value_text(c.verdict));
    value_map_add(&m, a, STR("moved"), value_bool(c.moved));
    value_map_add(&m, a, STR("fields"), value_list(c.fields, c.n));
    value_map_add(&m, a, STR("fields_count"), c.n ? value_int((int64_t)c.n) : value_null());
    value_map_add(&m, a, STR("blocks"), change_blocks(&c.text, a));
    value_map_add(&m, a, STR("many"), value_bool(c.text.n > MANY_BLOCKS));
    value_map_add(&m, a, STR("more"), value_bool(c.text.more));
    return m;
}

struct value view_versions(const struct view *v, const struct page *p, struct arena *a)
{
    if (p->history_of)
        p = p->history_of;
    struct entry *entries = ARENA_ARRAY(a, struct entry, page_inner(p)->n_past);
    size_t n = entries_of(p, entries);
    struct value *items = ARENA_ARRAY(a, struct value, n);
    const bool *has = has_said(v, p, entries, n, a);
    for (size_t i = 0; i < n; i++) {
        items[i] = entry_value(v, p, &entries[i], a);
        value_map_add(&items[i], a, STR("id"), value_text(id_of(p, entries, n, i, a)));
        value_map_add(&items[i], a, STR("said"),
                      has[i] ? said_value(v, p, &page_inner(p)->past[entries[i].newest], a) : value_null());
    }
    return value_list(items, n);
}

struct str view_version_id(const struct view *v, const struct page *p, const struct past_version *x,
                           struct arena *a)
{
    const struct inner *in = page_inner(p);
    struct entry *entries = ARENA_ARRAY(a, struct entry, in->n_past);
    size_t n = in->history_page ? entries_of(p, entries) : 0;
    const bool *has = has_said(v, p, entries, n, a);
    for (size_t i = 0; x && i < n; i++)
        if (has[i] && x == &in->past[entries[i].newest])
            return id_of(p, entries, n, i, a);
    return STR("");
}
