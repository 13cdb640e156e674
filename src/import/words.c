#include "import/words.h"

static struct str take_word(struct str *s)
{
    *s = str_trim(*s);
    char quote = s->n && strchr("\"'`", s->p[0]) ? s->p[0] : 0;
    size_t i = quote != 0;
    while (i < s->n && (quote ? s->p[i] != quote : !strchr(" \t=", s->p[i])))
        i++;
    struct str word = str_sub(*s, quote != 0, i - (quote != 0));
    *s = str_from(*s, i + (quote != 0));
    return word;
}

void words_read(struct str s, struct words *w)
{
    w->n = 0;
    for (s = str_trim(s); s.n && w->n < WORDS_MOST; s = str_trim(s)) {
        struct str word = take_word(&s);
        bool named = s.n && s.p[0] == '=';
        w->keys[w->n] = named ? word : STR("");
        if (named)
            s = str_from(s, 1);
        w->values[w->n++] = named ? take_word(&s) : word;
        if (!named && s.n && s.p[0] == '=')
            s = str_from(s, 1);
    }
}

struct str words_get(const struct words *w, const char *key, size_t place)
{
    for (size_t i = 0; i < w->n; i++)
        if (*key && str_eq(w->keys[i], str_of(key)))
            return w->values[i];
    for (size_t i = 0, k = 0; i < w->n; i++)
        if (!w->keys[i].n && k++ == place)
            return w->values[i];
    return STR("");
}

bool words_between(struct str s, size_t i, struct str open, struct str close, struct str *inside, size_t *end)
{
    struct str rest = str_from(s, i);
    if (!str_starts(rest, open))
        return false;
    size_t n = str_find_str(str_from(rest, open.n), close);
    if (n == STR_NONE)
        return false;
    *inside = str_trim(str_sub(rest, open.n, n));
    *end = i + open.n + n + close.n;
    return true;
}
