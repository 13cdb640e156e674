#include "read/types.h"

#include "base/arena.h"
#include "base/path.h"
#include "read/calendar.h"
#include "read/fields.h"
#include "read/keys.h"

struct word {
    struct str name;
};

static const struct word engine_keys[] = {
    {STR_INIT("title")},    {STR_INIT("type")},         {STR_INIT("summary")},     {STR_INIT("date")},
    {STR_INIT("draft")},    {STR_INIT("publish")},      {STR_INIT("expires")},     {STR_INIT("owner")},
    {STR_INIT("reviewed")}, {STR_INIT("review_every")}, {STR_INIT("replaced_by")}, {STR_INIT("aliases")},
    {STR_INIT("slug")},     {STR_INIT("tags")},         {STR_INIT("order")},       {STR_INIT("sort_as")},
    {STR_INIT("keywords")}, {STR_INIT("attachments")},  {STR_INIT("layout")},      {STR_INIT("toc")},
    {STR_INIT("queries")},
};

bool types_engine_key(struct str name)
{
    return keys_find(KEYS(engine_keys), name) != STR_NONE;
}

/* ---- one schema ---- */

/* {one: Tema, many: Temaer}, or one text for both */
static void read_label(const struct reading *r, const struct value_pair *p, struct type *t)
{
    static const struct word forms[] = {{STR_INIT("one")}, {STR_INIT("many")}};
    if (p->value.kind == VALUE_TEXT) {
        keys_text(r, p, &t->one);
        return;
    }
    if (!keys_map(r, p))
        return;
    for (size_t i = 0; i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t at = keys_find(KEYS(forms), q->key.s);
        if (at == STR_NONE)
            keys_unknown(r, KEYS(forms), q, "a type's label");
        else
            keys_text(r, q, at == 0 ? &t->one : &t->many);
    }
}

static void read_help(const struct reading *r, const struct value_pair *p, struct type *t)
{
    keys_text(r, p, &t->help);
}

static void read_folder(const struct reading *r, const struct value_pair *p, struct type *t)
{
    struct str written, resolved;
    if (!keys_text(r, p, &written))
        return;
    if (!path_resolve(r->arena, STR(""), written, &resolved)) {
        KEYS_FAULT(r, &p->value, "\"folder\" must be a folder below content, not \"%.*s\"", STR_F(written));
        return;
    }
    t->folder = resolved;
    t->has_folder = true;
    t->line = p->value.line;
    t->col = p->value.col;
}

static void read_layout(const struct reading *r, const struct value_pair *p, struct type *t)
{
    keys_text(r, p, &t->layout);
    t->layout_line = p->value.line;
    t->layout_col = p->value.col;
}

static void read_fields(const struct reading *r, const struct value_pair *p, struct type *t)
{
    fields_read(r, p, true, &t->fields, &t->n_fields);
}

static void read_calendar(const struct reading *r, const struct value_pair *p, struct type *t)
{
    calendar_read(r, p, t);
}

static void read_feed(const struct reading *r, const struct value_pair *p, struct type *t)
{
    t->feed_each = p->value.kind == VALUE_TEXT && str_eq(p->value.s, STR("each"));
    if (t->feed_each)
        t->feed = true;
    else
        keys_bool(r, p, &t->feed);
}

static void read_upkeep(const struct reading *r, const struct value_pair *p, struct type *t)
{
    bool upkeep;
    if (keys_bool(r, p, &upkeep))
        t->no_upkeep = !upkeep;
}

static const struct {
    struct str name;
    void (*read)(const struct reading *r, const struct value_pair *p, struct type *t);
} schema_keys[] = {
    {STR_INIT("label"), read_label},      {STR_INIT("help"), read_help},
    {STR_INIT("folder"), read_folder},    {STR_INIT("layout"), read_layout},
    {STR_INIT("fields"), read_fields},    {STR_INIT("calendar"), read_calendar},
    {STR_INIT("feed"), read_feed},        {STR_INIT("upkeep"), read_upkeep},
    {STR_INIT("gates"), type_gates_read}, {STR_INIT("abbreviations"), abbreviated_read},
};

void type_read(struct str name, const struct value *map, struct str path, struct arena *a, struct diags *ds,
               struct type *out)
{
    struct reading r = {.path = path, .fault = CODE_BAD_SCHEMA, .arena = a, .diags = ds};
    *out = (struct type){.name = name, .path = path, .by_name = {.arena = a}};
    if (map->kind != VALUE_MAP)
        KEYS_FAULT(&r, map, "a page type must be a map of keys and values");
    for (size_t i = 0; map->kind == VALUE_MAP && i < map->map.n; i++) {
        const struct value_pair *p = &map->map.pairs[i];
        size_t at = keys_find(KEYS(schema_keys), p->key.s);
        if (at == STR_NONE)
            keys_unknown(&r, KEYS(schema_keys), p, "a page type");
        else if (p->value.kind != VALUE_NULL || str_eq(p->key.s, STR("folder")))
            schema_keys[at].read(&r, p, out);
    }
    if (!out->one.n)
        out->one = name;
    if (!out->many.n)
        out->many = out->one;
    for (size_t i = 0; i < out->n_fields; i++)
        map_put(&out->by_name, out->fields[i].name, &out->fields[i]);
}

/* ---- all of them ---- */

const struct type *types_find(const struct types *ts, struct str name)
{
    return map_get(&ts->by_name, name);
}

const struct field *type_field(const struct type *t, struct str name)
{
    return map_get(&t->by_name, name);
}

const struct type *types_of_folder(const struct types *ts, struct str dir)
{
    const struct type *best = NULL;
    for (size_t i = 0; i < ts->n; i++) {
        const struct type *t = &ts->items[i];
        if (t->has_folder && path_holds(t->folder, dir) && (!best || t->folder.n > best->folder.n))
            best = t;
    }
    return best;
}
