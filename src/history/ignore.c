#include "history/ignore.h"

#include <fnmatch.h>

#include "base/arena.h"

void ignore_init(struct ignore *g, struct str revs, const struct str *patterns, size_t n, struct arena *a)
{
    *g = (struct ignore){.revs = {.arena = a}, .n = n, .arena = a};
    struct str *terminated = ARENA_ARRAY(a, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        terminated[i] = str_n(str_c(a, patterns[i]), patterns[i].n);
    g->patterns = terminated;
    struct str line;
    while (str_split(&revs, '\n', &line)) {
        struct oid *id = ARENA_NEW(a, struct oid);
        line = str_trim(str_sub(line, 0, str_find(line, '#') == STR_NONE ? line.n : str_find(line, '#')));
        if (line.n == 40 && hash_unhex(line, id->b, sizeof id->b))
            map_put(&g->revs, str_n((const char *)id->b, sizeof id->b), id);
    }
}

static bool matches(const struct ignore *g, const char *text)
{
    for (size_t i = 0; i < g->n; i++)
        if (fnmatch(g->patterns[i].p, text, 0) == 0)
            return true;
    return false;
}

bool ignore_commit(const struct ignore *g, const struct oid *id, const struct person *author,
                   struct str subject)
{
    if (g->revs.n && map_has(&g->revs, str_n((const char *)id->b, sizeof id->b)))
        return true;
    if (!g->n)
        return false;
    struct arena scratch = {0};
    struct str both = str_printf(&scratch, "%.*s <%.*s>", STR_F(author->name), STR_F(author->email));
    bool yes = matches(g, str_c(&scratch, author->name)) || matches(g, str_c(&scratch, author->email)) ||
               matches(g, both.p) || matches(g, str_c(&scratch, subject));
    arena_clear(&scratch);
    return yes;
}
