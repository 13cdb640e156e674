#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "layout/layout.h"
#include "layout/node.h"

static bool is_utf8(struct str text, struct str path, uint32_t line, struct diags *ds)
{
    size_t bad = utf8_invalid(text);
    if (bad == STR_NONE)
        return true;
    struct str before = str_sub(text, 0, bad);
    size_t start = str_rfind(before, '\n');
    for (size_t i = 0; i < before.n; i++)
        line += before.p[i] == '\n';
    struct str head = start == STR_NONE ? before : str_from(before, start + 1);
    diag_at(ds, CODE_NOT_UTF8, path, line, (uint32_t)utf8_length(head) + 1, "the byte 0x%02x is not UTF-8",
            (unsigned char)text.p[bad]);
    return false;
}

bool layout_add(struct layouts *ls, struct str name, struct str text, struct str path, uint32_t line,
                struct diags *ds)
{
    if (text.n > LIMIT_SETTINGS) {
        diag_at(ds, CODE_TOO_LARGE, path, 0, 0, "a template has at most %d bytes, this one has %zu",
                LIMIT_SETTINGS, text.n);
        return false;
    }
    if (!is_utf8(text, path, line, ds))
        return false;
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from(text, 3);
    struct layout *l = ARENA_NEW(ls->arena, struct layout);
    l->name = name;
    l->path = path;
    if (!parse_template(l, text, line, ls->arena, ds))
        return false;
    ls->by_name.arena = ls->arena;
    map_put(&ls->by_name, name, l);
    return true;
}

const struct layout *layout_find(const struct layouts *ls, struct str name)
{
    return map_get(&ls->by_name, name);
}

struct listing {
    const struct layout *l;
    void (*fn)(void *ctx, const struct layout_use *u);
    void *ctx;
};

/* Of what stands directly in a parent only the blocks are ever shown. */
static void list_nodes(const struct listing *to, uint32_t from, uint32_t end, bool in_parent,
                       const struct layout_use *section)
{
    for (uint32_t i = from; i < end; i = to->l->nodes[i].end) {
        const struct node *n = &to->l->nodes[i];
        if (n->kind == NODE_TEXT || (in_parent && n->kind != NODE_BLOCK))
            continue;
        bool template = n->kind == NODE_PARTIAL || n->kind == NODE_PARENT;
        struct layout_use use = {
            .name = n->text,
            .path = to->l->path,
            .line = n->line,
            .col = n->col,
            .is_partial = template && !n->dynamic,
            .raw = n->kind == NODE_RAW,
            .section = section,
        };
        if (n->n_keys && n->kind != NODE_BLOCK)
            to->fn(to->ctx, &use);
        list_nodes(to, i + 1, n->end, n->kind == NODE_PARENT, n->kind == NODE_SECTION ? &use : section);
    }
}

void layout_each_use(const struct layout *l, void (*fn)(void *ctx, const struct layout_use *u), void *ctx)
{
    list_nodes(&(struct listing){l, fn, ctx}, 0, l->n, false, NULL);
}
