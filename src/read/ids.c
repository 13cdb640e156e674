#include "read/ids.h"

#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"

enum { MAX_ID = 200 }; /* characters of a heading that its id is made of */

/* Counts of ids given are kept under the id: the next of the same name goes on from there instead of trying all again. */
static struct str make_unique(struct map *taken, struct arena *a, struct str id, size_t first)
{
    size_t *count = map_get(taken, id);
    struct str unique = id;
    while (count && map_has(taken, unique)) {
        unique = str_printf(a, "%.*s-%zu", STR_F(id), *count + first - 1);
        ++*count;
    }
    size_t *one = ARENA_NEW(a, size_t);
    *one = 1;
    map_put(taken, unique, one);
    return unique;
}

static bool is_footnote_id(struct str id)
{
    struct str rest = str_starts(id, STR("fn-"))      ? str_from(id, 3)
                      : str_starts(id, STR("fnref-")) ? str_from(id, 6)
                                                      : STR("");
    return rest.n && rest.p[0] >= '0' && rest.p[0] <= '9';
}

struct str ids_new(struct ids *ids, struct str text)
{
    ids->taken.arena = ids->arena;
    struct str id = path_slug(ids->arena, utf8_cut(text, MAX_ID));
    if (id.n == 0)
        id = STR("section");
    if (is_footnote_id(id))
        id = str_cat(ids->arena, STR("section-"), id);
    return make_unique(&ids->taken, ids->arena, id, 2);
}

struct str ids_new_git(struct ids *ids, struct str text)
{
    struct buf b = {0};
    ids->taken_git.arena = ids->arena;
    text = utf8_cut(text, MAX_ID);
    for (size_t i = 0; i < text.n;) {
        uint32_t c = utf8_next(text, &i);
        if (c == ' ') {
            buf_char(&b, '-');
        } else if (c == '-' ||
                   (U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_PC_MASK))) {
            char out[4];
            buf_put_n(&b, out, utf8_encode((uint32_t)u_tolower((UChar32)c), out));
        }
    }
    struct str id = buf_dup(ids->arena, &b);
    buf_free(&b);
    return make_unique(&ids->taken_git, ids->arena, id, 1);
}
