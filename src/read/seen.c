#include "read/seen.h"

/* The checks that an editor can overrule. */
static const enum diag_code checks[] = {CODE_CPR_NUMBER, CODE_PRIVATE_CONTACT, CODE_HEADING_ORDER,
                                        CODE_LINK_TEXT, CODE_MISSING_ALT};

/* Goes on to the next "<!-- ok:" or "# ok:" of the line; *codes is what follows, up to the comment's end. */
static bool next_mark(struct str *line, struct str *codes)
{
    static const struct str begins[] = {STR_INIT("<!--"), STR_INIT("#")};
    for (;; *line = str_from(*line, 1)) {
        if (!line->n)
            return false;
        for (size_t i = 0; i < 2; i++) {
            if (!str_starts(*line, begins[i]))
                continue;
            struct str rest = str_from(*line, begins[i].n);
            while (rest.n && rest.p[0] == ' ')
                rest = str_from(rest, 1);
            if (!str_starts(rest, STR("ok:")))
                continue;
            rest = str_from(rest, 3);
            size_t end = i == 0 ? str_find_str(rest, STR("-->")) : rest.n;
            *codes = str_sub(rest, 0, end == STR_NONE ? rest.n : end);
            *line = str_from(rest, codes->n);
            return true;
        }
    }
}

bool seen_allows(struct str line, enum diag_code code)
{
    struct str codes, one;
    while (next_mark(&line, &codes))
        while (codes.n && str_split(&codes, ',', &one))
            if (str_eq(str_trim(one), code_name(code)))
                return true;
    return false;
}

static bool is_check(struct str name)
{
    enum diag_code code;
    for (size_t i = 0; code_find(name, &code) && i < sizeof checks / sizeof *checks; i++)
        if (checks[i] == code)
            return true;
    return false;
}

bool seen_comment(struct str comment, struct str *unknown)
{
    struct str codes, one;
    *unknown = STR("");
    if (!str_starts(comment, STR("<!--")) || !next_mark(&comment, &codes))
        return false;
    if (!str_trim(codes).n)
        return false;
    while (codes.n && str_split(&codes, ',', &one)) {
        *unknown = str_trim(one);
        if (!is_check(*unknown))
            return true;
    }
    *unknown = STR("");
    return true;
}
