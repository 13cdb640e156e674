#include "read/wishes.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/path.h"
#include "read/yaml.h"

static bool read_people(struct source *s, struct str content, struct arena *a, struct people *out)
{
    struct diags quiet = {.arena = a};
    struct source_entry e;
    struct value map;
    struct buf bytes = {0};
    bool ok = source_find(s, path_join(a, content, STR("_people.yaml")), a, &e) &&
              source_read(s, &e, LIMIT_SETTINGS, &quiet, &bytes) &&
              yaml_parse(buf_dup(a, &bytes), e.path, 1, a, &quiet, &map);
    buf_free(&bytes);
    if (ok)
        people_read(&map, e.path, a, &quiet, out);
    return ok;
}

void wishes_heed(struct source *of, struct str content, struct arena *a, struct people *people)
{
    struct diags quiet = {.arena = a};
    struct source_place place;
    struct people now;
    if (!source_place(of, a, &quiet, &place))
        return;
    char *spec = str_c(a, str_printf(a, "HEAD:%.*s", STR_F(place.prefix)));
    struct source *head = source_open_rev(place.git_dir, spec, a, &quiet);
    if (head && read_people(head, content, a, &now))
        MAP_EACH (&now.shown, e)
            map_put(&people->shown, e->key.s, e->value);
    if (head)
        source_close(head);
}
