#include "view/builtin.h"

#include "base/path.h"

bool builtin_find(struct str name, struct str *bytes)
{
    for (const struct builtin *b = builtin_files; b->name; b++)
        if (str_eq(str_of(b->name), name)) {
            *bytes = str_n(b->begin, (size_t)(b->end - b->begin));
            return true;
        }
    return false;
}

bool builtin_find_for(struct str name, struct str code, struct str *bytes)
{
    struct str ext = path_ext(name), stem = str_sub(name, 0, name.n - ext.n);
    for (const struct builtin *b = builtin_files; b->name; b++) {
        struct str own = str_of(b->name);
        if (own.n == name.n + 1 + code.n && str_starts(own, stem) && own.p[stem.n] == '-' &&
            str_starts(str_from(own, stem.n + 1), code) && str_ends(own, ext)) {
            *bytes = str_n(b->begin, (size_t)(b->end - b->begin));
            return true;
        }
    }
    return builtin_find(name, bytes);
}
