#include "history/people.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

enum { NAME_MAX_CHARS = 200 };

void people_init(struct people *p, struct str mailmap, struct arena *a)
{
    *p = (struct people){.arena = a, .by_raw = {.arena = a}, .by_person = {.arena = a}};
    mailmap_parse(&p->mailmap, mailmap, a);
}

static bool plain(struct str s, size_t max)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || (unsigned char)s.p[i] >= 0x7f)
            return false;
    return s.n <= max;
}

struct str people_clean(struct arena *a, struct str raw, bool latin1, size_t max, bool *odd)
{
    raw = str_trim(raw);
    if (plain(raw, max))
        return str_dup(a, raw);
    struct buf b = {0};
    size_t chars = 0;
    for (size_t i = 0; i < raw.n && chars < max;) {
        size_t from = i;
        uint32_t c = latin1 ? (unsigned char)raw.p[i++] : utf8_next(raw, &i);
        if (!latin1 && c == 0xFFFD && i == from + 1)
            *odd = true;
        if (utf8_unwanted(c) || c == '\n' || c == '\t') {
            *odd = true;
            continue;
        }
        char out[4];
        buf_put_n(&b, out, utf8_encode(c, out));
        chars++;
    }
    struct str s = str_trim(buf_dup(a, &b));
    buf_free(&b);
    return s;
}

static struct str pair_key(struct arena *a, struct str name, struct str email)
{
    return str_printf(a, "%.*s%c%.*s", STR_F(name), 0, STR_F(email));
}

uint32_t people_add(struct people *p, struct str name, struct str email)
{
    struct str key = pair_key(p->arena, name, mailmap_fold(p->arena, email));
    uintptr_t known = (uintptr_t)map_get(&p->by_person, key);
    if (known)
        return (uint32_t)(known - 1);
    *ARENA_PUSH(p->arena, p->items, p->n, p->cap, struct person) = (struct person){name, email};
    map_put(&p->by_person, key, (void *)(uintptr_t)p->n);
    return (uint32_t)(p->n - 1);
}

uint32_t people_find(struct people *p, struct str name, struct str email, bool latin1, bool *odd)
{
    char small[512];
    struct str key = {small, name.n + email.n + 2};
    if (key.n > sizeof small)
        key.p = arena_alloc(p->arena, key.n);
    char *k = (char *)(uintptr_t)key.p;
    k[0] = latin1 ? 'l' : 'u';
    memcpy(k + 1, name.p ? name.p : "", name.n);
    k[1 + name.n] = 0;
    memcpy(k + 2 + name.n, email.p ? email.p : "", email.n);
    uintptr_t known = (uintptr_t)map_get(&p->by_raw, key);
    if (known)
        return (uint32_t)(known - 1);

    struct str n = people_clean(p->arena, name, latin1, NAME_MAX_CHARS, odd);
    struct str e = people_clean(p->arena, email, latin1, NAME_MAX_CHARS, odd);
    bool in_mailmap = false; /* .mailmap may be as odd as a commit, but that is not the commit's fault */
    mailmap_apply(&p->mailmap, &n, &e);
    n = people_clean(p->arena, n, false, NAME_MAX_CHARS, &in_mailmap);
    e = people_clean(p->arena, e, false, NAME_MAX_CHARS, &in_mailmap);
    uint32_t i = people_add(p, n, e);
    map_put(&p->by_raw, str_dup(p->arena, key), (void *)(uintptr_t)(i + 1));
    return i;
}
