#include "view/builtin.h"

bool builtin_find(struct str name, struct str *bytes)
{
    for (const struct builtin *b = builtin_files; b->name; b++)
        if (str_eq(str_of(b->name), name)) {
            *bytes = str_n(b->begin, (size_t)(b->end - b->begin));
            return true;
        }
    return false;
}
