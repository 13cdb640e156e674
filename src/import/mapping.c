#include "import/mapping.h"

#include "base/arena.h"
#include "base/path.h"
#include "read/keys.h"

static const struct {
    struct str name;
} top[] = {{STR_INIT("folders")}, {STR_INIT("fields")}},
  of_folder[] = {{STR_INIT("to")}, {STR_INIT("type")}, {STR_INIT("set")}};

static struct str trimmed(struct str s)
{
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    return s;
}

static bool read_to(const struct reading *r, const struct value_pair *p, struct mapped_folder *f)
{
    struct str s;
    f->has_to = keys_text(r, p, &s) && path_resolve(r->arena, STR(""), trimmed(s), &f->to);
    if (p->value.kind == VALUE_TEXT && !f->has_to)
        KEYS_FAULT(r, &p->value, "\"to\" must be a folder of the content, not \"%.*s\"", STR_F(s));
    return f->has_to;
}

static bool read_type(const struct reading *r, const struct value_pair *p, const struct types *ts,
                      struct mapped_folder *f)
{
    struct str s;
    if (!keys_text(r, p, &s))
        return false;
    f->type = types_find(ts, s);
    if (!f->type)
        KEYS_FAULT(r, &p->value, "there is no type \"%.*s\"", STR_F(s));
    return f->type != NULL;
}

static bool read_folder(const struct reading *r, const struct value_pair *p, const struct types *ts,
                        struct mapped_folder *f)
{
    bool ok = keys_map(r, p);
    *f = (struct mapped_folder){.from = trimmed(p->key.s)};
    if (str_eq(f->from, STR(".")))
        f->from = STR("");
    for (size_t i = 0; ok && i < p->value.map.n; i++) {
        const struct value_pair *q = &p->value.map.pairs[i];
        size_t key = keys_find(KEYS(of_folder), q->key.s);
        if (key == STR_NONE)
            keys_unknown(r, KEYS(of_folder), q, "a folder of the mapping");
        ok = key == 0   ? read_to(r, q, f)
             : key == 1 ? read_type(r, q, ts, f)
             : key == 2 ? keys_map(r, q)
                        : false;
        if (ok && key == 2)
            f->set = &q->value;
    }
    if (ok && !f->has_to && f->type && f->type->has_folder) {
        f->to = f->type->folder;
        f->has_to = true;
    }
    return ok;
}

static bool read_folders(const struct reading *r, const struct value_pair *p, const struct types *ts,
                         struct mapping *out)
{
    bool ok = keys_map(r, p);
    size_t n = ok ? p->value.map.n : 0;
    out->folders = ARENA_ARRAY(r->arena, struct mapped_folder, n + 1);
    for (size_t i = 0; i < n; i++)
        ok &= read_folder(r, &p->value.map.pairs[i], ts, &out->folders[out->n_folders++]);
    return ok;
}

static bool read_fields(const struct reading *r, const struct value_pair *p, struct mapping *out)
{
    bool ok = keys_map(r, p);
    struct str s;
    for (size_t i = 0; ok && i < p->value.map.n; i++)
        if (p->value.map.pairs[i].value.kind != VALUE_NULL)
            ok = keys_text(r, &p->value.map.pairs[i], &s);
    out->fields = ok ? &p->value : NULL;
    return ok;
}

bool mapping_read(const struct value *map, struct str path, const struct types *ts, struct arena *a,
                  struct diags *ds, struct mapping *out)
{
    struct reading r = {.path = path, .fault = CODE_BAD_SETTING, .arena = a, .diags = ds};
    bool ok = map->kind == VALUE_MAP;
    *out = (struct mapping){0};
    if (!ok)
        KEYS_FAULT(&r, map, "the mapping must be a map with \"folders\" and \"fields\"");
    for (size_t i = 0; map->kind == VALUE_MAP && i < map->map.n; i++) {
        const struct value_pair *p = &map->map.pairs[i];
        size_t key = keys_find(KEYS(top), p->key.s);
        if (key == STR_NONE)
            keys_unknown(&r, KEYS(top), p, "the mapping");
        ok &= key == 0 ? read_folders(&r, p, ts, out) : key == 1 ? read_fields(&r, p, out) : false;
    }
    return ok;
}

const struct mapped_folder *mapping_folder(const struct mapping *m, struct str path)
{
    const struct mapped_folder *best = NULL;
    for (size_t i = 0; i < m->n_folders; i++) {
        const struct mapped_folder *f = &m->folders[i];
        bool holds =
            !f->from.n || (str_starts(path, f->from) && path.n > f->from.n && path.p[f->from.n] == '/');
        if (holds && (!best || f->from.n > best->from.n))
            best = f;
    }
    return best;
}
