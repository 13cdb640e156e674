#include "render/assets.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/path.h"
#include "read/contrast.h"
#include "view/builtin.h"

static void add(struct map *paths, struct str name, struct str bytes, struct arena *a)
{
    struct str ext = path_ext(name), *path = ARENA_NEW(a, struct str);
    struct sha256 h = hash_sha256(bytes);
    *path = str_printf(a, "assets/%.*s.%.*s%.*s", STR_F(str_sub(name, 0, name.n - ext.n)),
                       STR_F(hash_hex(a, h.b, 6)), STR_F(ext));
    map_put(paths, name, path);
}

struct map assets_paths(struct source *s, const struct source_list *own, const struct settings *settings,
                        bool searched, struct arena *a, struct diags *ds)
{
    static const struct str builtin[] = {STR_INIT("style.css"), STR_INIT("expiry.js"), STR_INIT("laest.js"),
                                         STR_INIT("film.js"), STR_INIT("soeg.js")};
    size_t n = sizeof builtin / sizeof *builtin - !searched;
    struct map paths = {.arena = a};
    struct palette palette = {.arena = a};
    struct str bytes;
    for (size_t i = 0; i < own->n; i++) {
        const struct source_entry *e = &own->items[i];
        struct buf read = {0};
        if (source_read(s, e, LIMIT_FILE, ds, &read))
            add(&paths, str_from(e->path, sizeof "assets/" - 1), buf_str(&read), a);
        if (str_ends(e->path, STR(".css")) && settings->n_contrast)
            palette_read(&palette, buf_dup(a, &read), e->path);
        buf_free(&read);
    }
    contrast_check(settings, &palette, a, ds);
    for (size_t i = 0; i < n; i++)
        if (!map_has(&paths, builtin[i]) && (settings->n_video || !str_eq(builtin[i], STR("film.js"))) &&
            builtin_find_for(builtin[i], settings->stem, &bytes))
            add(&paths, builtin[i], bytes, a);
    return paths;
}
