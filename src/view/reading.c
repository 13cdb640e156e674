/* What a reader's browser remembers of a page: which version of each section it showed. */
#include "base/arena.h"
#include "base/buf.h"
#include "model/sections.h"
#include "view/view.h"

enum { SHORT_ID = 5 }; /* bytes of a commit's id: enough to tell a page's versions apart */

struct value view_reading(const struct view *v, const struct page *p, struct arena *a)
{
    (void)v;
    if (p->origin != PAGE_FILE || !page_inner(p)->record)
        return value_null();
    struct sections s = sections_of(p, a);
    struct buf b = {0};
    for (size_t i = 0; i < s.n; i++) {
        const struct touch *t = &s.items[i].history.newest;
        if (t->known)
            buf_printf(&b, "%s%.*s=%.*s", b.n ? " " : "",
                       STR_F(s.items[i].heading ? s.items[i].heading->id : STR("")),
                       STR_F(hash_hex(a, t->commit.b, SHORT_ID)));
    }
    struct value out = b.n ? value_text(buf_dup(a, &b)) : value_null();
    buf_free(&b);
    return out;
}
