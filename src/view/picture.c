#include "view/picture.h"

#include "base/arena.h"
#include "base/buf.h"

const struct picture *picture_of(const struct view *v, uint32_t file)
{
    const struct picture *p = v->vs->pictures ? &v->vs->pictures[file] : NULL;
    return p && p->width && p->height ? p : NULL;
}

static void put_source(struct buf *b, struct str url, uint32_t width)
{
    buf_put(b, url);
    buf_printf(b, " %uw", width);
}

struct str picture_srcset(const struct view *v, uint32_t file, struct arena *a)
{
    const struct picture *p = picture_of(v, file);
    struct buf b = {0};
    for (size_t i = 0; p && i < p->n_copies; i++) {
        put_source(&b, view_file_link(v, p->copies[i].path, a), p->copies[i].width);
        buf_put(&b, STR(", "));
    }
    if (b.n)
        put_source(&b, view_file_link(v, v->vs->site->files[file].url, a), p->width);
    struct str out = buf_dup(a, &b);
    buf_free(&b);
    return out;
}

void picture_add(const struct view *v, uint32_t file, struct value *map, struct arena *a)
{
    const struct picture *p = picture_of(v, file);
    struct str srcset = picture_srcset(v, file, a);
    value_map_add(map, a, STR("width"), p ? value_int(p->width) : value_null());
    value_map_add(map, a, STR("height"), p ? value_int(p->height) : value_null());
    value_map_add(map, a, STR("srcset"), srcset.n ? value_text(srcset) : value_null());
}
