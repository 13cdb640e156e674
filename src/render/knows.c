#include "model/knows.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "render/listed.h"
#include "render/outputs.h"

static void put_text(struct buf *out, struct str s)
{
    buf_char(out, '"');
    escape_json(out, s);
    buf_char(out, '"');
}

static void put_url(struct buf *out, const struct page *p)
{
    buf_put(out, STR("\"url\":"));
    if (!p) {
        buf_put(out, STR("null"));
        return;
    }
    buf_char(out, '"');
    escape_url_path(out, p->url);
    buf_char(out, '"');
}

void render_knows(const struct site *s, struct buf *out)
{
    struct arena scratch = {0};
    bool first = true;
    buf_char(out, '[');
    for (size_t i = 0; i < s->n_pages; i++) {
        struct pages about = {.items = &s->pages[i], .n = 1};
        struct knower *who;
        if (!listed_has(s->pages[i]))
            continue;
        size_t n = knows_who(s, &about, &scratch, &who);
        buf_put(out, first ? STR("\n{") : STR(",\n{"));
        first = false;
        put_url(out, s->pages[i]);
        buf_put(out, STR(",\"knows\":["));
        for (size_t k = 0; k < n; k++) {
            buf_put(out, k ? STR(",{\"name\":") : STR("{\"name\":"));
            put_text(out, who[k].name);
            buf_char(out, ',');
            put_url(out, who[k].page);
            buf_char(out, '}');
        }
        buf_put(out, STR("]}"));
        arena_reset(&scratch);
    }
    buf_put(out, STR("\n]\n"));
    arena_clear(&scratch);
}
