#include "read/language.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/value.h"
#include "read/yaml.h"

/* The word behind "KEY:" at the beginning of a line, whatever the lines around it are. */
static struct str line_setting(struct str text, struct str key)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        if (!str_starts(line, key) || !str_starts(str_from(line, key.n), STR(":")))
            continue;
        struct str word = str_trim(str_from(line, key.n + 1));
        size_t n = 0;
        while (n < word.n && (word.p[n] > ' ' && word.p[n] <= '~' && !strchr("\"'#", word.p[n])))
            n++;
        return str_sub(word, 0, n);
    }
    return STR("");
}

static bool file_setting(struct source *s, struct str path, struct str key, struct arena *a, struct str *out)
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
        *out = good ? str_trim(value_str(value_get(&map, key))) : line_setting(text, key);
    }
    buf_free(&bytes);
    return true;
}

static struct str setting_of_site(struct source *s, struct str key, struct arena *a)
{
    struct str out = {"", 0};
    if (!file_setting(s, STR("content/_site.yaml"), key, a, &out))
        file_setting(s, STR("_site.yaml"), key, a, &out);
    return out;
}

struct str language_of_site(struct source *s, struct arena *a)
{
    return setting_of_site(s, STR("language"), a);
}

struct str language_time_zone(struct source *s, struct arena *a)
{
    return setting_of_site(s, STR("time_zone"), a);
}
