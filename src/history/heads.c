#include "history/heads.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { PIECE = 256 };

struct piece {
    uint32_t holders;
    uint32_t nodes[PIECE];
};

struct heads {
    uint32_t holders;
    size_t n;
    struct piece *pieces[]; /* NULL: all 0 */
};

struct heads *heads_new(size_t places)
{
    size_t n = places / PIECE + 1;
    struct heads *h = mem_alloc(sizeof *h + n * sizeof *h->pieces);
    h->holders = 1;
    h->n = n;
    return h;
}

struct heads *heads_hold(struct heads *h)
{
    h->holders++;
    return h;
}

static void drop_piece(struct piece *p)
{
    if (p && --p->holders == 0)
        free(p);
}

void heads_drop(struct heads *h)
{
    if (!h || --h->holders > 0)
        return;
    for (size_t i = 0; i < h->n; i++)
        drop_piece(h->pieces[i]);
    free(h);
}

struct heads *heads_own(struct heads *h)
{
    if (h->holders == 1)
        return h;
    struct heads *own = heads_new(h->n * PIECE - 1);
    for (size_t i = 0; i < h->n; i++) {
        own->pieces[i] = h->pieces[i];
        if (own->pieces[i])
            own->pieces[i]->holders++;
    }
    h->holders--;
    return own;
}

uint32_t heads_get(const struct heads *h, size_t place)
{
    const struct piece *p = h && place / PIECE < h->n ? h->pieces[place / PIECE] : NULL;
    return p ? p->nodes[place % PIECE] : 0;
}

static struct piece *own_piece(struct piece *p)
{
    if (p && p->holders == 1)
        return p;
    struct piece *own = mem_alloc(sizeof *own);
    if (p)
        memcpy(own, p, sizeof *own);
    own->holders = 1;
    drop_piece(p);
    return own;
}

void heads_set(struct heads *h, size_t place, uint32_t node)
{
    struct piece **p = &h->pieces[place / PIECE];
    *p = own_piece(*p);
    (*p)->nodes[place % PIECE] = node;
}
