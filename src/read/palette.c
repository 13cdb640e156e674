#include "read/palette.h"

#include "base/buf.h"

enum { DEPTH = 16 }; /* rules within each other that are followed */

struct scan {
    struct palette *palette;
    struct str css, path;
    struct str preludes[DEPTH]; /* of the rules that are open */
    size_t depth;
};

/* Comments become blanks, so that what is left stands where it stood. */
static struct str without_comments(struct arena *a, struct str css)
{
    char *out = str_c(a, css);
    for (size_t i = 0; i + 1 < css.n; i++) {
        if (out[i] != '/' || out[i + 1] != '*')
            continue;
        size_t end = str_find_str(str_from(css, i + 2), STR("*/"));
        end = end == STR_NONE ? css.n : i + end + 4;
        for (; i < end; i++)
            out[i] = out[i] == '\n' ? '\n' : ' ';
        i--;
    }
    return str_n(out, css.n);
}

/* Whether one selector is about the root alone; *plain: and about nothing else. */
static bool selects_root(struct str selector, bool *plain)
{
    struct str rest = str_starts(selector, STR(":root"))  ? str_from(selector, 5)
                      : str_starts(selector, STR("html")) ? str_from(selector, 4)
                                                          : (struct str){NULL, 0};
    if (!rest.p)
        return false;
    *plain = *plain || !rest.n;
    for (size_t i = 0; i < rest.n; i++)
        if (strchr(" \t\n>+~", rest.p[i]))
            return false;
    return true;
}

/* The condition under which the open rules hold for the root: "" none. False: they are not about the root. */
static bool condition(const struct scan *s, struct str *out)
{
    bool root = false;
    *out = STR("");
    for (size_t i = 0; i < s->depth && i < DEPTH; i++) {
        struct str prelude = s->preludes[i], rest = prelude, part;
        bool plain = false, here = false;
        if (str_starts(prelude, STR("@layer")))
            continue;
        while (prelude.n && prelude.p[0] != '@' && str_split(&rest, ',', &part))
            here = selects_root(str_trim(part), &plain) || here;
        if (!here && prelude.n && prelude.p[0] != '@')
            return false;
        root = root || here;
        if (!plain)
            *out = out->n ? str_printf(s->palette->arena, "%.*s %.*s", STR_F(*out), STR_F(prelude)) : prelude;
    }
    return root && s->depth <= DEPTH;
}

static uint32_t variation_of(struct palette *p, struct str name)
{
    for (size_t i = 0; i < p->n_variations; i++)
        if (str_eq(p->variations[i], name))
            return (uint32_t)i;
    *ARENA_PUSH(p->arena, p->variations, p->n_variations, p->cap_variations, struct str) = name;
    return (uint32_t)p->n_variations - 1;
}

static void declaration(struct scan *s, struct str text)
{
    size_t colon = str_find(text, ':');
    struct str when;
    if (!str_starts(text, STR("--")) || colon == STR_NONE || !condition(s, &when))
        return;
    struct token t = {.name = str_trim(str_sub(text, 2, colon - 2)), .path = s->path, .line = 1, .col = 1};
    t.value = str_trim(str_from(text, colon + 1));
    t.variation = variation_of(s->palette, when);
    for (const char *at = s->css.p; at < t.value.p; at++) {
        t.line += *at == '\n';
        t.col = *at == '\n' ? 1 : t.col + 1;
    }
    *ARENA_PUSH(s->palette->arena, s->palette->tokens, s->palette->n, s->palette->cap, struct token) = t;
}

/* Past a quoted text that begins at i. */
static size_t past_quoted(struct str css, size_t i)
{
    char quote = css.p[i++];
    while (i < css.n && css.p[i] != quote)
        i += css.p[i] == '\\' ? 2 : 1;
    return i;
}

void palette_read(struct palette *p, struct str css, struct str path)
{
    struct scan s = {.palette = p, .css = without_comments(p->arena, css), .path = path};
    size_t from = 0, parens = 0;
    variation_of(p, STR(""));
    for (size_t i = 0; i < s.css.n; i++) {
        char c = s.css.p[i];
        if (c == '"' || c == '\'')
            i = past_quoted(s.css, i);
        else if (c == '(')
            parens++;
        else if (c == ')' && parens)
            parens--;
        if (parens || !strchr("{};", c))
            continue;
        struct str text = str_trim(str_sub(s.css, from, i - from));
        if (c != '{')
            declaration(&s, text);
        else if (s.depth < DEPTH)
            s.preludes[s.depth] = text;
        if (c == '}')
            s.depth -= s.depth != 0;
        else
            s.depth += c == '{';
        from = i + 1;
    }
}

const struct token *palette_token(const struct palette *p, uint32_t variation, struct str name)
{
    const struct token *found = NULL;
    for (size_t i = 0; i < p->n; i++) {
        const struct token *t = &p->tokens[i];
        if (str_eq(t->name, name) &&
            (t->variation == variation || (!t->variation && !(found && found->variation))))
            found = t;
    }
    return found;
}
