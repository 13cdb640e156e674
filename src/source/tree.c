#include "source/tree.h"

/* An octal mode, a blank, the name, NUL, twenty bytes of id. */
static bool parse_mode(struct str *rest, unsigned *mode)
{
    size_t i = 0;
    for (*mode = 0; i < rest->n && i < 7 && rest->p[i] >= '0' && rest->p[i] <= '7'; i++)
        *mode = *mode << 3 | (unsigned)(rest->p[i] - '0');
    if (i == 0 || i >= rest->n || rest->p[i] != ' ')
        return false;
    *rest = str_from(*rest, i + 1);
    return true;
}

bool tree_next(struct tree_iter *t, struct tree_entry *out)
{
    if (t->rest.n == 0 || t->bad)
        return false;
    struct str rest = t->rest;
    unsigned mode;
    if (parse_mode(&rest, &mode)) {
        const char *nul = rest.n ? memchr(rest.p, 0, rest.n) : NULL;
        size_t name = nul ? (size_t)(nul - rest.p) : 0;
        if (name > 0 && rest.n - name - 1 >= sizeof out->id.b) {
            unsigned type = mode & 0170000;
            out->kind = type == 0040000   ? TREE_FOLDER
                        : type == 0120000 ? TREE_LINK
                        : type == 0160000 ? TREE_MODULE
                                          : TREE_FILE;
            out->name = str_n(rest.p, name);
            memcpy(out->id.b, rest.p + name + 1, sizeof out->id.b);
            t->rest = str_from(rest, name + 1 + sizeof out->id.b);
            return true;
        }
    }
    t->bad = true;
    return false;
}
