#include "read/language.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/value.h"
#include "read/yaml.h"

/* The word behind "language:" at the beginning of a line, whatever the lines around it are. */
static struct str line_language(struct str text)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        if (!str_starts(line, STR("language:")))
            continue;
        struct str word = str_trim(str_from(line, sizeof "language:" - 1));
        size_t n = 0;
        while (n < word.n && word.p[n] >= 'a' && word.p[n] <= 'z')
            n++;
        return str_sub(word, 0, n);
    }
    return STR("");
}

static bool file_language(struct source *s, struct str path, struct arena *a, struct str *out)
{
    struct source_entry e;
    struct diags unheard = {.arena = a};
    struct buf bytes = {0};
    struct value map;
    if (!source_find(s, path, a, &e))
        return false;
    *out = STR("");
    if (source_read(s, &e, LIMIT_SETTINGS, &unheard, &bytes)) {
        struct str text = buf_dup(a, &bytes);
        bool good = yaml_parse(text, path, 1, a, &unheard, &map);
        *out = good ? str_trim(value_str(value_get(&map, STR("language")))) : line_language(text);
    }
    buf_free(&bytes);
    return true;
}

struct str language_of_site(struct source *s, struct arena *a)
{
    struct str language = {"", 0};
    if (!file_language(s, STR("content/_site.yaml"), a, &language))
        file_language(s, STR("_site.yaml"), a, &language);
    return language;
}
