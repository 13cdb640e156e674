#include "base/limits.h"
#include "base/tr.h"
#include "model/builder.h"

static const char *const words[SITE_LIMITS] = {
    [SITE_LIMIT_PAGE] = TR_MARK("the page has %zu bytes; this site allows %zu: split it"),
    [SITE_LIMIT_OUTPUT] = TR_MARK("the page makes %zu bytes of HTML; this site allows %zu: split it"),
    [SITE_LIMIT_LINKS] = TR_MARK("the page has %zu links and pictures; this site allows %zu"),
    [SITE_LIMIT_TAGS] = TR_MARK("the page has %zu tags; %zu is the most"),
    [SITE_LIMIT_FILE] = TR_MARK("the file has %zu bytes; this site allows %zu: make it smaller"),
};

static void keep_to(struct builder *b, enum site_limit what, size_t n, struct str path, const struct value *v)
{
    size_t most = b->in->settings->limits[what];
    uint32_t line, col;
    builder_diag_place(v, &line, &col);
    if (n > most)
        diag_at(b->ds, CODE_LIMIT, path, line, col, words[what], n, most);
}

void bounds_tags(struct builder *b, const struct page *p, const struct value *tags)
{
    keep_to(b, SITE_LIMIT_TAGS, tags->list.n, p->source, tags);
}

void bounds_check(struct builder *b)
{
    for (size_t i = 0; i < b->in->n; i++) {
        const struct source_entry *e = &b->in->entries[i];
        const struct doc *d = b->in->docs[i];
        if (!d || e->size > LIMIT_PAGE) /* the program's own bounds speak for themselves */
            continue;
        keep_to(b, SITE_LIMIT_PAGE, e->size, e->path, NULL);
        keep_to(b, SITE_LIMIT_OUTPUT, d->html.n, e->path, NULL);
        keep_to(b, SITE_LIMIT_LINKS, d->n_holes, e->path, NULL);
    }
    for (size_t i = 0; i < b->site->n_files; i++) {
        const struct source_entry *e = b->site->files[i].entry;
        keep_to(b, SITE_LIMIT_FILE, e->size, e->path, NULL);
    }
}
