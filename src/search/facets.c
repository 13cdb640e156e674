#include "search/facets.h"

#include <stdlib.h>

#include "base/arena.h"
#include "model/collate.h"
#include "search/shown.h"
#include "search/table.h"
#include "search/varint.h"

static const struct str usual[] = {STR_INIT("type"), STR_INIT("owner"), STR_INIT("year"), STR_INIT("author")};
enum { N_USUAL = sizeof usual / sizeof *usual };

static const struct str *facet_names(const struct settings *s, size_t *n)
{
    *n = s->has_facets ? s->n_facets : N_USUAL;
    return s->has_facets ? s->facets : usual;
}

void facets_check(const struct site *s, struct diags *ds)
{
    const struct settings *set = s->settings;
    for (size_t i = 0; set->has_facets && i < set->n_facets; i++) {
        bool known = false;
        for (size_t k = 0; k < N_USUAL; k++)
            known |= str_eq(usual[k], set->facets[i]);
        for (size_t k = 0; k < s->types->n; k++)
            known |= type_field(&s->types->items[k], set->facets[i]) != NULL;
        if (!known)
            diag_at(ds, CODE_BAD_SETTING, set->path, set->facets_line, set->facets_col,
                    "unknown facet \"%.*s\": type, owner, year, author, or a field that a type declares",
                    STR_F(set->facets[i]));
    }
}

/* ---- one column ---- */

struct facet_value {
    struct str text, key; /* key: in the order of the dictionary */
    uint32_t id;          /* as it was met */
};

struct column {
    struct table values;
    struct shown_values *of; /* by page */
};

static int by_dictionary(const void *x, const void *y)
{
    const struct facet_value *a = x, *b = y;
    return str_cmp(a->key, b->key);
}

/* Writes the values in order; where each went stands in `place`. */
static void put_values(const struct column *c, struct str language, struct arena *a, uint32_t *place,
                       struct buf *out)
{
    struct collate *collate = collate_open(language);
    struct facet_value *values = ARENA_ARRAY(a, struct facet_value, c->values.n + 1);
    for (uint32_t i = 0; i < c->values.n; i++) {
        struct str text = table_str(&c->values, i);
        values[i] = (struct facet_value){text, collate_key(collate, text, a), i};
    }
    collate_close(collate);
    qsort(values, c->values.n, sizeof *values, by_dictionary);
    varint_put(out, c->values.n);
    for (uint32_t i = 0; i < c->values.n; i++) {
        place[values[i].id] = i;
        varint_put_str(out, values[i].text);
    }
}

/* false: no page has a value. */
static bool put_column(const struct site *s, const struct pages *pages, struct str name, struct buf *out)
{
    struct arena a = {0};
    struct column c = {.of = ARENA_ARRAY(&a, struct shown_values, pages->n + 1)};
    for (size_t i = 0; i < pages->n; i++) {
        shown_facet(s, pages->items[i], name, &a, &c.of[i]);
        for (size_t k = 0; k < c.of[i].n; k++)
            table_add(&c.values, c.of[i].items[k]);
    }
    bool any = c.values.n != 0;
    if (any) {
        uint32_t *place = ARENA_ARRAY(&a, uint32_t, c.values.n);
        varint_put_str(out, name);
        varint_put_str(out, shown_label(s, name));
        put_values(&c, s->settings->language, &a, place, out);
        for (size_t i = 0; i < pages->n; i++) {
            varint_put(out, (uint32_t)c.of[i].n);
            for (size_t k = 0; k < c.of[i].n; k++)
                varint_put(out, place[table_find(&c.values, c.of[i].items[k])]);
        }
    }
    table_free(&c.values);
    arena_clear(&a);
    return any;
}

struct sha256 facets_write(const struct pages *pages, struct search_files *files)
{
    struct buf columns = {0}, all = {0};
    size_t n;
    const struct str *names = facet_names(files->site->settings, &n);
    uint32_t written = 0;
    for (size_t i = 0; i < n; i++)
        written += put_column(files->site, pages, names[i], &columns);
    varint_put(&all, written);
    buf_put(&all, buf_str(&columns));
    struct sha256 h = files_add(files, "facets.", buf_str(&all));
    buf_free(&columns);
    buf_free(&all);
    return h;
}
