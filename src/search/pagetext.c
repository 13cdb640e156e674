#include "search/pagetext.h"

#include "base/buf.h"
#include "base/pack.h"
#include "base/path.h"

/* ---- lines of text ---- */

static void put_line(struct buf *b, struct str text)
{
    text = str_trim(text);
    if (!text.n)
        return;
    if (b->n)
        buf_char(b, '\n');
    buf_put(b, text);
}

/* A text, or each of a list. */
static void put_texts(struct buf *b, const struct value *v)
{
    put_line(b, value_str(v));
    for (size_t i = 0; v && v->kind == VALUE_LIST && i < v->list.n; i++)
        put_line(b, value_str(&v->list.items[i]));
}

/* ---- declared fields: texts. A choice is one of few words that say little of one page; facets narrow by them ---- */

static void put_fields(struct buf *b, const struct page *p, const struct field *fields, size_t n,
                       const struct value *map, struct str key);

/* The field by which the groups of a list are told apart, where another text says it to readers: a word for machines. */
static struct str machine_key(const struct field *list)
{
    size_t texts = 0;
    for (size_t i = 0; i < list->n_fields; i++)
        texts += list->fields[i].kind == FIELD_TEXT && list->fields[i].required;
    for (size_t i = 0; texts > 1 && i < list->n_rules; i++)
        if (list->rules[i].kind == RULE_UNIQUE_BY)
            return list->rules[i].first;
    return STR("");
}

static void put_field(struct buf *b, const struct page *p, const struct field *f, const struct value *v)
{
    const struct part *part = f->kind == FIELD_MARKDOWN ? page_part(p, v) : NULL;
    if (v->kind == VALUE_LIST) {
        struct field item = f->of ? *f->of : *f;
        for (size_t i = 0; i < v->list.n; i++)
            if (v->list.items[i].kind != VALUE_LIST)
                put_field(b, p, &item, &v->list.items[i]);
    } else if (v->kind == VALUE_MAP) {
        put_fields(b, p, f->fields, f->n_fields, v, machine_key(f));
    } else if (part) {
        put_line(b, part->doc->text);
    } else if (f->kind == FIELD_TEXT) {
        put_line(b, value_str(v));
    }
}

static void put_fields(struct buf *b, const struct page *p, const struct field *fields, size_t n,
                       const struct value *map, struct str key)
{
    for (size_t i = 0; i < n; i++) {
        const struct value *v = value_get(map, fields[i].name);
        if (v && !(key.n && str_eq(fields[i].name, key)))
            put_field(b, p, &fields[i], v);
    }
}

/* ---- words beside the text ---- */

static void put_titles(struct buf *b, const struct pages *pages)
{
    for (size_t i = 0; i < pages->n; i++)
        put_line(b, pages->items[i]->title);
}

/* {file, title} by its title, else by the name of the file: "referat-2024". */
static void put_attachments(struct buf *b, const struct value *v)
{
    for (size_t i = 0; v && v->kind == VALUE_LIST && i < v->list.n; i++) {
        const struct value *item = &v->list.items[i];
        bool map = item->kind == VALUE_MAP;
        struct str title = map ? value_str(value_get(item, STR("title"))) : STR("");
        struct str name = path_base(value_str(map ? value_get(item, STR("file")) : item));
        put_line(b, title.n ? title : str_sub(name, 0, name.n - path_ext(name).n));
    }
}

static struct str words_beside(const struct page *p, struct arena *a)
{
    struct buf b = {0};
    put_texts(&b, value_get(p->front, STR("keywords")));
    put_titles(&b, &p->tags);
    for (size_t i = 0; i < p->n_relations; i++)
        if (!p->relations[i].field->via.n)
            put_titles(&b, &p->relations[i].pages);
    put_attachments(&b, value_get(p->front, STR("attachments")));
    struct str words = buf_dup(a, &b);
    buf_free(&b);
    return words;
}

/* ---- sections ---- */

static bool opens_section(const struct heading *h)
{
    return h->level <= 4;
}

/* Where the body's text before heading `h` ends (NULL: at its end): the heading's own line stands before its text_at. */
static uint32_t text_end(const struct doc *d, uint32_t start, const struct heading *h)
{
    if (!h)
        return (uint32_t)d->text.n;
    struct str text = str_trim(str_sub(d->text, start, h->text_at - start));
    size_t line = str_rfind(text, '\n');
    if (!h->text.n)
        return h->text_at;
    return line == STR_NONE ? start : (uint32_t)(text.p - d->text.p) + (uint32_t)line;
}

/* The text from start to end, blocks of code apart from the rest. *code is the next block to come. */
static void set_text(struct pagesection *s, const struct doc *d, uint32_t start, uint32_t end, size_t *code,
                     struct arena *a)
{
    struct buf text = {0}, codes = {0};
    for (; *code < d->n_codes && d->codes[*code].start < end; ++*code) {
        const struct code_span *c = &d->codes[*code];
        uint32_t from = c->start > start ? c->start : start, to = c->end < end ? c->end : end;
        put_line(&text, str_sub(d->text, start, from - start));
        put_line(&codes, str_sub(d->text, from, to > from ? to - from : 0));
        start = to > start ? to : start;
    }
    put_line(&text, str_sub(d->text, start, end - start));
    s->text = buf_dup(a, &text);
    s->code = buf_dup(a, &codes);
    buf_free(&text);
    buf_free(&codes);
}

static struct str top_text(const struct page *p, struct str body, struct arena *a)
{
    struct buf b = {0};
    put_line(&b, value_str(value_get(p->front, STR("summary"))));
    if (p->type)
        put_fields(&b, p, p->type->fields, p->type->n_fields, p->front, STR(""));
    put_line(&b, body);
    struct str text = buf_dup(a, &b);
    buf_free(&b);
    return text;
}

void pagetext_make(const struct page *p, struct arena *a, struct pagetext *out)
{
    const struct doc *d = page_inner(p)->doc;
    uint32_t start = 0;
    size_t code = 0;
    struct pagesection *s = ARENA_ARRAY(a, struct pagesection, d->n_headings + 1);
    *out = (struct pagetext){.sections = s, .n = 1, .words = words_beside(p, a)};
    s->id = s->heading = STR("");
    for (size_t i = 0; i < d->n_headings; i++) {
        const struct heading *h = &d->headings[i];
        if (!opens_section(h))
            continue;
        set_text(s, d, start, text_end(d, start, h), &code, a);
        s = &out->sections[out->n++];
        s->id = h->id;
        s->heading = h->text;
        start = h->text_at;
    }
    set_text(s, d, start, text_end(d, start, NULL), &code, a);
    out->sections->text = top_text(p, out->sections->text, a);
}

/* ---- what all that is made of ---- */

static void sign_fields(struct buf *b, const struct field *fields, size_t n)
{
    pack_u32(b, (uint32_t)n);
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &fields[i];
        pack_u8(b, (uint8_t)f->kind);
        pack_str(b, f->name);
        pack_str(b, machine_key(f));
        sign_fields(b, f->fields, f->n_fields);
        sign_fields(b, f->of, f->of != NULL);
    }
}

void pagetext_sign_types(const struct types *types, struct buf *out)
{
    for (size_t i = 0; i < types->n; i++) {
        pack_str(out, types->items[i].name);
        sign_fields(out, types->items[i].fields, types->items[i].n_fields);
    }
}

static void sign_titles(struct buf *b, const struct pages *pages)
{
    pack_u32(b, (uint32_t)pages->n);
    for (size_t i = 0; i < pages->n; i++)
        pack_str(b, pages->items[i]->title);
}

void pagetext_sign(const struct page *p, struct buf *out)
{
    const struct doc *d = page_inner(p)->doc;
    buf_put_n(out, d->blob.b, sizeof d->blob.b);
    pack_str(out, p->title);
    pack_str(out, p->type ? p->type->name : STR(""));
    sign_titles(out, &p->tags);
    for (size_t i = 0; i < p->n_relations; i++)
        if (!p->relations[i].field->via.n)
            sign_titles(out, &p->relations[i].pages);
}
