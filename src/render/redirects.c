#include "render/redirects.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "render/listed.h"

/* One line for each address: from and to are paths from the server's root, to percent-encoded. */
typedef void line(struct buf *out, struct str from, struct str to);

/* nginx compares with the address as it decoded it. */
static void put_nginx(struct buf *out, struct str from, struct str to)
{
    buf_char(out, '"');
    escape_nginx(out, from);
    buf_printf(out, "\" \"%.*s\";\n", STR_F(to));
}

static void put_iis(struct buf *out, struct str from, struct str to)
{
    buf_put(out, STR("  <add key=\""));
    escape_xml(out, from);
    buf_put(out, STR("\" value=\""));
    escape_xml(out, to);
    buf_put(out, STR("\"/>\n"));
}

static void put_all(const struct site *s, line *put, struct buf *out)
{
    struct arena a = {0};
    struct buf to = {0};
    struct str base = listed_base_path(s->settings);
    for (size_t i = 0; i < s->n_pages; i++) {
        const struct page *p = s->pages[i];
        if (p->origin != PAGE_ALIAS || !p->visible)
            continue;
        struct str from = str_cat(&a, base, p->url);
        buf_clear(&to);
        escape_url_path(&to, base);
        escape_url_path(&to, p->replaced_by->url);
        put(out, from, buf_str(&to));
        put(out, str_sub(from, 0, from.n - 1), buf_str(&to));
    }
    buf_free(&to);
    arena_clear(&a);
}

void render_redirects_nginx(const struct site *s, struct buf *out)
{
    put_all(s, put_nginx, out);
}

void render_redirects_iis(const struct site *s, struct buf *out)
{
    struct buf lines = {0};
    put_all(s, put_iis, &lines);
    if (lines.n) {
        buf_put(out, STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rewriteMaps>\n <rewriteMap "
                         "name=\"vidensbank\">\n"));
        buf_put(out, buf_str(&lines));
        buf_put(out, STR(" </rewriteMap>\n</rewriteMaps>\n"));
    }
    buf_free(&lines);
}
