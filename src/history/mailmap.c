#include "history/mailmap.h"

#include "base/arena.h"

struct proper {
    struct str name, email; /* empty: as it is */
};

struct str mailmap_fold(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    return str_n(p, s.n);
}

static struct str both_key(struct arena *a, struct str name, struct str email)
{
    return mailmap_fold(a, str_printf(a, "%.*s%c%.*s", STR_F(email), 0, STR_F(name)));
}

static void put(struct mailmap *m, struct map *map, struct str key, struct str name, struct str email)
{
    struct proper *p = map_get(map, key);
    if (!p) {
        p = ARENA_NEW(m->arena, struct proper);
        map_put(map, key, p);
    }
    if (name.n)
        p->name = name;
    if (email.n)
        p->email = email;
}

/* Takes "Name <address>" off the front of *rest. */
static bool take_pair(struct str *rest, struct str *name, struct str *email)
{
    size_t open = str_find(*rest, '<');
    size_t close = open == STR_NONE ? STR_NONE : str_find(str_from(*rest, open), '>');
    if (close == STR_NONE)
        return false;
    *name = str_trim(str_sub(*rest, 0, open));
    *email = str_trim(str_sub(*rest, open + 1, close - 1));
    *rest = str_from(*rest, open + close + 1);
    return true;
}

static void parse_line(struct mailmap *m, struct str line)
{
    struct str name, email, old_name, old_email;
    if (!take_pair(&line, &name, &email) || email.n == 0)
        return;
    if (!take_pair(&line, &old_name, &old_email)) {
        if (name.n) /* Proper Name <commit@email> */
            put(m, &m->by_email, mailmap_fold(m->arena, email), name, STR(""));
    } else if (old_name.n) {
        put(m, &m->by_both, both_key(m->arena, old_name, old_email), name, email);
    } else {
        put(m, &m->by_email, mailmap_fold(m->arena, old_email), name, email);
    }
}

void mailmap_parse(struct mailmap *m, struct str text, struct arena *a)
{
    *m = (struct mailmap){.arena = a, .by_email = {.arena = a}, .by_both = {.arena = a}};
    struct str line;
    while (str_split(&text, '\n', &line))
        if (line.n && line.p[0] != '#')
            parse_line(m, line);
}

void mailmap_apply(const struct mailmap *m, struct str *name, struct str *email)
{
    if (!m->by_email.n && !m->by_both.n)
        return;
    const struct proper *p = map_get(&m->by_both, both_key(m->arena, *name, *email));
    if (!p)
        p = map_get(&m->by_email, mailmap_fold(m->arena, *email));
    if (p && p->name.n)
        *name = p->name;
    if (p && p->email.n)
        *email = p->email;
}
