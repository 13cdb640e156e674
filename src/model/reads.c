#include "model/reads.h"

#include "base/arena.h"

static struct {
    bool on, build;
    uint8_t *noted; /* by page.index */
    const struct page **pages;
    size_t n, all;
} reads;

void reads_begin(const struct site *s)
{
    if (!reads.on || reads.all != s->n_pages) {
        reads_end();
        reads.noted = mem_resize(NULL, s->n_pages + 1);
        memset(reads.noted, 0, s->n_pages + 1);
        reads.pages = mem_resize(NULL, (s->n_pages + 1) * sizeof *reads.pages);
        reads.all = s->n_pages;
    }
    for (size_t i = 0; i < reads.n; i++)
        reads.noted[reads.pages[i]->index] = 0;
    reads.n = 0;
    reads.build = false;
    reads.on = true;
}

void reads_note(const struct page *p)
{
    if (!reads.on || reads.noted[p->index])
        return;
    reads.noted[p->index] = 1;
    reads.pages[reads.n++] = p;
}

void reads_note_build(void)
{
    reads.build = true;
}

bool reads_next(size_t *i, const struct page **p)
{
    if (*i >= reads.n)
        return false;
    *p = reads.pages[(*i)++];
    return true;
}

bool reads_build(void)
{
    return reads.build;
}

void reads_end(void)
{
    mem_release(reads.noted);
    mem_release(reads.pages);
    memset(&reads, 0, sizeof reads);
}
