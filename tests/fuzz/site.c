/* Fuzz driver: what the folder content/ is set up by. Input, parts behind NUL bytes: _site.yaml, _people.yaml, the word list, a layout's
 * front matter, then page types "t0", "t1" and so on. Whatever stands in them, the bounds stay bounds, names lead to what exists, and
 * a value that cannot be used is an error. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/limits.h"
#include "read/input.h"
#include "read/settings.h"
#include "read/types.h"
#include "read/yaml.h"
#include "read/zone.h"
#include "render/declare.h"
#include "search/stem.h"
#include "search/wordlist.h"

enum { TYPES = 8 };

static bool read_map(struct str bytes, struct arena *a, struct diags *ds, struct value *out)
{
    struct str text;
    return input_read(bytes, STR("f"), a, ds, &text) && yaml_parse(text, STR("f"), 1, a, ds, out);
}

static void check_settings(const struct settings *s)
{
    struct settings standard;
    settings_defaults(&standard);
    for (size_t i = 0; i < SITE_LIMITS; i++)
        fuzz_require(s->limits[i] <= standard.limits[i], "bounds are drawn tighter alone");
    for (size_t i = 0; i < CODE_COUNT; i++)
        fuzz_require(s->levels[i] >= -1 && s->levels[i] <= DIAG_ERROR, "levels that there are");
    fuzz_require(zone_known(s->time_zone), "a time zone that there is");
    fuzz_require(!s->base_url.n || str_starts(s->base_url, STR("http://")) ||
                     str_starts(s->base_url, STR("https://")),
                 "a site on the web");
}

static void check_fields(const struct types *ts, const struct field *f, size_t n, bool sound)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; sound && k < f[i].n_to; k++)
            fuzz_require(types_find(ts, f[i].to[k]) != NULL, "a field leads to a type");
        check_fields(ts, f[i].fields, f[i].n_fields, sound);
    }
}

static void check_types(const struct types *ts, bool sound)
{
    for (size_t i = 0; i < ts->n; i++) {
        const struct type *t = &ts->items[i];
        for (size_t k = 0; k < t->n_fields; k++) {
            fuzz_require(!types_engine_key(t->fields[k].name), "no field has an engine's name");
            fuzz_require(type_field(t, t->fields[k].name) != NULL, "a field is found by its name");
        }
        check_fields(ts, t->fields, t->n_fields, sound);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena a = {0};
    struct diags ds = {.arena = &a}, of_types = {.arena = &a};
    struct str rest = str_n((const char *)bytes, n), part = STR("");
    struct settings settings;
    struct people people = {.shown = {.arena = &a}};
    struct wordlist words;
    struct types types = {.items = ARENA_ARRAY(&a, struct type, TYPES), .by_name = {.arena = &a}};
    struct value map, front = {.kind = VALUE_MAP};
    settings_defaults(&settings);
    if (str_split(&rest, 0, &part) && read_map(part, &a, &ds, &map))
        settings_read(&map, STR("_site.yaml"), &a, &ds, &settings);
    check_settings(&settings);
    if (str_split(&rest, 0, &part) && read_map(part, &a, &ds, &map))
        people_read(&map, STR("_people.yaml"), &a, &ds, &people);
    people_shown(&people, &settings, STR("Ane"), STR("ane@kommune.example"));
    if (str_split(&rest, 0, &part))
        wordlist_read(part, STR("words"), language_find(STR("da")), &a, &ds, &words);
    if (str_split(&rest, 0, &part) && !read_map(part, &a, &ds, &front))
        front = (struct value){.kind = VALUE_MAP};
    for (; types.n < TYPES && str_split(&rest, 0, &part);)
        if (read_map(part, &a, &of_types, &map)) {
            type_read(str_printf(&a, "t%zu", types.n), &map, STR("t.yaml"), &a, &of_types,
                      &types.items[types.n]);
            types.n++;
        }
    types_link(&types, &a, &of_types);
    check_types(&types, !diags_any(&of_types, DIAG_ERROR));
    declare_read(&front, &types, STR("layout"), &a, &ds);
    arena_clear(&a);
    return 0;
}
