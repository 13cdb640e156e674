#include "base/limits.h"
#include "base/path.h"
#include "model/builder.h"

/* A file goes out when a visible page refers to it, once, however many do. */
uint32_t files_use(struct builder *b, const struct source_entry *e)
{
    struct site *s = b->site;
    uintptr_t seen = (uintptr_t)map_get(&s->file_index, e->path);
    if (seen)
        return (uint32_t)(seen - 1);
    struct str below = b->in->content.n ? str_from(e->path, b->in->content.n + 1) : e->path;
    *ARENA_PUSH(b->a, s->files, s->n_files, s->cap_files, struct site_file) = (struct site_file){e, below};
    map_put(&s->file_index, e->path, (void *)(uintptr_t)s->n_files);
    return (uint32_t)(s->n_files - 1);
}

/* A file of a page that its type's gates close is nobody else's to publish. */
bool files_withheld(struct builder *b, const struct page *p, const struct source_entry *e, uint32_t line,
                    uint32_t col)
{
    const struct page *owner = map_get(&b->withheld, e->path);
    if (owner)
        diag_at(b->ds, CODE_LINK_TO_HIDDEN, p->source, line, col,
                "the file belongs to %.*s, which is not published, so it is left out here too",
                STR_F(owner->source));
    return owner != NULL;
}

bool files_beside(struct builder *b, const struct page *p, const struct value *name, uint32_t *index)
{
    struct str path;
    const struct source_entry *e = NULL;
    if (path_resolve(b->a, p->dir, name->s, &path))
        e = map_get(&b->files, path_join(b->a, b->in->content, path));
    if (!e) {
        diag_at(b->ds, CODE_BROKEN_FILE, p->source, name->line, name->col, "there is no file \"%.*s\"",
                STR_F(name->s));
        return false;
    }
    if (files_withheld(b, p, e, name->line, name->col))
        return false;
    *index = files_use(b, e);
    return true;
}

/* ---- attachments: [plan.pdf, {file: skema.docx, title: Skema}] ---- */

static bool read_name(struct builder *b, const struct page *p, const struct value *v, struct str what)
{
    if (v->kind == VALUE_TEXT && str_trim(v->s).n)
        return true;
    diag_at(b->ds, CODE_TYPE_ERROR, p->source, v->line, v->col,
            "%.*s wants the name of a file beside the page, or {file: NAME, title: TEXT}", STR_F(what));
    return false;
}

static void unknown_keys(struct builder *b, const struct page *p, const struct value *map, size_t i)
{
    static const struct str known[] = {STR_INIT("file"), STR_INIT("title")};
    for (size_t k = 0; k < map->map.n; k++) {
        const struct value_pair *q = &map->map.pairs[k];
        if (str_eq(q->key.s, known[0]) || str_eq(q->key.s, known[1]))
            continue;
        diag_at(b->ds, CODE_UNKNOWN_KEY, p->source, q->line, q->col,
                "unknown key \"attachments[%zu].%.*s\": an attachment has file and title", i + 1,
                STR_F(q->key.s));
    }
}

static void add_attachment(struct builder *b, struct page *p, const struct value *item, size_t i)
{
    const struct value *file = item->kind == VALUE_MAP ? value_get(item, STR("file")) : item;
    struct str title = str_trim(value_str(value_get(item, STR("title"))));
    struct attachment *to = &p->attachments[p->n_attachments];
    if (item->kind == VALUE_MAP)
        unknown_keys(b, p, item, i);
    if (!read_name(b, p, file ? file : item, str_printf(b->a, "attachments[%zu]", i + 1)) ||
        !files_beside(b, p, file, &to->file))
        return;
    struct str base = path_base(file->s);
    to->title = title.n ? title : address_title(b->a, str_sub(base, 0, base.n - path_ext(base).n));
    p->n_attachments++;
}

void files_attach(struct builder *b, struct page *p)
{
    const struct value *v = value_get(p->front, STR("attachments"));
    if (!v || v->kind == VALUE_NULL)
        return;
    const struct value *items = v->kind == VALUE_LIST ? v->list.items : v;
    size_t n = v->kind == VALUE_LIST ? v->list.n : 1;
    if (n > LIMIT_ATTACHMENTS)
        diag_at(b->ds, CODE_LIMIT, p->source, v->line, v->col, "the page has %zu attachments; %d is the most",
                n, LIMIT_ATTACHMENTS);
    n = n > LIMIT_ATTACHMENTS ? LIMIT_ATTACHMENTS : n;
    p->attachments = ARENA_ARRAY(b->a, struct attachment, n);
    for (size_t i = 0; i < n; i++)
        add_attachment(b, p, &items[i], i);
}
