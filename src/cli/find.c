#include "cli/find.h"

#include <stdio.h>

#include "base/path.h"
#include "base/tr.h"

static const struct page *by_address(const struct site *s, struct arena *a, struct str word)
{
    if (str_starts(word, STR("/")))
        word = str_from(word, 1);
    const struct page *p = map_get(&s->by_url, word);
    if (!p && word.n && word.p[word.n - 1] != '/')
        p = map_get(&s->by_url, str_cat(a, word, STR("/")));
    return p;
}

const struct page *find_page(struct build *b, const char *word)
{
    struct str w = str_of(word);
    if (str_starts(w, STR("./")))
        w = str_from(w, 2);
    const struct page *p = map_get(&b->site->by_source, w);
    if (!p)
        p = by_address(b->site, &b->arena, w);
    if (!p)
        p = site_reference(b->site, NULL, 0, w);
    if (p)
        return p;
    struct str *names = ARENA_ARRAY(&b->arena, struct str, b->site->n_pages);
    for (size_t i = 0; i < b->site->n_pages; i++)
        names[i] = path_base(b->site->pages[i]->source);
    struct str near = diag_nearest(path_base(w), names, b->site->n_pages);
    if (near.n)
        fprintf(stderr, tr("vidensbank: error: there is no page \"%s\"; did you mean %.*s?\n"), word,
                STR_F(near));
    else
        fprintf(stderr, tr("vidensbank: error: there is no page \"%s\"\n"), word);
    return NULL;
}
